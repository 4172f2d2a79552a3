package dev.cenote;

import dev.cenote.internal.plan.Reduction;

/**
 * The least element of each window: {@code y[i] = min x[i*s - p + t*d]} over the window's taps {@code t}. The mirror
 * image of {@link MaxPool}: padding never wins, a NaN makes the result NaN, a zero is +0.0, and a window without a
 * single element of the input gives +Infinity, or the greatest integer. With stride 1 it is morphology's erosion. For
 * all element types.
 *
 * <p>Immutable and thread-safe.
 */
public final class MinPool extends WindowedPool {
  private MinPool(Window window, Execution execution) {
    super("MinPool", Reduction.MIN, window, execution);
  }

  /**
   * Minimum over the given window.
   *
   * @throws IllegalArgumentException if padding reaches as far as the window itself
   */
  public static MinPool of(Window window) {
    return new MinPool(window, Execution.DEFAULT);
  }

  /** Minimum over a dense window of this size that moves by its own size. */
  public static MinPool of(long... size) {
    return of(Window.of(size));
  }

  @Override
  MinPool with(Execution execution) {
    return new MinPool(window(), execution);
  }
}
