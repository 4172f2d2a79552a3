package dev.cenote.internal.managed;

import dev.cenote.internal.memory.Storage;
import dev.cenote.internal.plan.AxisWindows;
import dev.cenote.internal.plan.Geometry;

/**
 * Average of float32 over small windows, channels-first: the input rows are summed to one line, and the windows along
 * W on that line.
 */
final class ChannelsFirstAverage extends WindowDriver {
  private final SmallSums sums;
  private final float[] line;
  private final float[] window = new float[SmallSums.MOST];

  ChannelsFirstAverage(Geometry geometry) {
    super(geometry);
    sums = new SmallSums(taps);
    line = new float[taps.size()];
  }

  @Override
  void pool(long row, Storage out) {
    AxisWindows w = geometry.w();
    int n = (int) w.out();
    result.place(out, row * n, n);
    float[] results = (float[]) result.array;
    int at = result.at;
    sums.ofRows(0, (int) geometry.h().taps(), line, 0);
    int innerBegin = (int) w.innerBegin();
    int innerEnd = (int) w.innerEnd();
    for (int i = 0; i < innerBegin; i++) {
      results[at + i] = edge(i);
    }
    if (innerBegin < innerEnd) {
      inner(results, at, (float) divisors.of(innerBegin));
    }
    for (int i = innerEnd; i < n; i++) {
      results[at + i] = edge(i);
    }
    result.put(out, row * n, n);
  }

  private void inner(float[] results, int at, float divisor) {
    AxisWindows w = geometry.w();
    float[] line = this.line;
    int stride = (int) w.stride();
    int step = (int) w.step();
    int taps = (int) w.taps();
    int begin = at + (int) w.innerBegin();
    int end = at + (int) w.innerEnd();
    int x = (int) w.start(w.innerBegin());
    if (taps == 2) { // the common ones as loops of their own, which the compiler unrolls
      for (int i = begin; i < end; i++, x += stride) {
        results[i] = average(line[x] + line[x + step], divisor);
      }
    } else if (taps == 3) {
      for (int i = begin; i < end; i++, x += stride) {
        results[i] = average((line[x] + line[x + step]) + line[x + 2 * step], divisor);
      }
    } else {
      for (int i = begin; i < end; i++, x += stride) {
        results[i] = average(SmallSums.ofRun(line, x, step, taps), divisor);
      }
    }
  }

  /** A window that is cut: what is missing counts as zeros in its place. */
  private float edge(long i) {
    AxisWindows w = geometry.w();
    for (int t = 0; t < w.taps(); t++) {
      boolean inside = t >= w.firstTap(i) && t < w.endTap(i);
      window[t] = inside ? line[(int) (w.start(i) + t * w.step())] : 0;
    }
    return average(SmallSums.ofRun(window, 0, 1, (int) w.taps()), (float) divisors.of(i));
  }
}
