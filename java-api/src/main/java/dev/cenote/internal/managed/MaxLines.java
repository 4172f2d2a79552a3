package dev.cenote.internal.managed;

/** Maxima of float32, element by element. Math.max, which knows NaN, becomes vector code; a comparison would not. */
final class MaxLines {
  private MaxLines() {}

  /** The maxima of all rows of the taps, at least one, to {@code line[0 ..]}. */
  static void ofRows(Taps taps, float[] line) {
    long rows = taps.rows();
    Slice first = taps.loadRow(0, 0, 0);
    if (rows == 1) {
      System.arraycopy(first.array, first.at, line, 0, taps.size());
      return;
    }
    Slice second = taps.loadRow(1, 1, 0);
    of(line, (float[]) first.array, first.at, (float[]) second.array, second.at, taps.size());
    for (long r = 2; r < rows; r += 2) {
      Slice a = taps.loadRow(0, r, 0);
      Slice b = taps.loadRow(1, Math.min(r + 1, rows - 1), 0); // an odd last row counts twice
      take(line, (float[]) a.array, a.at, (float[]) b.array, b.at, taps.size());
    }
  }

  /** {@code line[i] = max(a[aAt + i], b[bAt + i])} */
  private static void of(float[] line, float[] a, int aAt, float[] b, int bAt, int n) {
    for (int i = 0; i < n; i++) {
      line[i] = Math.max(a[aAt + i], b[bAt + i]);
    }
  }

  /** {@code line[i] = max(line[i], a[aAt + i], b[bAt + i])} */
  private static void take(float[] line, float[] a, int aAt, float[] b, int bAt, int n) {
    for (int i = 0; i < n; i++) {
      line[i] = Math.max(line[i], Math.max(a[aAt + i], b[bAt + i]));
    }
  }
}
