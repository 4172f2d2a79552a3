package dev.cenote.internal.managed;

import dev.cenote.internal.plan.AxisWindows;
import dev.cenote.internal.plan.Geometry;

/** What the sums of an output row's windows are divided by. */
final class Divisors {
  /** Whole divisors are at most this: that of a window which reaches so far beyond the input is a thing of theory. */
  private static final long GREATEST = 1L << 62;

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
    wholeRows = product(depths, heights);
  }

  /** The divisor of the window with number {@code i} along W. */
  double of(long i) {
    return fixed != 0 ? fixed : rows * width.count(i);
  }

  /** The divisor of a sum of integers. */
  long wholeOf(long i) {
    return fixed != 0 ? (long) fixed : product(wholeRows, width.count(i));
  }

  private static long product(long a, long b) {
    return Math.multiplyHigh(a, b) == 0 && a * b >= 0 ? Math.min(GREATEST, a * b) : GREATEST;
  }
}
