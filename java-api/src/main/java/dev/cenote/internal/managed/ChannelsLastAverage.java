package dev.cenote.internal.managed;

import dev.cenote.internal.memory.Storage;
import dev.cenote.internal.plan.AxisWindows;
import dev.cenote.internal.plan.Geometry;
import java.util.Arrays;

/** Average, channels-last: the vectors of channels at an output's taps are summed lane by lane. */
final class ChannelsLastAverage extends Managed {
  private final boolean small;

  ChannelsLastAverage(Geometry geometry) {
    super(geometry);
    small = SumLines.areSmall(geometry, 3); // so few are added one after the other
  }

  @Override
  void pool(Scratch scratch, long row, Storage out) {
    AxisWindows w = geometry.w();
    int n = scratch.taps.size();
    scratch.averages.moveTo(row);
    for (long i = 0; i < w.out(); i++) {
      long index = (row * w.out() + i) * n;
      float[] result = scratch.result(out, index, n);
      if (small && !scratch.taps.isEmpty()) {
        smallWindow(scratch, i, result, scratch.resultAt());
      } else {
        anyWindow(scratch, i, result, scratch.resultAt());
      }
      scratch.put(out, index, n);
    }
  }

  private void smallWindow(Scratch scratch, long i, float[] result, int at) {
    AxisWindows w = geometry.w();
    int n = scratch.taps.size();
    float[] column = scratch.line(2 * n); // this column's sums, then those of the columns before
    Arrays.fill(column, n, 2 * n, 0);
    for (long t = w.firstTap(i); t < w.endTap(i); t++) {
      SumLines.ofSmallRows(
          scratch.taps, w.start(i) + t * w.step(), (int) geometry.h().taps(), scratch.zeros(n), column, 0);
      for (int c = 0; c < n; c++) {
        column[n + c] += column[c];
      }
    }
    float divisor = (float) scratch.averages.divisor(i);
    for (int c = 0; c < n; c++) {
      result[at + c] = Averages.of(column[n + c], divisor);
    }
  }

  private void anyWindow(Scratch scratch, long i, float[] result, int at) {
    AxisWindows w = geometry.w();
    int n = scratch.taps.size();
    scratch.alongW.begin(n);
    for (long t = w.firstTap(i); t < w.endTap(i); t++) {
      scratch.alongW.add(t, SumLines.ofRows(scratch, w.start(i) + t * w.step()), 0, 1);
    }
    double[] sums = scratch.alongW.sum();
    double divisor = scratch.averages.divisor(i);
    for (int c = 0; c < n; c++) {
      result[at + c] = scratch.averages.of(sums[c], divisor);
    }
  }
}
