package dev.cenote.reference;

import dev.cenote.tensor.ElementType;
import java.math.BigInteger;

/**
 * How the numbers of an element type are written as bits. Patterns of all types are carried in a {@code long}, zero
 * above the type's own bits.
 */
public final class Format {
  private final ElementType type;
  private final int width;
  private final int fractionBits;
  private final int bias;

  private Format(ElementType type, int exponentBits, int fractionBits) {
    this.type = type;
    this.width = type.bytes() * 8;
    this.fractionBits = fractionBits;
    this.bias = (1 << exponentBits - 1) - 1;
  }

  public static Format of(ElementType type) {
    switch (type) {
      case FLOAT32:
        return new Format(type, 8, 23);
      case FLOAT64:
        return new Format(type, 11, 52);
      case FLOAT16:
        return new Format(type, 5, 10);
      case BFLOAT16:
        return new Format(type, 8, 7);
      default:
        return new Format(type, 1, 0);
    }
  }

  public ElementType type() {
    return type;
  }

  public boolean isFloating() {
    return fractionBits > 0;
  }

  /** The distance from 1 to the next number. */
  public double epsilon() {
    return Math.scalb(1.0, -fractionBits);
  }

  /** The least number above 0. */
  public double leastDenormal() {
    return Math.scalb(1.0, 1 - bias - fractionBits);
  }

  /** The floating number of a pattern, exactly. */
  public double number(long bits) {
    double sign = bits >>> width - 1 == 0 ? 1 : -1;
    long fraction = bits & (1L << fractionBits) - 1;
    long exponent = bits >>> fractionBits & 2L * bias + 1;
    if (exponent == 2L * bias + 1) {
      return fraction == 0 ? sign / 0 : Double.NaN;
    }
    return exponent == 0
        ? sign * Math.scalb((double) fraction, 1 - bias - fractionBits)
        : sign * Math.scalb((double) (fraction + (1L << fractionBits)), (int) exponent - bias - fractionBits);
  }

  /** The pattern of the nearest number, of two the even one; beyond the range infinity; one pattern for all NaN. */
  public long bits(double value) {
    if (Double.isNaN(value)) {
      return 2L * bias + 1 << fractionBits | 1L << fractionBits - 1;
    }
    long sign = value < 0 || 1 / value < 0 ? 1L << width - 1 : 0;
    double size = Math.abs(value);
    int exponent = Math.max(1 - bias, Double.isInfinite(size) ? bias + 1 : Math.getExponent(size));
    // In units of the last place: at most 2^53, so that rint sees every bit.
    double units = Double.isInfinite(size) ? 0 : Math.rint(Math.scalb(size, fractionBits - exponent));
    if (units == Math.scalb(1.0, fractionBits + 1)) {
      units /= 2;
      exponent++;
    }
    if (exponent > bias) {
      return sign | 2L * bias + 1 << fractionBits;
    }
    boolean normal = units >= 1L << fractionBits;
    return sign | (normal ? (long) exponent + bias - 1 << fractionBits : 0) + (long) units;
  }

  /** The integer of a pattern. */
  public long whole(long bits) {
    int above = 64 - width;
    return type == ElementType.UINT8 ? bits : bits << above >> above;
  }

  /** The pattern of the nearest integer that the type has. */
  public long bits(BigInteger value) {
    BigInteger least = BigInteger.valueOf(type.least());
    BigInteger greatest = BigInteger.valueOf(type.greatest());
    return pattern(value.max(least).min(greatest).longValueExact());
  }

  /** The pattern of an integer that the type has. */
  public long pattern(long whole) {
    return width == 64 ? whole : whole & (1L << width) - 1;
  }

  /** The number and its pattern, for messages. */
  public String text(long bits) {
    return (isFloating() ? Double.toString(number(bits)) : Long.toString(whole(bits)))
        + String.format(" (0x%0" + width / 4 + "X)", bits);
  }
}
