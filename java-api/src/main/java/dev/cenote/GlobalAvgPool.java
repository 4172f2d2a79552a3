package dev.cenote;

import java.util.Objects;

/**
 * The mean of each channel, over all of its positions: 1x512x7x7 becomes 1x512x1x1, that is 512 numbers whatever the
 * size of the image.
 *
 * <p>Exact to {@code 4 eps * mean|x|}, for planes of any size; zero, NaN, infinity and integers are treated
 * as by {@link AvgPool}. For all element types. Immutable and thread-safe.
 */
public final class GlobalAvgPool extends GlobalPool {
  private static final GlobalAvgPool DEFAULT = new GlobalAvgPool(Rounding.HALF_AWAY_FROM_ZERO, Execution.DEFAULT);

  private final Rounding rounding;

  private GlobalAvgPool(Rounding rounding, Execution execution) {
    super("GlobalAvgPool", Divisor.EXCLUDE_PADDING.average(rounding), execution);
    this.rounding = rounding;
  }

  /** The operator. */
  public static GlobalAvgPool of() {
    return DEFAULT;
  }

  /** The same operator with averages of integers rounded in this way. */
  public GlobalAvgPool rounding(Rounding rounding) {
    Objects.requireNonNull(rounding, "GlobalAvgPool: rounding is null");
    return new GlobalAvgPool(rounding, execution());
  }

  @Override
  String parameters() {
    return rounding.asParameter().strip();
  }

  @Override
  GlobalAvgPool with(Execution execution) {
    return new GlobalAvgPool(rounding, execution);
  }
}
