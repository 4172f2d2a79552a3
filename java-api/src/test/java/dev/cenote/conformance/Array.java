package dev.cenote.conformance;

import dev.cenote.tensor.ElementType;
import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;
import dev.cenote.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * An array as the files hold it: row-major, of any rank, with no layout.
 *
 * @param elements an array of {@link ElementType#arrayType()}
 */
record Array(ElementType type, Shape shape, Object elements) {

  /** What remains in a buffer, little-endian. */
  static Array of(ElementType type, Shape shape, ByteBuffer bytes) {
    if (bytes.remaining() != shape.elements() * type.bytes()) {
      throw new IllegalArgumentException(
          "Array: " + bytes.remaining() + " bytes, expected " + shape + " elements of " + type);
    }
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    Object elements = java.lang.reflect.Array.newInstance(
        type.arrayType().getComponentType(), Math.toIntExact(shape.elements()));
    switch (type) {
      case FLOAT32 -> bytes.asFloatBuffer().get((float[]) elements);
      case FLOAT64 -> bytes.asDoubleBuffer().get((double[]) elements);
      case FLOAT16, BFLOAT16, INT16 -> bytes.asShortBuffer().get((short[]) elements);
      case INT8, UINT8 -> bytes.get((byte[]) elements);
      case INT32 -> bytes.asIntBuffer().get((int[]) elements);
      case INT64 -> bytes.asLongBuffer().get((long[]) elements);
    }
    return new Array(type, shape, elements);
  }

  /** The elements of a tensor. */
  static Array of(Tensor tensor) {
    int n = Math.toIntExact(tensor.shape().elements());
    Object elements = java.lang.reflect.Array.newInstance(tensor.type().arrayType().getComponentType(), n);
    tensor.read(0, elements, 0, n);
    return new Array(tensor.type(), tensor.shape(), elements);
  }

  /** The same elements as a tensor, whose dimensions have a meaning. */
  Tensor tensor(Layout layout) {
    return Tensor.of(elements, 0, type, shape, layout);
  }

  /** As {@link #tensor(Layout)}, channels-first, for as many spatial axes as there are. */
  Tensor channelsFirst() {
    return tensor(Layout.channelsFirst(shape.rank() - 2));
  }

  /** The same elements in another shape. */
  Array reshaped(long... sizes) {
    return new Array(type, Shape.of(sizes), elements);
  }

  float[] floats() {
    return line().toArray();
  }

  double[] doubles() {
    return line().toDoubles();
  }

  long[] longs() {
    return line().toLongs();
  }

  private Tensor line() {
    return reshaped(1, shape.elements()).tensor(Layout.NCL);
  }
}
