package dev.cenote;

import dev.cenote.internal.plan.Reduction;

/**
 * The greatest element of each channel, over all of its positions: 1x512x7x7 becomes 1x512x1x1, and so does 1x512x8x8.
 *
 * <p>NaN and zero are treated as by {@link MaxPool}. Immutable and thread-safe.
 */
public final class GlobalMaxPool extends GlobalPool {
  private static final GlobalMaxPool DEFAULT = new GlobalMaxPool(Execution.DEFAULT);

  private GlobalMaxPool(Execution execution) {
    super("GlobalMaxPool", Reduction.MAX, execution);
  }

  /** The operator; it has no parameters. */
  public static GlobalMaxPool of() {
    return DEFAULT;
  }

  @Override
  GlobalMaxPool with(Execution execution) {
    return new GlobalMaxPool(execution);
  }
}
