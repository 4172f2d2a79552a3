package dev.cenote;

import java.util.Locale;

/**
 * How the average of integers, an exact quotient, becomes an integer of the same type. Averages of floating types are
 * rounded to nearest, half to even, as all their arithmetic is.
 */
public enum Rounding {
  /** To the nearest, a half away from zero: 2.5 to 3, -2.5 to -3. The default; TensorFlow Lite and CMSIS-NN. */
  HALF_AWAY_FROM_ZERO,
  /** To the nearest, a half to the even neighbour: 2.5 to 2, 3.5 to 4. oneDNN and PyTorch's quantized operators. */
  HALF_TO_EVEN,
  /** Cuts the fraction off: 2.9 to 2, -2.9 to -2. */
  TOWARD_ZERO;

  /** As it stands behind other parameters: nothing for the default. */
  String asParameter() {
    return this == HALF_AWAY_FROM_ZERO ? "" : " rounding " + name().toLowerCase(Locale.ROOT);
  }
}
