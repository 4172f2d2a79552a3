package dev.cenote;

import java.util.Objects;

/**
 * The mean of each window, with windows that make an output of a given size: see {@link AdaptiveMaxPool}. A sum is
 * divided by the elements of its window. {@code of(1, 1)} is {@link GlobalAvgPool}.
 *
 * <p>Accuracy, NaN, zero and integers are treated as by {@link AvgPool}. For all element types. Immutable and
 * thread-safe.
 */
public final class AdaptiveAvgPool extends AdaptivePool {
  private final Rounding rounding;

  private AdaptiveAvgPool(long[] size, Rounding rounding, Execution execution) {
    super("AdaptiveAvgPool", Divisor.EXCLUDE_PADDING.average(rounding), size, execution);
    this.rounding = rounding;
  }

  /**
   * Average to an output of this size, one number an axis, outermost first: {@code of(7, 7)} for images.
   *
   * @throws IllegalArgumentException if there are not 1 to 3 sizes or one is negative
   */
  public static AdaptiveAvgPool of(long... size) {
    return new AdaptiveAvgPool(size, Rounding.HALF_AWAY_FROM_ZERO, Execution.DEFAULT);
  }

  /** The same operator with averages of integers rounded in this way. */
  public AdaptiveAvgPool rounding(Rounding rounding) {
    Objects.requireNonNull(rounding, "AdaptiveAvgPool: rounding is null");
    return new AdaptiveAvgPool(size(), rounding, execution());
  }

  @Override
  String parameters() {
    return super.parameters() + rounding.asParameter();
  }

  @Override
  AdaptiveAvgPool with(Execution execution) {
    return new AdaptiveAvgPool(size(), rounding, execution);
  }
}
