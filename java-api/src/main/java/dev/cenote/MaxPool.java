package dev.cenote;

import dev.cenote.internal.plan.Reduction;

/**
 * The greatest element of each window: {@code y[i] = max x[i*s - p + t*d]} over the window's taps {@code t}.
 *
 * <p>Padding never wins. A NaN in the window makes the result NaN (the canonical one). A result that is a zero is +0.0.
 * A window without a single element of the input, which dilation and padding together can make, gives -Infinity, or the
 * least integer. For all element types.
 *
 * <pre>{@code
 * Tensor y = MaxPool.of(2, 2).apply(x);                                // 1x64x26x26 becomes 1x64x13x13
 * MaxPool stem = MaxPool.of(Window.of(3, 3).stride(2).padding(1));     // ResNet's first pooling layer
 * Pooled found = MaxPool.of(2, 2).applyWithIndices(x);                 // and where each maximum was
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class MaxPool extends WindowedPool {
  private MaxPool(Window window, Execution execution) {
    super("MaxPool", Reduction.MAX, window, execution);
  }

  /**
   * Maximum over the given window.
   *
   * @throws IllegalArgumentException if padding reaches as far as the window itself
   */
  public static MaxPool of(Window window) {
    return new MaxPool(window, Execution.DEFAULT);
  }

  /** Maximum over a dense window of this size that moves by its own size: {@code of(2, 2)} halves an image. */
  public static MaxPool of(long... size) {
    return of(Window.of(size));
  }

  @Override
  MaxPool with(Execution execution) {
    return new MaxPool(window(), execution);
  }
}
