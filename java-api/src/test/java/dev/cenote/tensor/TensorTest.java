package dev.cenote.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

/** Tensors and the memory they look at. */
class TensorTest {
  private static final Shape PAIR = Shape.of(1, 1, 1, 2);

  private static FloatBuffer direct(int floats) {
    return ByteBuffer.allocateDirect(floats * Float.BYTES).order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  @Test
  void looksAtAnArrayWithoutACopy() {
    float[] array = {1, 2};
    Tensor tensor = Tensor.of(array, PAIR);
    array[1] = 5;
    tensor.set(0, 7);
    assertThat(tensor.toArray()).containsExactly(7, 5);
    assertThat(array).containsExactly(7, 5);
    assertThat(tensor.layout()).isEqualTo(Layout.NCHW);
    assertThat(tensor).hasToString("1x1x1x2 NCHW heap");
  }

  @Test
  void looksAtAStretchOfAnArray() {
    float[] array = {0, 1, 2, 3};
    Tensor tensor = Tensor.of(array, 2, PAIR, Layout.NCHW);
    tensor.set(1, 9);
    assertThat(tensor.toArray()).containsExactly(2, 9);
    assertThat(array).containsExactly(0, 1, 2, 9);
  }

  @Test
  void looksAtABufferFromItsPositionToItsLimit() {
    FloatBuffer buffer = direct(5).put(new float[] {0, 1, 2, 3, 4});
    buffer.position(1).limit(3);
    Tensor tensor = Tensor.of(buffer, PAIR, Layout.NCHW);
    buffer.clear();
    tensor.set(0, 8);
    assertThat(tensor.toArray()).containsExactly(8, 2);
    assertThat(buffer.get(1)).isEqualTo(8);
    assertThat(tensor).hasToString("1x1x1x2 NCHW direct");
  }

  @Test
  void ownsZeroedMemoryOffTheHeap() {
    try (Tensor tensor = Tensor.allocate(Shape.of(3, 5, 7), Layout.NHWC)) {
      assertThat(tensor.toArray()).containsOnly(0).hasSize(105);
      tensor.write(100, new float[] {9, 1, 2, 3}, 1, 3);
      float[] read = new float[6];
      tensor.read(99, read, 1, 5);
      assertThat(read).containsExactly(0, 0, 1, 2, 3, 0);
      assertThat(tensor).hasToString("3x5x7 NHWC off-heap");
    }
  }

  @Test
  void makesZerosOnTheHeap() {
    assertThat(Tensor.zeros(PAIR, Layout.NCHW).toArray()).containsExactly(0, 0);
    assertThat(Tensor.zeros(Shape.of(0, 3, 2, 2), Layout.NCHW).toArray()).isEmpty();
    assertThat(Tensor.allocate(Shape.of(0, 3, 2, 2)).toArray()).isEmpty();
  }

  @Test
  void refusesNull() {
    assertThatThrownBy(() -> Tensor.of((float[]) null, PAIR)).isInstanceOf(NullPointerException.class)
        .hasMessage("Tensor: array is null");
    assertThatThrownBy(() -> Tensor.of((float[]) null, 0, PAIR, Layout.NCHW)).isInstanceOf(NullPointerException.class)
        .hasMessage("Tensor: array is null");
    assertThatThrownBy(() -> Tensor.of((FloatBuffer) null, PAIR, Layout.NCHW)).isInstanceOf(NullPointerException.class)
        .hasMessage("Tensor: buffer is null");
    assertThatThrownBy(() -> Tensor.of(new float[2], PAIR, null)).isInstanceOf(NullPointerException.class)
        .hasMessage("Tensor: layout is null");
    assertThatThrownBy(() -> Tensor.of(new float[2], null)).isInstanceOf(NullPointerException.class)
        .hasMessage("Tensor: shape is null");
  }

  @Test
  void namesANullShapeInEveryFactory() {
    assertThatThrownBy(() -> Tensor.of(new float[2], 0, null, Layout.NCHW)).isInstanceOf(NullPointerException.class)
        .hasMessage("Tensor: shape is null");
    assertThatThrownBy(() -> Tensor.zeros(null, Layout.NCHW)).isInstanceOf(NullPointerException.class)
        .hasMessage("Tensor: shape is null");
    assertThatThrownBy(() -> Tensor.allocate(null)).isInstanceOf(NullPointerException.class)
        .hasMessage("Tensor: shape is null");
  }

  @Test
  void refusesAnArrayOfAnotherSize() {
    assertThatThrownBy(() -> Tensor.of(new float[5], Shape.of(1, 1, 2, 3))).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Tensor: shape 1x1x2x3 has 6 elements, expected as many as the array of 5 floats");
    assertThatThrownBy(() -> Tensor.of(direct(7), Shape.of(1, 1, 2, 3), Layout.NCHW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Tensor: shape 1x1x2x3 has 6 elements, expected as many as the buffer of 7 floats");
  }

  @Test
  void refusesARankThatDoesNotFitTheLayout() {
    assertThatThrownBy(() -> Tensor.of(new float[6], Shape.of(2, 3))).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Tensor: shape 2x3 has rank 2, expected 4, or 3 without a batch, for layout NCHW");
    assertThatThrownBy(() -> Tensor.allocate(Shape.of(1, 2, 3, 4, 5))).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Tensor.zeros(Shape.of(2, 3), Layout.NDHWC)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesAStretchOutsideTheArray() {
    float[] array = new float[5];
    for (int offset : new int[] {-1, 4, 5, 6, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      assertThatThrownBy(() -> Tensor.of(array, offset, PAIR, Layout.NCHW)).as("offset %d", offset)
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
    assertThatThrownBy(() -> Tensor.of(array, 4, PAIR, Layout.NCHW))
        .hasMessage("Tensor: 1x1x1x2 needs 2 elements from offset 4, and the array has 5");
    assertThat(Tensor.of(array, 5, Shape.of(0, 1, 1, 1), Layout.NCHW).toArray()).isEmpty();
  }

  @Test
  void refusesBuffersThatNativeCodeCannotRead() {
    assertThatThrownBy(() -> Tensor.of(FloatBuffer.allocate(2), PAIR, Layout.NCHW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Tensor: the buffer is not direct; pass its array instead");
    ByteOrder other =
        ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    FloatBuffer swapped = ByteBuffer.allocateDirect(8).order(other).asFloatBuffer();
    assertThatThrownBy(() -> Tensor.of(swapped, PAIR, Layout.NCHW)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Tensor: the buffer is " + other + ", expected the machine's own " + ByteOrder.nativeOrder()
            + "; set ByteBuffer.order(ByteOrder.nativeOrder()) before asFloatBuffer()");
  }

  @Test
  void refusesMoreThanAnArrayHolds() {
    Shape big = Shape.of(1, 1, 1 << 16, 1 << 16);
    assertThatThrownBy(() -> Tensor.zeros(big, Layout.NCHW)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Tensor: 1x1x65536x65536 has 4294967296 elements, more than a Java array; use Tensor.allocate for "
            + "off-heap memory");
  }

  @Test
  void refusesMoreThanThereIsMemory() {
    for (long width : new long[] {1L << 44, 1L << 59, 1L << 61, Long.MAX_VALUE}) {
      assertThatThrownBy(() -> Tensor.allocate(Shape.of(1, 1, 1, width))).as("width %d", width)
          .isInstanceOf(OutOfMemoryError.class);
    }
  }

  @Test
  void refusesElementsOutside() {
    for (Tensor tensor : new Tensor[] {
        Tensor.of(new float[9], 3, PAIR, Layout.NCHW), Tensor.of(direct(2), PAIR, Layout.NCHW),
        Tensor.allocate(PAIR)}) {
      for (long index : new long[] {-1, 2, 1L << 32, Long.MAX_VALUE, Long.MIN_VALUE}) {
        assertThatThrownBy(() -> tensor.get(index)).as("%s %d", tensor, index)
            .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> tensor.set(index, 1)).as("%s %d", tensor, index)
            .isInstanceOf(IndexOutOfBoundsException.class);
      }
      assertThatThrownBy(() -> tensor.read(1, new float[4], 0, 2)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> tensor.read(0, new float[4], 3, 2)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> tensor.read(0, new float[4], 0, -1)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> tensor.write(0, new float[1], 0, 2)).isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void refusesToWriteReadOnlyBuffers() {
    Tensor tensor = Tensor.of(direct(2).asReadOnlyBuffer(), PAIR, Layout.NCHW);
    assertThat(tensor.get(0)).isZero();
    assertThatThrownBy(() -> tensor.set(0, 1)).isInstanceOf(IllegalStateException.class)
        .hasMessage("Tensor: is a view of a read-only buffer");
  }

  @Test
  void refusesUseAfterClose() {
    Tensor tensor = Tensor.allocate(PAIR);
    tensor.close();
    tensor.close();
    assertThatThrownBy(() -> tensor.get(0)).isInstanceOf(IllegalStateException.class).hasMessage("Tensor: is closed");
    assertThatThrownBy(() -> tensor.set(0, 1)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(tensor::toArray).isInstanceOf(IllegalStateException.class);
    assertThat(tensor.shape()).isEqualTo(PAIR);
    assertThat(tensor).hasToString("1x1x1x2 NCHW off-heap");
  }

  @Test
  void refusesToCloseWhileInUse() {
    Tensor tensor = Tensor.allocate(PAIR);
    tensor.storage().acquire();
    assertThatThrownBy(tensor::close).isInstanceOf(IllegalStateException.class)
        .hasMessage("Tensor: cannot be closed while an operation uses it");
    assertThat(tensor.get(0)).isZero();
    tensor.storage().release();
    tensor.close();
  }

  @Test
  void closesViewsWithoutEffect() {
    Tensor tensor = Tensor.of(new float[2], PAIR);
    tensor.close();
    assertThat(tensor.get(1)).isZero();
  }
}
