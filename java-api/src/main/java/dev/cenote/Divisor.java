package dev.cenote;

import dev.cenote.internal.plan.Reduction;
import dev.cenote.tensor.ElementType;

/**
 * What an average divides its sum by. Divisors multiply over the axes, and dilation counts taps, not extents.
 *
 * <p>Immutable and thread-safe.
 */
public final class Divisor {
  /**
   * The number of taps inside the input: the mean of what is there. The default; PyTorch's
   * {@code count_include_pad=False}, ONNX's {@code count_include_pad=0}.
   */
  public static final Divisor EXCLUDE_PADDING = new Divisor("exclude padding", 0);
  /**
   * The number of taps inside the padded input. A window that ceil mode lets hang over the padding at the end is cut
   * there: the overhang does not count.
   */
  public static final Divisor INCLUDE_PADDING = new Divisor("include padding", 0);

  private static final double MAX_WHOLE = 1L << 53;

  private final String name;
  private final double value;

  private Divisor(String name, double value) {
    this.name = name;
    this.value = value;
  }

  /**
   * The same divisor for every window, cut or whole; 1 makes the average a sum, a negative one turns the sign. For
   * integers it has to be a whole number. Where windows are so small that float32 sums are taken in float32, it is
   * rounded to float32.
   *
   * @throws IllegalArgumentException if the value is 0, NaN or infinite
   */
  public static Divisor fixed(double value) {
    if (value == 0 || Double.isNaN(value) || Double.isInfinite(value)) {
      throw new IllegalArgumentException("Divisor: " + value + " cannot divide a sum, expected a finite number that is"
          + " not 0");
    }
    return new Divisor("fixed", value);
  }

  /** The average that divides so. */
  Reduction average(Rounding rounding) {
    return Reduction.average(value, rounding);
  }

  /** Refuses an element type whose sums this number cannot divide. */
  void checkType(ElementType type) {
    if (!isFixed() || type == ElementType.FLOAT64) {
      return;
    }
    if (type.isFloating()) {
      float rounded = (float) value;
      if (rounded == 0 || Float.isInfinite(rounded)) {
        throw new IllegalArgumentException(
            this + " is " + rounded + " in float32, in which " + type + " is divided, expected a finite number"
                + " that is not 0");
      }
    } else if (value != Math.rint(value) || Math.abs(value) > MAX_WHOLE) {
      throw new IllegalArgumentException(
          this + " cannot divide a sum of " + type + ", expected a whole number of at most 2^53");
    }
  }

  boolean isFixed() {
    return value != 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Divisor && name.equals(((Divisor) other).name) && value == ((Divisor) other).value;
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + Double.hashCode(value);
  }

  @Override
  public String toString() {
    return isFixed() ? "divisor " + (value == (long) value ? Long.toString((long) value) : value) : name;
  }
}
