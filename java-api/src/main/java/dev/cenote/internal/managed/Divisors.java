package dev.cenote.internal.managed;

import dev.cenote.internal.plan.AxisWindows;
import dev.cenote.internal.plan.Geometry;

/** What the sums of an output row's windows are divided by. */
final class Divisors {
  private final AxisWindows width;
  private final double fixed;
  private double rows;
  private long wholeRows;

  Divisors(Geometry geometry) {
    width = geometry.w();
    fixed = geometry.reduction().fixedDivisor();
  }

  /** Moves to a row whose windows along D and H count so many taps. */
  void moveTo(long depths, long heights) {
    rows = (double) depths * heights;
    wholeRows = depths * heights; // Geometry bounds the products
  }

  /** The divisor of the window with number {@code i} along W. */
  double of(long i) {
    return fixed != 0 ? fixed : rows * width.count(i);
  }

  /** The divisor of a sum of integers. */
  long wholeOf(long i) {
    return fixed != 0 ? (long) fixed : wholeRows * width.count(i);
  }
}
