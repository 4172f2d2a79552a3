package dev.cenote.internal.managed;

/** Maxima of lines of float32, element by element. Math.max, which knows NaN, becomes vector code; a comparison would not. */
final class MaxLines {
  private MaxLines() {}

  /** {@code line[at + i] = max(a[aAt + i], b[bAt + i])} */
  static void of(float[] line, int at, float[] a, int aAt, float[] b, int bAt, int n) {
    for (int i = 0; i < n; i++) {
      line[at + i] = Math.max(a[aAt + i], b[bAt + i]);
    }
  }

  /** {@code line[at + i] = max(line[at + i], a[aAt + i], b[bAt + i])} */
  static void take(float[] line, int at, float[] a, int aAt, float[] b, int bAt, int n) {
    for (int i = 0; i < n; i++) {
      line[at + i] = Math.max(line[at + i], Math.max(a[aAt + i], b[bAt + i]));
    }
  }

  /** The maxima of all rows of the taps at position {@code w} of the input, to {@code line[at ..]}. */
  static void ofRows(Taps taps, long w, float[] line, int at) {
    long rows = taps.rows();
    Slice a = taps.loadRow(0, 0, w);
    if (rows == 1) {
      System.arraycopy(a.array, a.at, line, at, taps.size());
      return;
    }
    Slice b = taps.loadRow(1, 1, w);
    of(line, at, (float[]) a.array, a.at, (float[]) b.array, b.at, taps.size());
    takeRows(taps, 2, w, line, at);
  }

  /** Takes the rows of the taps from number {@code first} on into {@code line[at ..]}. */
  static void takeRows(Taps taps, long first, long w, float[] line, int at) {
    long rows = taps.rows();
    for (long r = first; r < rows; r += 2) {
      Slice a = taps.loadRow(0, r, w);
      Slice b = taps.loadRow(1, Math.min(r + 1, rows - 1), w); // an odd last row counts twice
      take(line, at, (float[]) a.array, a.at, (float[]) b.array, b.at, taps.size());
    }
  }
}
