package dev.cenote;

import dev.cenote.tensor.ElementType;
import java.util.Objects;

/**
 * The mean of each window: {@code y[i] = (sum of x[i*s - p + t*d] over the taps t inside the input) / divisor}.
 *
 * <p>What counts for the divisor is said by a {@link Divisor}; by default only elements of the input do. The result is
 * within {@code 4 eps * sum|x| / |divisor|} of the exact one for windows of any size; float16 and bfloat16 are summed
 * in float32 and rounded once. Integers are summed exactly, and the quotient takes a named {@link Rounding}; one beyond
 * the type's range, which a fixed divisor can make, becomes the range's limit. A window without a single element of the
 * input gives 0. For all element types. NaN and infinity stay in the windows that contain them; a NaN result is the
 * canonical one, and a sum that is zero is +0.0.
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
  private final Rounding rounding;

  private AvgPool(Window window, Divisor divisor, Rounding rounding, Execution execution) {
    super("AvgPool", divisor.average(rounding), window, execution);
    this.divisor = divisor;
    this.rounding = rounding;
  }

  /**
   * Average over the given window.
   *
   * @throws IllegalArgumentException if padding reaches as far as the window itself
   */
  public static AvgPool of(Window window) {
    return new AvgPool(window, Divisor.EXCLUDE_PADDING, Rounding.HALF_AWAY_FROM_ZERO, Execution.DEFAULT);
  }

  /** Average over a dense window of this size that moves by its own size. */
  public static AvgPool of(long... size) {
    return of(Window.of(size));
  }

  /** The same operator with another divisor. */
  public AvgPool divisor(Divisor divisor) {
    Objects.requireNonNull(divisor, "AvgPool: divisor is null");
    return new AvgPool(window(), divisor, rounding, execution());
  }

  /** The same operator with averages of integers rounded in this way. */
  public AvgPool rounding(Rounding rounding) {
    Objects.requireNonNull(rounding, "AvgPool: rounding is null");
    return new AvgPool(window(), divisor, rounding, execution());
  }

  @Override
  void checkType(ElementType type) {
    divisor.checkType(type);
  }

  @Override
  boolean countsPadding() {
    return divisor.equals(Divisor.INCLUDE_PADDING);
  }

  @Override
  String parameters() {
    return super.parameters() + (divisor.equals(Divisor.EXCLUDE_PADDING) ? "" : " " + divisor)
        + rounding.asParameter();
  }

  @Override
  AvgPool with(Execution execution) {
    return new AvgPool(window(), divisor, rounding, execution);
  }
}
