package dev.cenote.internal.managed;

import dev.cenote.internal.memory.Storage;
import dev.cenote.internal.plan.AxisWindows;
import dev.cenote.internal.plan.Geometry;

/** Average, channels-first: the input rows are summed to one line, and the windows along W on that line. */
final class ChannelsFirstAverage extends Managed {
  private final boolean small;

  ChannelsFirstAverage(Geometry geometry) {
    super(geometry);
    small = SumLines.areSmall(geometry, Taps.SLOTS);
  }

  @Override
  void pool(Scratch scratch, long row, Storage out) {
    int n = (int) geometry.w().out();
    float[] result = scratch.result(out, row * n, n);
    int at = scratch.resultAt();
    scratch.averages.moveTo(row);
    if (small) {
      smallWindows(scratch, result, at);
    } else {
      anyWindows(scratch, result, at);
    }
    scratch.put(out, row * n, n);
  }

  private void smallWindows(Scratch scratch, float[] result, int at) {
    AxisWindows w = geometry.w();
    float[] line = scratch.line(scratch.taps.size());
    SumLines.ofSmallRows(scratch.taps, 0, (int) geometry.h().taps(), scratch.zeros(scratch.taps.size()), line, 0);
    int innerBegin = (int) w.innerBegin();
    int innerEnd = (int) w.innerEnd();
    for (int i = 0; i < innerBegin; i++) {
      result[at + i] = smallEdge(scratch, line, i);
    }
    if (innerBegin < innerEnd) {
      smallInner(line, result, at, (float) scratch.averages.divisor(innerBegin));
    }
    for (int i = innerEnd; i < w.out(); i++) {
      result[at + i] = smallEdge(scratch, line, i);
    }
  }

  private void smallInner(float[] line, float[] result, int at, float divisor) {
    AxisWindows w = geometry.w();
    int stride = (int) w.stride();
    int step = (int) w.step();
    int taps = (int) w.taps();
    int begin = at + (int) w.innerBegin();
    int end = at + (int) w.innerEnd();
    int x = (int) w.start(w.innerBegin());
    if (taps == 2) { // the common ones as loops of their own, which the compiler unrolls
      for (int i = begin; i < end; i++, x += stride) {
        result[i] = Averages.of(line[x] + line[x + step], divisor);
      }
    } else if (taps == 3) {
      for (int i = begin; i < end; i++, x += stride) {
        result[i] = Averages.of((line[x] + line[x + step]) + line[x + 2 * step], divisor);
      }
    } else {
      for (int i = begin; i < end; i++, x += stride) {
        result[i] = Averages.of(SumLines.ofSmallRun(line, x, step, taps), divisor);
      }
    }
  }

  /** A window that is cut: what is missing counts as zeros in its place. */
  private float smallEdge(Scratch scratch, float[] line, long i) {
    AxisWindows w = geometry.w();
    float[] window = scratch.window();
    for (int t = 0; t < w.taps(); t++) {
      boolean inside = t >= w.firstTap(i) && t < w.endTap(i);
      window[t] = inside ? line[(int) (w.start(i) + t * w.step())] : 0;
    }
    return Averages.of(
        SumLines.ofSmallRun(window, 0, 1, (int) w.taps()), (float) scratch.averages.divisor(i));
  }

  private void anyWindows(Scratch scratch, float[] result, int at) {
    AxisWindows w = geometry.w();
    double[] line = SumLines.ofRows(scratch, 0);
    int innerBegin = (int) w.innerBegin();
    int innerEnd = (int) w.innerEnd();
    for (int i = 0; i < innerBegin; i++) {
      windows(scratch, line, result, at, i, 1);
    }
    if (innerBegin < innerEnd) {
      windows(scratch, line, result, at, innerBegin, innerEnd - innerBegin);
    }
    for (int i = innerEnd; i < w.out(); i++) {
      windows(scratch, line, result, at, i, 1);
    }
  }

  /** Computes {@code n} windows with the same taps and divisor, from window {@code i} on. */
  private void windows(Scratch scratch, double[] line, float[] result, int at, int i, int n) {
    AxisWindows w = geometry.w();
    scratch.alongW.begin(n);
    long start = w.start(i);
    for (long t = w.firstTap(i); t < w.endTap(i); t++) {
      scratch.alongW.add(t, line, (int) (start + t * w.step()), n == 1 ? 1 : (int) w.stride());
    }
    double[] sums = scratch.alongW.sum();
    double divisor = scratch.averages.divisor(i);
    for (int j = 0; j < n; j++) {
      result[at + i + j] = scratch.averages.of(sums[j], divisor);
    }
  }
}
