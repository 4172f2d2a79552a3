package dev.cenote.internal.memory;

/**
 * The 16-bit floating types as bit patterns. Widening is exact. Narrowing rounds once, to nearest even, with gradual
 * underflow, overflows to infinity, and gives one NaN. Without branches, for loops over many.
 */
public final class Half {
  private static final short FLOAT16_NAN = 0x7E00;
  private static final short BFLOAT16_NAN = 0x7FC0;

  private Half() {}

  /** The number of a float16 pattern: 1 sign, 5 exponent and 10 fraction bits. */
  public static float fromFloat16(short bits) {
    int magnitude = bits & 0x7FFF;
    // In float's format the exponent counts from 127 instead of 15, which a product makes up for; denormals come out
    // normal. The exponent of infinity and NaN stays the greatest.
    int number = Float.floatToRawIntBits(Float.intBitsToFloat(magnitude << 13) * 0x1p112f);
    int special = -(magnitude + 0x0400 >> 15) & 0x7F800000;
    return Float.intBitsToFloat((bits & 0x8000) << 16 | special | number);
  }

  /** The float16 pattern of a number. */
  public static short toFloat16(float value) {
    int bits = Float.floatToRawIntBits(value);
    int magnitude = bits & 0x7FFFFFFF;
    // Two encodings: one rounds 13 bits away under a normal exponent, which carries into the exponent where it must;
    // the other counts multiples of 2^-24, the unit of denormals and of 0.5f's last place. Below 2^-14, which both
    // call 0x400, the denormal one is right and greater; above it, the normal one is.
    int normal = magnitude - 0x38000000 + 0x0FFF + (magnitude >> 13 & 1) >> 13;
    int denormal = Float.floatToRawIntBits(Float.intBitsToFloat(magnitude) + 0.5f) - 0x3F000000;
    int finite = Math.min(0x7C00, Math.max(normal, Math.min(denormal, 0x0400)));
    return (short) orNaN(bits >>> 16 & 0x8000 | finite, magnitude, FLOAT16_NAN);
  }

  /** The number of a bfloat16 pattern: the upper half of a float's. */
  public static float fromBfloat16(short bits) {
    return Float.intBitsToFloat(bits << 16);
  }

  /** The bfloat16 pattern of a number. */
  public static short toBfloat16(float value) {
    int bits = Float.floatToRawIntBits(value);
    int rounded = bits + 0x7FFF + (bits >>> 16 & 1) >>> 16;
    return (short) orNaN(rounded, bits & 0x7FFFFFFF, BFLOAT16_NAN);
  }

  private static int orNaN(int pattern, int magnitude, int nan) {
    int isNaN = 0x7F800000 - magnitude >> 31; // all ones, or zero
    return pattern & ~isNaN | nan & isNaN;
  }

  /** The float16 pattern of a number, rounded once. */
  public static short toFloat16(double value) {
    return toFloat16(toOdd(value));
  }

  /** The bfloat16 pattern of a number, rounded once. */
  public static short toBfloat16(double value) {
    return toBfloat16(toOdd(value));
  }

  /** The float16 pattern of an integer, rounded once. */
  public static short toFloat16(long value) {
    return toFloat16(toOdd(value));
  }

  /** The bfloat16 pattern of an integer, rounded once. */
  public static short toBfloat16(long value) {
    return toBfloat16(toOdd(value));
  }

  /**
   * A float for a second rounding: exact, or else whichever neighbour has an odd last bit, so that it is on the same
   * side of every number with at least two bits less, and never a tie between two of them.
   */
  private static float toOdd(double value) {
    float near = (float) value;
    if (near == value || value != value) {
      return near;
    }
    int beyond = Math.abs(near) > Math.abs(value) ? 1 : 0;
    return Float.intBitsToFloat(Float.floatToRawIntBits(near) - beyond | 1);
  }

  private static float toOdd(long value) {
    if (value == (long) (double) value && value != Long.MAX_VALUE) {
      return toOdd((double) value);
    }
    // More than 53 bits: the lowest 11 become one that says whether any was set.
    return toOdd((value >> 11 | ((value & 0x7FF) != 0 ? 1 : 0)) * 0x1p11);
  }
}
