package dev.cenote.internal.plan;

import dev.cenote.Rounding;

/** How the elements of a window become one: a kind, and what it needs to know. Immutable. */
public final class Reduction {
  /** The kinds, in the order of {@code enum cenote_reduction}. */
  public enum Kind { MAX, MIN, AVERAGE, LP }

  /** The greatest element. */
  public static final Reduction MAX = new Reduction(Kind.MAX, 0, Rounding.HALF_AWAY_FROM_ZERO, 0, false);
  /** The least element. */
  public static final Reduction MIN = new Reduction(Kind.MIN, 0, Rounding.HALF_AWAY_FROM_ZERO, 0, false);
  /** The greatest element, or 0 for a window without elements. */
  public static final Reduction MAX_OR_ZERO = new Reduction(Kind.MAX, 0, Rounding.HALF_AWAY_FROM_ZERO, 0, true);

  private final Kind kind;
  private final double fixedDivisor;
  private final Rounding rounding;
  private final double p;
  private final boolean emptyIsZero;

  private Reduction(Kind kind, double fixedDivisor, Rounding rounding, double p, boolean emptyIsZero) {
    this.kind = kind;
    this.fixedDivisor = fixedDivisor;
    this.rounding = rounding;
    this.p = p;
    this.emptyIsZero = emptyIsZero;
  }

  /**
   * The sum of the elements, divided.
   *
   * @param fixedDivisor what every sum is divided by, or 0 to divide by the product of the axes' counts
   * @param rounding of integers
   */
  public static Reduction average(double fixedDivisor, Rounding rounding) {
    return new Reduction(Kind.AVERAGE, fixedDivisor, rounding, 0, false);
  }

  /** {@code (sum of |x|^p)^(1/p)}, 1 <= p; the greatest magnitude if p is infinite. */
  public static Reduction lp(double p) {
    return new Reduction(Kind.LP, 0, Rounding.HALF_AWAY_FROM_ZERO, p, false);
  }

  public Kind kind() {
    return kind;
  }

  /** What every sum is divided by, or 0 where the axes' counts say it. */
  public double fixedDivisor() {
    return fixedDivisor;
  }

  /** How quotients of integers become integers. */
  public Rounding rounding() {
    return rounding;
  }

  /** The norm's exponent. */
  public double p() {
    return p;
  }

  /** Whether a window without elements gives 0, rather than the number that never wins. */
  public boolean emptyIsZero() {
    return emptyIsZero;
  }

  /** Whether the result is one of the elements, which has an index. */
  public boolean hasIndex() {
    return kind == Kind.MAX || kind == Kind.MIN;
  }
}
