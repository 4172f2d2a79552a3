package dev.cenote;

import dev.cenote.reference.Format;
import dev.cenote.tensor.ElementType;
import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;
import dev.cenote.tensor.Tensor;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

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
    for (int i = 0; i < bits.length; i++) {
      bits[i] = array instanceof float[] ? Float.floatToRawIntBits(((float[]) array)[i]) & 0xFFFFFFFFL
          : array instanceof double[] ? Double.doubleToRawLongBits(((double[]) array)[i])
          : Format.of(type).pattern(Array.getLong(array, i));
    }
    return bits;
  }

  /** An array of a type with these elements. */
  static Object array(ElementType type, long[] bits) {
    ByteBuffer bytes = ByteBuffer.allocate(bits.length * type.bytes()).order(ByteOrder.nativeOrder());
    for (long element : bits) {
      switch (type.bytes()) {
        case 1:
          bytes.put((byte) element);
          break;
        case 2:
          bytes.putShort((short) element);
          break;
        case 4:
          bytes.putInt((int) element);
          break;
        default:
          bytes.putLong(element);
      }
    }
    bytes.flip();
    Object array = Array.newInstance(type.arrayType().getComponentType(), bits.length);
    if (array instanceof byte[]) {
      bytes.get((byte[]) array);
    } else if (array instanceof short[]) {
      bytes.asShortBuffer().get((short[]) array);
    } else if (array instanceof int[]) {
      bytes.asIntBuffer().get((int[]) array);
    } else if (array instanceof long[]) {
      bytes.asLongBuffer().get((long[]) array);
    } else if (array instanceof float[]) {
      bytes.asFloatBuffer().get((float[]) array);
    } else {
      bytes.asDoubleBuffer().get((double[]) array);
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
