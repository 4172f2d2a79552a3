package dev.cenote.internal.managed;

import dev.cenote.internal.memory.Storage;
import dev.cenote.internal.plan.AxisWindows;
import dev.cenote.internal.plan.Geometry;
import java.util.Arrays;

/**
 * Average of float32 over small windows, channels-last: the vectors of channels at an output's taps are summed lane by
 * lane.
 */
final class ChannelsLastAverage extends WindowDriver {
  /** Windows with at most so many taps along H and W: those along W are added one after the other. */
  static final int MOST = 3;

  private final SmallSums sums;
  /** The sums of one column, then those of the columns so far. */
  private final float[] columns;

  ChannelsLastAverage(Geometry geometry) {
    super(geometry);
    sums = new SmallSums(taps);
    columns = new float[2 * taps.size()];
  }

  @Override
  void pool(long row, Storage out) {
    int n = taps.size();
    for (long i = 0; i < geometry.w().out(); i++) {
      long index = (row * geometry.w().out() + i) * n;
      result.place(out, index, n);
      window(i, (float[]) result.array, result.at);
      result.put(out, index, n);
    }
  }

  private void window(long i, float[] results, int at) {
    AxisWindows w = geometry.w();
    int n = taps.size();
    float[] column = columns;
    Arrays.fill(column, n, 2 * n, 0);
    for (long t = w.firstTap(i); t < w.endTap(i); t++) {
      sums.ofRows(w.start(i) + t * w.step(), (int) geometry.h().taps(), column, 0);
      for (int c = 0; c < n; c++) {
        column[n + c] += column[c];
      }
    }
    float divisor = (float) divisors.of(i);
    for (int c = 0; c < n; c++) {
      results[at + c] = average(column[n + c], divisor);
    }
  }
}
