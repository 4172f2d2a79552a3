package dev.cenote.internal.managed;

import dev.cenote.internal.memory.Storage;
import dev.cenote.internal.plan.AxisWindows;
import dev.cenote.internal.plan.Geometry;
import java.util.Arrays;

/**
 * Maximum of float32 over windows that are at most two elements wide, channels-first: the input rows are reduced to one
 * line, and neighbours on that line in one pass, which is less than lines of so little work cost elsewhere.
 */
final class ChannelsFirstMax extends WindowDriver {
  /** The most taps along W. */
  static final int MOST = 2;

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
      MaxLines.ofRows(taps, line);
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
    int next = (int) (geometry.w().step() * (geometry.w().taps() - 1));
    int stride = (int) geometry.w().stride();
    for (int i = 0, x = from; i < n; i++, x += stride) {
      results[at + i] = canonical(Math.max(line[x], line[x + next]));
    }
  }

  private static float edge(float[] line, AxisWindows w, long i) {
    float max = Float.NEGATIVE_INFINITY;
    for (long t = w.firstTap(i); t < w.endTap(i); t++) {
      max = Math.max(max, line[(int) (w.start(i) + t * w.step())]);
    }
    return canonical(max);
  }

  /** A maximum as it is written: no -0.0, and one NaN. */
  private static float canonical(float max) {
    return max == max ? max + 0.0f : Float.NaN;
  }
}
