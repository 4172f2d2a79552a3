package dev.cenote.internal.managed;

import dev.cenote.internal.memory.Storage;
import dev.cenote.internal.plan.AxisWindows;
import dev.cenote.internal.plan.Geometry;
import java.util.Arrays;

/** Maximum of float32, channels-first: the input rows are reduced to one line, and the windows along W on that line. */
final class ChannelsFirstMax extends WindowDriver {
  private final float[] line;

  ChannelsFirstMax(Geometry geometry) {
    super(geometry);
    line = new float[taps.size()];
  }

  @Override
  void pool(long row, Storage out) {
    AxisWindows w = geometry.w();
    int n = (int) w.out();
    result.place(out, row * n, n);
    float[] results = (float[]) result.array;
    int at = result.at;
    if (taps.isEmpty()) {
      Arrays.fill(results, at, at + n, Float.NEGATIVE_INFINITY);
    } else {
      MaxLines.ofRows(taps, 0, line, 0);
      int innerBegin = (int) w.innerBegin();
      int innerEnd = (int) w.innerEnd();
      for (int i = 0; i < innerBegin; i++) {
        results[at + i] = edge(line, w, i);
      }
      if (innerBegin < innerEnd) {
        inner(line, (int) w.start(innerBegin), results, at + innerBegin, innerEnd - innerBegin);
      }
      for (int i = innerEnd; i < n; i++) {
        results[at + i] = edge(line, w, i);
      }
    }
    result.put(out, row * n, n);
  }

  private void inner(float[] line, int from, float[] results, int at, int n) {
    int taps = (int) geometry.w().taps();
    int step = (int) geometry.w().step();
    int stride = (int) geometry.w().stride();
    if (stride == 1 && taps > 1) {
      MaxLines.of(results, at, line, from, line, from + step, n);
      for (int t = 2; t < taps; t += 2) {
        int next = Math.min(t + 1, taps - 1); // an odd last tap counts twice
        MaxLines.take(results, at, line, from + t * step, line, from + next * step, n);
      }
      for (int i = 0; i < n; i++) {
        results[at + i] = canonical(results[at + i]);
      }
    } else if (taps == 2) {
      for (int i = 0, x = from; i < n; i++, x += stride) {
        results[at + i] = canonical(Math.max(line[x], line[x + step]));
      }
    } else if (taps == 3) {
      for (int i = 0, x = from; i < n; i++, x += stride) {
        results[at + i] = canonical(Math.max(Math.max(line[x], line[x + step]), line[x + 2 * step]));
      }
    } else {
      for (int i = 0, x = from; i < n; i++, x += stride) {
        results[at + i] = greatest(line, x, step, taps);
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
