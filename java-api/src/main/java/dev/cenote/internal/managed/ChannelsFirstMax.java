package dev.cenote.internal.managed;

import dev.cenote.internal.memory.Storage;
import dev.cenote.internal.plan.AxisWindows;
import dev.cenote.internal.plan.Geometry;
import java.util.Arrays;

/** Maximum, channels-first: the input rows are reduced to one line, and the windows along W on that line. */
final class ChannelsFirstMax extends Managed {
  ChannelsFirstMax(Geometry geometry) {
    super(geometry);
  }

  @Override
  void pool(Scratch scratch, long row, Storage out) {
    AxisWindows w = geometry.w();
    int n = (int) w.out();
    float[] result = scratch.result(out, row * n, n);
    int at = scratch.resultAt();
    if (scratch.taps.isEmpty()) {
      Arrays.fill(result, at, at + n, Float.NEGATIVE_INFINITY);
    } else {
      float[] line = scratch.line(scratch.taps.size());
      MaxLines.ofRows(scratch.taps, 0, line, 0);
      int innerBegin = (int) w.innerBegin();
      int innerEnd = (int) w.innerEnd();
      for (int i = 0; i < innerBegin; i++) {
        result[at + i] = edge(line, w, i);
      }
      if (innerBegin < innerEnd) {
        inner(line, (int) w.start(innerBegin), result, at + innerBegin, innerEnd - innerBegin);
      }
      for (int i = innerEnd; i < n; i++) {
        result[at + i] = edge(line, w, i);
      }
    }
    scratch.put(out, row * n, n);
  }

  private void inner(float[] line, int from, float[] result, int at, int n) {
    int taps = (int) geometry.w().taps();
    int step = (int) geometry.w().step();
    int stride = (int) geometry.w().stride();
    if (stride == 1 && taps > 1) {
      MaxLines.of(result, at, line, from, line, from + step, n);
      for (int t = 2; t < taps; t += 2) {
        int next = Math.min(t + 1, taps - 1); // an odd last tap counts twice
        MaxLines.take(result, at, line, from + t * step, line, from + next * step, n);
      }
      for (int i = 0; i < n; i++) {
        result[at + i] = canonical(result[at + i]);
      }
    } else if (taps == 2) {
      for (int i = 0, x = from; i < n; i++, x += stride) {
        result[at + i] = canonical(Math.max(line[x], line[x + step]));
      }
    } else if (taps == 3) {
      for (int i = 0, x = from; i < n; i++, x += stride) {
        result[at + i] = canonical(Math.max(Math.max(line[x], line[x + step]), line[x + 2 * step]));
      }
    } else {
      for (int i = 0, x = from; i < n; i++, x += stride) {
        result[at + i] = greatest(line, x, step, taps);
      }
    }
  }

  private static float edge(float[] line, AxisWindows w, long i) {
    long first = w.firstTap(i);
    return greatest(line, (int) (w.start(i) + first * w.step()), (int) w.step(), (int) (w.endTap(i) - first));
  }

  private static float greatest(float[] line, int from, int step, int taps) {
    float max = Float.NEGATIVE_INFINITY;
    for (int t = 0, x = from; t < taps; t++, x += step) {
      max = Math.max(max, line[x]);
    }
    return canonical(max);
  }
}
