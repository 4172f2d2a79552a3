package dev.cenote;

import dev.cenote.internal.plan.Geometry;

/**
 * The mean of each channel, over all of its positions: 1x512x7x7 becomes 1x512x1x1, that is 512 numbers whatever the
 * size of the image.
 *
 * <p>Exact to {@code 4 eps * mean|x|}, for planes of any size; zero, NaN and infinity are treated as by
 * {@link AvgPool}. Immutable and thread-safe.
 */
public final class GlobalAvgPool extends GlobalPool {
  private static final GlobalAvgPool DEFAULT = new GlobalAvgPool(Execution.DEFAULT);

  private GlobalAvgPool(Execution execution) {
    super("GlobalAvgPool", Geometry.Reduction.AVERAGE, execution);
  }

  /** The operator; it has no parameters. */
  public static GlobalAvgPool of() {
    return DEFAULT;
  }

  @Override
  GlobalAvgPool with(Execution execution) {
    return new GlobalAvgPool(execution);
  }
}
