package dev.cenote;

import dev.cenote.internal.plan.Reduction;

/**
 * The greatest element of each window, with windows that make an output of a given size: along an axis of {@code in}
 * elements, window {@code i} of {@code out} is {@code [floor(i * in / out), ceil((i + 1) * in / out))}. The output may
 * be larger than the input, and an output size may be 0. PyTorch's rule; there is none in ONNX.
 *
 * <p>NaN and zero are treated as by {@link MaxPool}. For all element types. Immutable and thread-safe.
 */
public final class AdaptiveMaxPool extends AdaptivePool {
  private AdaptiveMaxPool(long[] size, Execution execution) {
    super("AdaptiveMaxPool", Reduction.MAX, size, execution);
  }

  /**
   * Maximum to an output of this size, one number an axis, outermost first: {@code of(7, 7)} for images.
   *
   * @throws IllegalArgumentException if there are not 1 to 3 sizes or one is negative
   */
  public static AdaptiveMaxPool of(long... size) {
    return new AdaptiveMaxPool(size, Execution.DEFAULT);
  }

  @Override
  AdaptiveMaxPool with(Execution execution) {
    return new AdaptiveMaxPool(size(), execution);
  }
}
