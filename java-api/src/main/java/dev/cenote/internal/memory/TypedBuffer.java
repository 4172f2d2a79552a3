package dev.cenote.internal.memory;

import dev.cenote.tensor.ElementType;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;

/** Copies between arrays and the buffers that hold the same kind of elements: the one place that knows the kinds. */
public final class TypedBuffer {
  private TypedBuffer() {}

  /** A view of bytes, from position to limit, as elements of a type in native order. */
  static Buffer view(ByteBuffer bytes, ElementType type) {
    return view(bytes, type, ByteOrder.nativeOrder());
  }

  /** A view of bytes, from position to limit, as elements of a type in the given order. */
  public static Buffer view(ByteBuffer bytes, ElementType type, ByteOrder order) {
    ByteBuffer part = bytes.slice().order(order);
    switch (type) {
      case FLOAT32:
        return part.asFloatBuffer();
      case FLOAT64:
        return part.asDoubleBuffer();
      case INT32:
        return part.asIntBuffer();
      case INT64:
        return part.asLongBuffer();
      case INT8:
      case UINT8:
        return part;
      default:
        return part.asShortBuffer();
    }
  }

  /** Copies elements {@code from .. from + n} of a buffer to {@code target[at ..]}. */
  public static void read(ElementType type, Buffer buffer, int from, Object target, int at, int n) {
    switch (type) {
      case FLOAT32:
        ((FloatBuffer) buffer).get(from, (float[]) target, at, n);
        break;
      case FLOAT64:
        ((DoubleBuffer) buffer).get(from, (double[]) target, at, n);
        break;
      case INT32:
        ((IntBuffer) buffer).get(from, (int[]) target, at, n);
        break;
      case INT64:
        ((LongBuffer) buffer).get(from, (long[]) target, at, n);
        break;
      case INT8:
      case UINT8:
        ((ByteBuffer) buffer).get(from, (byte[]) target, at, n);
        break;
      default:
        ((ShortBuffer) buffer).get(from, (short[]) target, at, n);
    }
  }

  /** Copies {@code source[at .. at + n]} to elements {@code to ..} of a buffer. */
  public static void write(ElementType type, Buffer buffer, int to, Object source, int at, int n) {
    switch (type) {
      case FLOAT32:
        ((FloatBuffer) buffer).put(to, (float[]) source, at, n);
        break;
      case FLOAT64:
        ((DoubleBuffer) buffer).put(to, (double[]) source, at, n);
        break;
      case INT32:
        ((IntBuffer) buffer).put(to, (int[]) source, at, n);
        break;
      case INT64:
        ((LongBuffer) buffer).put(to, (long[]) source, at, n);
        break;
      case INT8:
      case UINT8:
        ((ByteBuffer) buffer).put(to, (byte[]) source, at, n);
        break;
      default:
        ((ShortBuffer) buffer).put(to, (short[]) source, at, n);
    }
  }
}
