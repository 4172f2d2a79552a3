package dev.cenote;

import dev.cenote.tensor.ElementType;

/**
 * The norm of each channel, over all of its positions: {@code (sum of |x|^p)^(1/p)}. Powers, zero and NaN are treated
 * as by {@link LpPool}. For floating types. Immutable and thread-safe.
 */
public final class GlobalLpPool extends GlobalPool {
  private final Norm norm;

  private GlobalLpPool(Norm norm, Execution execution) {
    super("GlobalLpPool", norm.reduction(), execution);
    this.norm = norm;
  }

  /**
   * The operator.
   *
   * @param p the exponent; {@code Double.POSITIVE_INFINITY} gives the greatest magnitude
   * @throws IllegalArgumentException if {@code p} is less than 1 or NaN
   */
  public static GlobalLpPool of(double p) {
    return new GlobalLpPool(new Norm("GlobalLpPool", p), Execution.DEFAULT);
  }

  /** The exponent. */
  public double p() {
    return norm.p();
  }

  @Override
  void checkType(ElementType type) {
    Norm.checkType(type);
  }

  @Override
  String parameters() {
    return norm.toString();
  }

  @Override
  GlobalLpPool with(Execution execution) {
    return new GlobalLpPool(norm, execution);
  }
}
