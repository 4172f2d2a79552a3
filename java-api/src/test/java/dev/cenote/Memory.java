package dev.cenote;

import dev.cenote.reference.Format;
import dev.cenote.tensor.ElementType;
import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;
import dev.cenote.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Where the numbers of a tensor can lie; views are made with guard values on both sides. */
enum Memory {
  HEAP, HEAP_AT_OFFSET, DIRECT, OFF_HEAP;

  /** Odd, so that no vector is aligned. */
  private static final int MARGIN = 67;

  /** Of floating types, a NaN that appears in no result. */
  private static long guard(ElementType type) {
    Format format = Format.of(type);
    return type.isFloating() ? format.bits(Double.NaN) - 1 : format.pattern(0x5BABCDEF5BABCDEFL);
  }

  /** So many guards. */
  static long[] guards(ElementType type, int n) {
    long[] guards = new long[n];
    Arrays.fill(guards, guard(type));
    return guards;
  }

  /** A tensor filled with guard values, and more of them around it where it is a view. */
  Held hold(ElementType type, Shape shape, Layout layout) {
    return hold(type, guards(type, Math.toIntExact(shape.elements())), shape, layout);
  }

  /** A tensor with these elements. */
  Held hold(ElementType type, long[] elements, Shape shape, Layout layout) {
    int margin = this == HEAP || this == OFF_HEAP ? 0 : MARGIN;
    int n = elements.length;
    long[] all = guards(type, n + 2 * margin);
    System.arraycopy(elements, 0, all, margin, n);
    Object array = Bits.array(type, all);
    if (this == HEAP || this == HEAP_AT_OFFSET) {
      return new Held(Tensor.of(array, margin, type, shape, layout), array, null);
    }
    if (this == OFF_HEAP) {
      Tensor tensor = Tensor.allocate(shape, type, layout);
      tensor.write(0, array, 0, n);
      return new Held(tensor, null, null);
    }
    int bytes = type.bytes();
    ByteBuffer buffer = ByteBuffer.allocateDirect(all.length * bytes).order(ByteOrder.nativeOrder());
    Tensor.of(buffer, type, Shape.of(1, all.length), Layout.NCL).write(0, array, 0, all.length);
    ByteBuffer part = buffer.duplicate().order(ByteOrder.nativeOrder());
    part.position(margin * bytes).limit((margin + n) * bytes);
    return new Held(Tensor.of(part, type, shape, layout), null, buffer);
  }

  /** A tensor and what lies around it. */
  static final class Held implements AutoCloseable {
    private final Tensor tensor;
    private final Object array;
    private final ByteBuffer buffer;

    private Held(Tensor tensor, Object array, ByteBuffer buffer) {
      this.tensor = tensor;
      this.array = array;
      this.buffer = buffer;
    }

    Tensor tensor() {
      return tensor;
    }

    /** The elements as bits. */
    long[] bits() {
      return Bits.of(tensor);
    }

    void assertNothingAroundItChanged(String description) {
      long[] all = all();
      int margin = (all.length - (int) tensor.shape().elements()) / 2;
      for (int i = 0; i < margin; i++) {
        for (int at : new int[] {i, all.length - 1 - i}) {
          if (all[at] != guard(tensor.type())) {
            throw new AssertionError(description + ": guard " + at + " of " + tensor + " became "
                + Format.of(tensor.type()).text(all[at]));
          }
        }
      }
    }

    private long[] all() {
      if (buffer != null) {
        int n = buffer.capacity() / tensor.type().bytes();
        return Bits.of(Tensor.of(buffer, tensor.type(), Shape.of(1, n), Layout.NCL));
      }
      return array != null ? Bits.of(tensor.type(), array) : bits();
    }

    @Override
    public void close() {
      tensor.close();
    }
  }
}
