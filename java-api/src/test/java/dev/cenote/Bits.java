package dev.cenote;

import dev.cenote.reference.Format;
import dev.cenote.tensor.ElementType;
import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;
import dev.cenote.tensor.Tensor;
import java.lang.reflect.Array;

/** The elements of tensors as bits: one {@code long} an element, zero above the type's own bits. */
final class Bits {
  private Bits() {}

  /** All elements of a tensor. */
  static long[] of(Tensor tensor) {
    int n = Math.toIntExact(tensor.shape().elements());
    Object array = Array.newInstance(tensor.type().arrayType().getComponentType(), n);
    tensor.read(0, array, 0, n);
    return of(tensor.type(), array);
  }

  /** All elements of an array of a type. */
  static long[] of(ElementType type, Object array) {
    long[] bits = new long[Array.getLength(array)];
    Format format = Format.of(type);
    for (int i = 0; i < bits.length; i++) {
      if (array instanceof float[]) {
        bits[i] = Float.floatToRawIntBits(((float[]) array)[i]) & 0xFFFFFFFFL;
      } else if (array instanceof double[]) {
        bits[i] = Double.doubleToRawLongBits(((double[]) array)[i]);
      } else if (array instanceof byte[]) {
        bits[i] = format.pattern(((byte[]) array)[i]);
      } else if (array instanceof short[]) {
        bits[i] = format.pattern(((short[]) array)[i]);
      } else {
        bits[i] = format.pattern(array instanceof int[] ? ((int[]) array)[i] : ((long[]) array)[i]);
      }
    }
    return bits;
  }

  /** An array of a type with these elements. */
  static Object array(ElementType type, long[] bits) {
    Object array = Array.newInstance(type.arrayType().getComponentType(), bits.length);
    for (int i = 0; i < bits.length; i++) {
      if (array instanceof float[]) {
        ((float[]) array)[i] = Float.intBitsToFloat((int) bits[i]);
      } else if (array instanceof double[]) {
        ((double[]) array)[i] = Double.longBitsToDouble(bits[i]);
      } else if (array instanceof byte[]) {
        ((byte[]) array)[i] = (byte) bits[i];
      } else if (array instanceof short[]) {
        ((short[]) array)[i] = (short) bits[i];
      } else if (array instanceof int[]) {
        ((int[]) array)[i] = (int) bits[i];
      } else {
        ((long[]) array)[i] = bits[i];
      }
    }
    return array;
  }

  /** A tensor on the heap with these elements. */
  static Tensor tensor(ElementType type, long[] bits, Shape shape, Layout layout) {
    return Tensor.of(array(type, bits), 0, type, shape, layout);
  }

  /** Fails with the description, the place and both elements where the bits differ. */
  static void assertSame(String description, ElementType type, long[] actual, long[] expected) {
    if (actual.length != expected.length) {
      throw new AssertionError(description + ": " + actual.length + " elements, expected " + expected.length);
    }
    for (int i = 0; i < expected.length; i++) {
      if (actual[i] != expected[i]) {
        Format format = Format.of(type);
        throw new AssertionError(description + ": element " + i + " of " + expected.length + " is "
            + format.text(actual[i]) + ", expected " + format.text(expected[i]));
      }
    }
  }
}
