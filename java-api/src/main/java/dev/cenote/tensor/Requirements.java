package dev.cenote.tensor;

import java.nio.Buffer;
import java.nio.ByteOrder;
import java.util.Objects;

/** What tensors expect of the arguments they are made of and asked for. */
final class Requirements {
  static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

  private Requirements() {}

  static void shape(Shape shape, Layout layout) {
    Objects.requireNonNull(shape, "Tensor: shape is null");
    Objects.requireNonNull(layout, "Tensor: layout is null");
    if (!layout.fits(shape)) {
      throw new IllegalArgumentException("Tensor: shape " + shape + " has rank " + shape.rank() + ", expected "
          + (layout.spatialRank() + 2) + ", or " + (layout.spatialRank() + 1) + " without a batch, for layout "
          + layout);
    }
  }

  static void shape(Shape shape, Layout layout, long elements, String holder) {
    shape(shape, layout);
    if (shape.elements() != elements) {
      throw new IllegalArgumentException(
          "Tensor: shape " + shape + " has " + shape.elements() + " elements, expected as many as the " + holder);
    }
  }

  static void bytes(Shape shape, Layout layout, ElementType type, int bytes) {
    shape(shape, layout);
    if (bytes % type.bytes() != 0 || bytes / type.bytes() != shape.elements()) {
      throw new IllegalArgumentException("Tensor: shape " + shape + " has " + shape.elements() + " elements of "
          + type.bytes() + (type.bytes() == 1 ? " byte" : " bytes") + " (" + type
          + "), expected as many as the buffer of " + bytes + " bytes");
    }
  }

  static void heap(Shape shape) {
    if (shape.elements() > LONGEST_ARRAY) {
      throw new IllegalArgumentException("Tensor: " + shape + " has " + shape.elements()
          + " elements, more than a Java array; use Tensor.allocate for off-heap memory");
    }
  }

  static void range(Shape shape, long from, int n) {
    if (from < 0 || from > shape.elements() - n) {
      throw new IndexOutOfBoundsException(
          "Tensor: elements " + from + " to " + (from + n) + " of " + shape + ", which has " + shape.elements());
    }
  }

  static void array(Object array, ElementType type) {
    Objects.requireNonNull(array, "Tensor: array is null");
    type(type);
    if (array.getClass() != type.arrayType()) {
      throw new IllegalArgumentException("Tensor: array is " + array.getClass().getSimpleName() + ", expected "
          + type.arrayType().getSimpleName() + " for " + type);
    }
  }

  static void type(ElementType type) {
    Objects.requireNonNull(type, "Tensor: element type is null");
  }

  static void direct(Buffer buffer) {
    Objects.requireNonNull(buffer, "Tensor: buffer is null");
    if (!buffer.isDirect()) {
      throw new IllegalArgumentException("Tensor: the buffer is not direct; pass its array instead");
    }
  }

  static void nativeOrder(ByteOrder order, String before) {
    if (order != ByteOrder.nativeOrder()) {
      throw new IllegalArgumentException("Tensor: the buffer is " + order + ", expected the machine's own "
          + ByteOrder.nativeOrder() + "; set ByteBuffer.order(ByteOrder.nativeOrder())" + before);
    }
  }

  /** That a method for float32 and smaller, which is called get, set or toArray, suits a type. */
  static void floats(String verb, ElementType type) {
    suits(type.isFloating() && type != ElementType.FLOAT64, verb, ElementType.FLOAT32,
        "float32, float16 and bfloat16", type);
  }

  static void doubles(String verb, ElementType type) {
    suits(type != ElementType.INT64, verb, ElementType.FLOAT64, "all types but int64", type);
  }

  static void floating(String verb, ElementType type) {
    suits(type.isFloating(), verb, ElementType.FLOAT64, "floating types", type);
  }

  static void longs(String verb, ElementType type) {
    suits(!type.isFloating(), verb, ElementType.INT64, "integer types", type);
  }

  private static void suits(boolean suits, String verb, ElementType like, String types, ElementType type) {
    if (!suits) {
      throw new IllegalStateException("Tensor: " + method(verb, like) + " is for " + types + ", and the elements are "
          + type + "; use " + method(verb, type));
    }
  }

  private static String method(String verb, ElementType type) {
    String number = type.isFloating() ? type == ElementType.FLOAT64 ? "Double" : "" : "Long";
    if (verb.equals("to")) {
      return number.isEmpty() ? "toArray" : "to" + number + "s";
    }
    return verb + number;
  }
}
