package dev.cenote.internal.managed;

import dev.cenote.internal.memory.Storage;
import dev.cenote.internal.plan.AxisWindows;
import dev.cenote.internal.plan.Geometry;
import java.util.Arrays;

/** Maximum of float32, channels-last: the vectors of channels at an output's taps are reduced lane by lane. */
final class ChannelsLastMax extends WindowDriver {
  ChannelsLastMax(Geometry geometry) {
    super(geometry);
  }

  @Override
  void pool(long row, Storage out) {
    AxisWindows w = geometry.w();
    int n = taps.size();
    for (long i = 0; i < w.out(); i++) {
      long index = (row * w.out() + i) * n;
      result.place(out, index, n);
      float[] results = (float[]) result.array;
      int at = result.at;
      long first = w.firstTap(i);
      long end = w.endTap(i);
      if (taps.isEmpty() || first == end) {
        Arrays.fill(results, at, at + n, Float.NEGATIVE_INFINITY);
      } else {
        MaxLines.ofRows(taps, w.start(i) + first * w.step(), results, at);
        for (long t = first + 1; t < end; t++) {
          MaxLines.takeRows(taps, 0, w.start(i) + t * w.step(), results, at);
        }
        for (int c = at; c < at + n; c++) {
          results[c] = canonical(results[c]);
        }
      }
      result.put(out, index, n);
    }
  }
}
