package dev.cenote;

import dev.cenote.tensor.ElementType;

/**
 * The norm of each window: {@code y[i] = (sum of |x[i*s - p + t*d]|^p over the taps t inside the input)^(1/p)}, for any
 * real {@code p} from 1 on; {@code p = 1} is the sum of magnitudes, 2 the Euclidean norm, infinity the greatest
 * magnitude.
 *
 * <p>Padding adds nothing, windows that are cut are not rescaled, and a window without a single element of the input
 * gives 0. Powers are summed in float64, and may overflow to infinity there. NaN makes the result NaN. For floating
 * types. The formula is ONNX's; PyTorch leaves out the absolute value, and rescales windows that ceil mode cuts.
 *
 * <p>Immutable and thread-safe.
 */
public final class LpPool extends WindowedPool {
  private final Norm norm;

  private LpPool(Norm norm, Window window, Execution execution) {
    super("LpPool", norm.reduction(), window, execution);
    this.norm = norm;
  }

  /**
   * Norm over the given window.
   *
   * @param p the exponent; {@code Double.POSITIVE_INFINITY} gives the greatest magnitude
   * @throws IllegalArgumentException if {@code p} is less than 1 or NaN, or padding reaches as far as the window
   *     itself
   */
  public static LpPool of(double p, Window window) {
    return new LpPool(new Norm("LpPool", p), window, Execution.DEFAULT);
  }

  /** Norm over a dense window of this size that moves by its own size. */
  public static LpPool of(double p, long... size) {
    return of(p, Window.of(size));
  }

  /** The exponent. */
  public double p() {
    return norm.p();
  }

  @Override
  void checkType(ElementType type) {
    Norm.checkType(type);
  }

  @Override
  String parameters() {
    return norm + " " + super.parameters();
  }

  @Override
  LpPool with(Execution execution) {
    return new LpPool(norm, window(), execution);
  }
}
