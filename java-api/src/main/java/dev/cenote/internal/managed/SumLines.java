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

  /** Whether windows have no depth and at most so many taps along H and W. */
  static boolean areSmall(Geometry geometry, int most) {
    return geometry.d().taps() == 1 && geometry.h().taps() <= most && geometry.w().taps() <= most;
  }

  /**
   * The sums of windows with no depth and {@code count} taps along H, at most 8, to {@code line[at ..]}, as float32
   * without more ado: the tree of pairs is written out. Rows outside the input are {@code zeros}.
   */
  static void ofSmallRows(Taps taps, long w, int count, float[] zeros, float[] line, int at) {
    int n = taps.size();
    for (int h = 0; h < count; h++) {
      if (h >= taps.hFirst && h < taps.hEnd) {
        taps.load(h, taps.dFirst, h, w);
      } else {
        taps.from[h] = zeros;
        taps.at[h] = 0;
      }
    }
    float[] a = taps.from[0];
    int ia = taps.at[0];
    if (count == 1) {
      System.arraycopy(a, ia, line, at, n);
      return;
    }
    float[] b = taps.from[1];
    int ib = taps.at[1];
    if (count == 2) {
      for (int i = 0; i < n; i++) {
        line[at + i] = a[ia + i] + b[ib + i];
      }
      return;
    }
    float[] c = taps.from[2];
    int ic = taps.at[2];
    if (count == 3) {
      for (int i = 0; i < n; i++) {
        line[at + i] = (a[ia + i] + b[ib + i]) + c[ic + i];
      }
      return;
    }
    float[] d = taps.from[3];
    int id = taps.at[3];
    for (int i = 0; i < n; i++) {
      line[at + i] = (a[ia + i] + b[ib + i]) + (c[ic + i] + d[id + i]);
    }
    if (count > 4) {
      addRightHalf(taps, count, line, at);
    }
  }

  /** Adds rows 4 and above, as the right half of the tree. */
  private static void addRightHalf(Taps taps, int count, float[] line, int at) {
    int n = taps.size();
    float[] e = taps.from[4];
    float[] f = taps.from[Math.min(5, count - 1)];
    float[] g = taps.from[Math.min(6, count - 1)];
    float[] h = taps.from[count - 1];
    int ie = taps.at[4];
    int jf = taps.at[Math.min(5, count - 1)];
    int ig = taps.at[Math.min(6, count - 1)];
    int ih = taps.at[count - 1];
    switch (count) {
      case 5:
        for (int i = 0; i < n; i++) {
          line[at + i] += e[ie + i];
        }
        break;
      case 6:
        for (int i = 0; i < n; i++) {
          line[at + i] += e[ie + i] + f[jf + i];
        }
        break;
      case 7:
        for (int i = 0; i < n; i++) {
          line[at + i] += (e[ie + i] + f[jf + i]) + g[ig + i];
        }
        break;
      default:
        for (int i = 0; i < n; i++) {
          line[at + i] += (e[ie + i] + f[jf + i]) + (g[ig + i] + h[ih + i]);
        }
    }
  }

  /** The tree of pairs over {@code count} elements of a line, at most 8, {@code step} apart from {@code x} on. */
  static float ofSmallRun(float[] line, int x, int step, int count) {
    switch (count) {
      case 1:
        return line[x];
      case 2:
        return line[x] + line[x + step];
      case 3:
        return (line[x] + line[x + step]) + line[x + 2 * step];
      case 4:
        return (line[x] + line[x + step]) + (line[x + 2 * step] + line[x + 3 * step]);
      default:
        return ofSmallRun(line, x, step, 4) + ofSmallRun(line, x + 4 * step, step, count - 4);
    }
  }
}
