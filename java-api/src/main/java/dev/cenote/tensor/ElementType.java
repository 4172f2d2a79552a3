package dev.cenote.tensor;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The type of a tensor's elements. Java has no name for some of them: {@link #FLOAT16} and {@link #BFLOAT16} are
 * carried as 16-bit patterns in {@code short}, and {@link #UINT8} as the same eight bits in {@code byte}.
 */
public enum ElementType { // native code numbers them in this order
  /** IEEE 754 single precision, a {@code float}. */
  FLOAT32(float[].class, 4),
  /** IEEE 754 double precision, a {@code double}. */
  FLOAT64(double[].class, 8),
  /** IEEE 754 half precision: 5 bits of exponent, 10 of fraction, up to 65504. */
  FLOAT16(short[].class, 2),
  /** The upper half of a {@code float}: 8 bits of exponent, 7 of fraction. */
  BFLOAT16(short[].class, 2),
  /** A signed {@code byte}. */
  INT8(byte[].class, 1, Byte.MIN_VALUE, Byte.MAX_VALUE),
  /** A byte from 0 to 255. */
  UINT8(byte[].class, 1, 0, 255),
  /** A signed {@code short}. */
  INT16(short[].class, 2, Short.MIN_VALUE, Short.MAX_VALUE),
  /** A signed {@code int}. */
  INT32(int[].class, 4, Integer.MIN_VALUE, Integer.MAX_VALUE),
  /** A signed {@code long}. */
  INT64(long[].class, 8, Long.MIN_VALUE, Long.MAX_VALUE);

  private final Class<?> arrayType;
  private final int bytes;
  private final boolean floating;
  private final long least;
  private final long greatest;
  private final String text = name().toLowerCase(Locale.ROOT);

  ElementType(Class<?> arrayType, int bytes) {
    this(arrayType, bytes, true, 0, 0);
  }

  ElementType(Class<?> arrayType, int bytes, long least, long greatest) {
    this(arrayType, bytes, false, least, greatest);
  }

  ElementType(Class<?> arrayType, int bytes, boolean floating, long least, long greatest) {
    this.arrayType = arrayType;
    this.bytes = bytes;
    this.floating = floating;
    this.least = least;
    this.greatest = greatest;
  }

  /**
   * The type of a name such as {@code float32}, in capital or small letters.
   *
   * @throws IllegalArgumentException if there is no such type
   */
  public static ElementType of(String name) {
    Objects.requireNonNull(name, "ElementType: name is null");
    for (ElementType type : values()) {
      if (type.text.equalsIgnoreCase(name)) {
        return type;
      }
    }
    throw new IllegalArgumentException("ElementType: there is no '" + name + "', expected one of "
        + Arrays.stream(values()).map(ElementType::toString).collect(Collectors.joining(", ")));
  }

  /** The size of an element in bytes: 1, 2, 4 or 8. */
  public int bytes() {
    return bytes;
  }

  /** Whether the elements have a fraction, an infinity and a NaN; the others are integers. */
  public boolean isFloating() {
    return floating;
  }

  /**
   * The least number of an integer type, such as -128 for {@link #INT8}.
   *
   * @throws IllegalStateException if the type is floating
   */
  public long least() {
    requireInteger("least");
    return least;
  }

  /**
   * The greatest number of an integer type, such as 127 for {@link #INT8}.
   *
   * @throws IllegalStateException if the type is floating
   */
  public long greatest() {
    requireInteger("greatest");
    return greatest;
  }

  private void requireInteger(String bound) {
    if (floating) {
      throw new IllegalStateException(
          "ElementType: " + text + " has no " + bound + " integer, expected an integer type");
    }
  }

  /** The class of Java arrays that hold such elements, such as {@code float[].class}. */
  public Class<?> arrayType() {
    return arrayType;
  }

  /** The name in small letters, such as {@code float32}. */
  @Override
  public String toString() {
    return text;
  }
}
