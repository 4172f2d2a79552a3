package dev.cenote.internal.managed;

import dev.cenote.internal.plan.Geometry;

/** Sums of float32 over few vectors at one position along W, with the tree of pairs written out. */
final class SmallSums {
  /** The most vectors. */
  static final int MOST = Taps.SLOTS;

  private final Taps taps;
  private final Slice[] rows = new Slice[MOST];
  private final Slice zeros = new Slice();

  SmallSums(Taps taps) {
    this.taps = taps;
    zeros.array = new float[taps.size()];
  }

  /** Whether windows have no depth and at most so many taps along H and W. */
  static boolean suffice(Geometry geometry, int most) {
    return geometry.d().taps() == 1 && geometry.h().taps() <= most && geometry.w().taps() <= most;
  }

  /** The sums of windows with {@code count} taps along H, to {@code line[at ..]}. Rows outside the input are zeros. */
  void ofRows(long w, int count, float[] line, int at) {
    int n = taps.size();
    for (int h = 0; h < count; h++) {
      boolean inside = !taps.isEmpty() && h >= taps.hFirst && h < taps.hEnd;
      rows[h] = inside ? taps.load(h, taps.dFirst, h, w) : zeros;
    }
    float[] a = (float[]) rows[0].array;
    int ia = rows[0].at;
    if (count == 1) {
      System.arraycopy(a, ia, line, at, n);
      return;
    }
    float[] b = (float[]) rows[1].array;
    int ib = rows[1].at;
    if (count == 2) {
      for (int i = 0; i < n; i++) {
        line[at + i] = a[ia + i] + b[ib + i];
      }
      return;
    }
    float[] c = (float[]) rows[2].array;
    int ic = rows[2].at;
    if (count == 3) {
      for (int i = 0; i < n; i++) {
        line[at + i] = (a[ia + i] + b[ib + i]) + c[ic + i];
      }
      return;
    }
    float[] d = (float[]) rows[3].array;
    int id = rows[3].at;
    for (int i = 0; i < n; i++) {
      line[at + i] = (a[ia + i] + b[ib + i]) + (c[ic + i] + d[id + i]);
    }
    if (count > 4) {
      addRightHalf(count, line, at);
    }
  }

  /** Adds rows 4 and above, as the right half of the tree. */
  private void addRightHalf(int count, float[] line, int at) {
    int n = taps.size();
    float[] e = (float[]) rows[4].array;
    float[] f = (float[]) rows[Math.min(5, count - 1)].array;
    float[] g = (float[]) rows[Math.min(6, count - 1)].array;
    float[] h = (float[]) rows[count - 1].array;
    int ie = rows[4].at;
    int jf = rows[Math.min(5, count - 1)].at;
    int ig = rows[Math.min(6, count - 1)].at;
    int ih = rows[count - 1].at;
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
  static float ofRun(float[] line, int x, int step, int count) {
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
        return ofRun(line, x, step, 4) + ofRun(line, x + 4 * step, step, count - 4);
    }
  }
}
