package dev.cenote;

import dev.cenote.internal.plan.Geometry;
import java.util.Objects;

/**
 * The mean of each window: {@code y[i] = (sum of x[i*s - p + t*d] over the taps t inside the input) / divisor}.
 *
 * <p>What counts for the divisor is said by a {@link Divisor}; by default only elements of the input do. The result is
 * within {@code 4 eps * sum|x| / |divisor|} of the exact one for windows of any size. A window without a single element
 * of the input gives 0. NaN and infinity stay in the windows that contain them; a NaN result is the canonical one, and
 * a sum that is zero is +0.0.
 *
 * <pre>{@code
 * Tensor y = AvgPool.of(2, 2).apply(x);
 * AvgPool padded = AvgPool.of(Window.of(3, 3).stride(1).padding(1)).divisor(Divisor.INCLUDE_PADDING);
 * AvgPool sum = AvgPool.of(3, 3).divisor(Divisor.fixed(1));
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class AvgPool extends WindowedPool {
  private final Divisor divisor;

  private AvgPool(Window window, Divisor divisor, Execution execution) {
    super("AvgPool", Geometry.Reduction.AVERAGE, window, execution);
    this.divisor = Objects.requireNonNull(divisor, "AvgPool: divisor is null");
  }

  /**
   * Average over the given window.
   *
   * @throws IllegalArgumentException if padding reaches further than the window itself
   */
  public static AvgPool of(Window window) {
    return new AvgPool(window, Divisor.EXCLUDE_PADDING, Execution.DEFAULT);
  }

  /** Average over a dense window of this size that moves by its own size. */
  public static AvgPool of(long... size) {
    return of(Window.of(size));
  }

  /** This operator with another divisor. */
  public AvgPool divisor(Divisor divisor) {
    return new AvgPool(window(), divisor, execution());
  }

  @Override
  double fixedDivisor() {
    return divisor.value();
  }

  @Override
  boolean countsPadding() {
    return divisor.equals(Divisor.INCLUDE_PADDING);
  }

  @Override
  String parameters() {
    return super.parameters() + (divisor.equals(Divisor.EXCLUDE_PADDING) ? "" : " " + divisor);
  }

  @Override
  AvgPool with(Execution execution) {
    return new AvgPool(window(), divisor, execution);
  }
}
