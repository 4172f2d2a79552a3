package dev.cenote.internal.managed;

import dev.cenote.internal.memory.Storage;
import dev.cenote.internal.plan.AxisWindows;
import dev.cenote.internal.plan.Geometry;
import java.util.Arrays;

/** Maximum, channels-last: the vectors of channels at an output's taps are reduced lane by lane. */
final class ChannelsLastMax extends Managed {
  ChannelsLastMax(Geometry geometry) {
    super(geometry);
  }

  @Override
  void pool(Scratch scratch, long row, Storage out) {
    AxisWindows w = geometry.w();
    Taps taps = scratch.taps;
    int n = taps.size();
    for (long i = 0; i < w.out(); i++) {
      long index = (row * w.out() + i) * n;
      float[] result = scratch.result(out, index, n);
      int at = scratch.resultAt();
      long first = w.firstTap(i);
      long end = w.endTap(i);
      if (taps.isEmpty() || first == end) {
        Arrays.fill(result, at, at + n, Float.NEGATIVE_INFINITY);
      } else {
        MaxLines.ofRows(taps, w.start(i) + first * w.step(), result, at);
        for (long t = first + 1; t < end; t++) {
          MaxLines.takeRows(taps, 0, w.start(i) + t * w.step(), result, at);
        }
        for (int c = at; c < at + n; c++) {
          result[c] = canonical(result[c]);
        }
      }
      scratch.put(out, index, n);
    }
  }
}
