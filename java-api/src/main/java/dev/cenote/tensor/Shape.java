package dev.cenote.tensor;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The sizes of a tensor's dimensions, outermost first, in elements: {@code Shape.of(1, 64, 112, 112)} prints as
 * {@code 1x64x112x112}. What each dimension means is said by a {@link Layout}.
 *
 * <p>Sizes are zero or more; their product fits in a {@code long}. Immutable and thread-safe.
 */
public final class Shape {
  private final long[] sizes;
  private final long elements;

  private Shape(long[] sizes) {
    this.sizes = sizes;
    this.elements = product(sizes);
  }

  /**
   * A shape of the given sizes, outermost first.
   *
   * @throws IllegalArgumentException if there is no size, a size is negative, or the product exceeds 2^63 - 1
   */
  public static Shape of(long... sizes) {
    Objects.requireNonNull(sizes, "Shape: sizes are null");
    if (sizes.length == 0) {
      throw new IllegalArgumentException("Shape: no sizes given, expected at least one");
    }
    return new Shape(sizes.clone());
  }

  private static long product(long[] sizes) {
    for (long size : sizes) {
      if (size < 0) {
        throw new IllegalArgumentException("Shape: size " + size + " in " + text(sizes) + " is negative");
      }
    }
    for (long size : sizes) {
      if (size == 0) {
        return 0; // whatever the other sizes are: nothing overflows
      }
    }
    long product = 1;
    for (long size : sizes) {
      try {
        product = Math.multiplyExact(product, size);
      } catch (ArithmeticException e) {
        throw new IllegalArgumentException(
            "Shape: " + text(sizes) + " has more than 2^63 - 1 elements", e);
      }
    }
    return product;
  }

  /** The number of dimensions. */
  public int rank() {
    return sizes.length;
  }

  /**
   * The size of one dimension, in elements.
   *
   * @param dimension 0 for the outermost
   * @throws IndexOutOfBoundsException if there is no such dimension
   */
  public long size(int dimension) {
    return sizes[dimension];
  }

  /** The product of all sizes: the number of elements of a tensor of this shape. */
  public long elements() {
    return elements;
  }

  /** The sizes, outermost first, as a new array. */
  public long[] toArray() {
    return sizes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return this == other || other instanceof Shape && Arrays.equals(sizes, ((Shape) other).sizes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sizes);
  }

  /** The sizes joined by {@code x}, such as {@code 1x64x112x112}. */
  @Override
  public String toString() {
    return text(sizes);
  }

  private static String text(long[] sizes) {
    return Arrays.stream(sizes).mapToObj(Long::toString).collect(Collectors.joining("x"));
  }
}
