package dev.cenote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;
import dev.cenote.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Where the numbers of a tensor can lie; views are made with guard values on both sides. */
enum Memory {
  HEAP, HEAP_AT_OFFSET, DIRECT, OFF_HEAP;

  /** Odd, so that no vector is aligned. */
  private static final int MARGIN = 67;

  /** A tensor filled with guard values, and more of them around it where it is a view. */
  Held hold(Shape shape, Layout layout) {
    int n = Math.toIntExact(shape.elements());
    int margin = this == HEAP || this == OFF_HEAP ? 0 : MARGIN;
    float[] array = Values.guards(n + 2 * margin);
    switch (this) {
      case HEAP:
        return new Held(Tensor.of(array, shape, layout), array, null);
      case HEAP_AT_OFFSET:
        return new Held(Tensor.of(array, margin, shape, layout), array, null);
      case DIRECT:
        FloatBuffer all = direct(n + 2 * margin).put(0, array);
        FloatBuffer part = all.duplicate();
        part.position(margin).limit(margin + n);
        return new Held(Tensor.of(part, shape, layout), null, all);
      default:
        Tensor tensor = Tensor.allocate(shape, layout);
        tensor.write(0, array, 0, n);
        return new Held(tensor, null, null);
    }
  }

  /** A tensor that holds these numbers. */
  Held hold(float[] values, Shape shape, Layout layout) {
    Held held = hold(shape, layout);
    held.tensor().write(0, values, 0, values.length);
    return held;
  }

  static FloatBuffer direct(int floats) {
    return ByteBuffer.allocateDirect(floats * Float.BYTES).order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  /** A tensor and what lies around it. */
  static final class Held implements AutoCloseable {
    private final Tensor tensor;
    private final float[] array;
    private final FloatBuffer buffer;

    private Held(Tensor tensor, float[] array, FloatBuffer buffer) {
      this.tensor = tensor;
      this.array = array;
      this.buffer = buffer;
    }

    Tensor tensor() {
      return tensor;
    }

    void assertNothingAroundItChanged(String description) {
      int n = (int) tensor.shape().elements();
      int all = array != null ? array.length : buffer != null ? buffer.capacity() : n;
      int margin = (all - n) / 2;
      for (int i = 0; i < margin; i++) {
        for (int at : new int[] {i, all - 1 - i}) {
          float value = array != null ? array[at] : buffer.get(at);
          assertThat(Float.floatToRawIntBits(value)).as("%s: guard %d", description, at).isEqualTo(Values.GUARD);
        }
      }
    }

    @Override
    public void close() {
      tensor.close();
    }
  }
}
