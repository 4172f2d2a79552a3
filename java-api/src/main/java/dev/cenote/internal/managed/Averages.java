package dev.cenote.internal.managed;

import dev.cenote.internal.plan.AxisWindows;
import dev.cenote.internal.plan.Geometry;

/** Divisors and quotients: from the sum of a window to its average. */
final class Averages {
  private final AxisWindows depth;
  private final AxisWindows height;
  private final AxisWindows width;
  private final double fixed;
  private final boolean wide;
  private double rows;

  Averages(Geometry geometry) {
    depth = geometry.d();
    height = geometry.h();
    width = geometry.w();
    fixed = geometry.fixedDivisor();
    wide = geometry.wide();
  }

  void moveTo(long row) {
    long slice = row / height.out();
    rows = (double) depth.count(slice % depth.out()) * height.count(row - slice * height.out());
  }

  /** The divisor of window {@code i} along W. */
  double divisor(long i) {
    return fixed != 0 ? fixed : rows * width.count(i);
  }

  /** The average of a float32 sum. */
  static float of(float sum, float divisor) {
    float quotient = (sum + 0.0f) / divisor;
    return quotient == quotient ? quotient : Float.NaN;
  }

  /** The average of a sum that is float64, or float32 in a double. */
  float of(double sum, double divisor) {
    if (!wide) {
      return of((float) sum, (float) divisor);
    }
    float quotient = (float) ((sum + 0.0) / divisor);
    return quotient == quotient ? quotient : Float.NaN;
  }
}
