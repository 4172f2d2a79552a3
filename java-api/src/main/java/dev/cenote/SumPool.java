package dev.cenote;

/**
 * The sum of each window: {@link AvgPool} with divisor 1. Padding adds nothing, and a window without a single element
 * of the input gives 0. Sums of integers beyond the type's range become its limits. For all element types.
 *
 * <p>Immutable and thread-safe.
 */
public final class SumPool extends WindowedPool {
  private SumPool(Window window, Execution execution) {
    super("SumPool", Divisor.fixed(1).average(Rounding.HALF_AWAY_FROM_ZERO), window, execution);
  }

  /**
   * Sum over the given window.
   *
   * @throws IllegalArgumentException if padding reaches as far as the window itself
   */
  public static SumPool of(Window window) {
    return new SumPool(window, Execution.DEFAULT);
  }

  /** Sum over a dense window of this size that moves by its own size. */
  public static SumPool of(long... size) {
    return of(Window.of(size));
  }

  @Override
  SumPool with(Execution execution) {
    return new SumPool(window(), execution);
  }
}
