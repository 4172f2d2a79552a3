package dev.cenote.internal.managed;

import dev.cenote.internal.plan.Geometry;

/** Sums of the vectors at one position along W, in the canonical order: along D, then along H. */
final class SumLines {
  private SumLines() {}

  /** As float64, or float32 in doubles; valid until the next call. */
  static double[] ofRows(Scratch scratch, long w) {
    Taps taps = scratch.taps;
    LineTree alongH = scratch.alongH;
    alongH.begin(taps.size());
    if (taps.dEnd - taps.dFirst == 1) {
      long h = taps.hFirst;
      while (h < taps.hEnd) {
        if ((h & 3) == 0 && taps.hEnd - h >= 4) {
          for (int slot = 0; slot < 4; slot++) {
            taps.load(slot, taps.dFirst, h + slot, w);
          }
          alongH.addFour(h, taps.from, taps.at);
          h += 4;
        } else {
          taps.load(0, taps.dFirst, h, w);
          alongH.add(h, taps.from[0], taps.at[0]);
          h++;
        }
      }
    } else if (!taps.isEmpty()) {
      for (long h = taps.hFirst; h < taps.hEnd; h++) {
        scratch.alongD.begin(taps.size());
        for (long d = taps.dFirst; d < taps.dEnd; d++) {
          taps.load(0, d, h, w);
          scratch.alongD.add(d, taps.from[0], taps.at[0]);
        }
        alongH.add(h, scratch.alongD.sum(), 0, 1);
      }
    }
    return alongH.sum();
  }

  /** Whether windows are so small that {@link #ofSmallRows} serves: adding one after the other is the tree of pairs. */
  static boolean areSmall(Geometry geometry) {
    return geometry.d().taps() == 1 && geometry.h().taps() <= 3 && geometry.w().taps() <= 3;
  }

  /** The same for windows of up to 3 rows, which are added one after the other, to {@code line[at ..]}. */
  static void ofSmallRows(Taps taps, long w, float[] line, int at) {
    int n = taps.size();
    int rows = (int) taps.rows();
    for (int r = 0; r < rows; r++) {
      taps.loadRow(r, r, w);
    }
    float[] a = taps.from[0];
    float[] b = taps.from[Math.min(1, rows - 1)];
    float[] c = taps.from[rows - 1];
    int ia = taps.at[0];
    int ib = taps.at[Math.min(1, rows - 1)];
    int ic = taps.at[rows - 1];
    if (rows == 1) {
      System.arraycopy(a, ia, line, at, n);
    } else if (rows == 2) {
      for (int i = 0; i < n; i++) {
        line[at + i] = a[ia + i] + b[ib + i];
      }
    } else {
      for (int i = 0; i < n; i++) {
        line[at + i] = (a[ia + i] + b[ib + i]) + c[ic + i];
      }
    }
  }
}
