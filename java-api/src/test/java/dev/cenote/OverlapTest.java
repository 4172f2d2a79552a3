package dev.cenote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cenote.tensor.ElementType;
import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;
import dev.cenote.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tensors that share memory are refused before anything is written; those that lie side by side are not. */
class OverlapTest {
  private static final Shape IN = Shape.of(1, 1, 4, 4);
  private static final Shape OUT = Shape.of(1, 1, 2, 2);

  static List<Backend> backends() {
    return Backend.available();
  }

  private static float[] numbers(int n) {
    float[] numbers = new float[n];
    for (int i = 0; i < n; i++) {
      numbers[i] = i * 5 % 7 - 3;
    }
    return numbers;
  }

  private static void assertRefused(Pool pool, Tensor x, Tensor out, String message) {
    for (Backend backend : Backend.available()) {
      assertThatThrownBy(() -> pool.on(backend).apply(x, out)).isInstanceOf(IllegalArgumentException.class)
          .hasMessage(message);
    }
  }

  @Test
  void refusesToPoolInPlace() {
    Pool same = MaxPool.of(1, 1);
    Guarded held = Guarded.of(IN, Layout.NCHW);
    Tensor x = held.tensor();
    assertRefused(same, x, x,
        "MaxPool: output 1x1x4x4 NCHW direct overlaps input 1x1x4x4 NCHW direct in memory, expected memory of its own");
    held.assertUntouched();
    try (Tensor offHeap = Tensor.allocate(IN)) {
      assertRefused(same, offHeap, offHeap, "MaxPool: output 1x1x4x4 NCHW off-heap "
          + "overlaps input 1x1x4x4 NCHW off-heap in memory, expected memory of its own");
    }
    Tensor heap = Tensor.of(numbers(16), IN, Layout.NCHW);
    assertRefused(same, heap, heap,
        "MaxPool: output 1x1x4x4 NCHW heap overlaps input 1x1x4x4 NCHW heap in memory, expected memory of its own");
    assertThat(heap.toArray()).isEqualTo(numbers(16));
  }

  @Test
  void refusesStretchesOfOneArrayThatOverlap() {
    float[] array = numbers(40);
    for (int outAt : new int[] {7, 10, 20, 25}) { // the input is 10 to 26, the output has 4 elements
      Tensor x = Tensor.of(array, 10, IN, Layout.NCHW);
      Tensor out = Tensor.of(array, outAt, OUT, Layout.NCHW);
      assertRefused(MaxPool.of(2, 2), x, out,
          "MaxPool: output 1x1x2x2 NCHW heap overlaps input 1x1x4x4 NCHW heap in memory, expected memory of its own");
      assertThat(array).as("array").isEqualTo(numbers(40));
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void acceptsStretchesOfOneArraySideBySide(Backend backend) {
    for (int outAt : new int[] {6, 26, 30, 0}) {
      float[] array = numbers(40);
      Tensor x = Tensor.of(array, 10, IN, Layout.NCHW);
      x.write(0, numbers(16), 0, 16);
      float[] expected = MaxPool.of(2, 2).on(backend).apply(x).toArray();
      Tensor out = Tensor.of(array, outAt, OUT, Layout.NCHW);
      MaxPool.of(2, 2).on(backend).apply(x, out);
      assertThat(out.toArray()).as("output at " + outAt).isEqualTo(expected);
      assertThat(x.toArray()).as("input").isEqualTo(numbers(16));
    }
  }

  @Test
  void refusesPartsOfOneDirectBufferThatOverlap() {
    FloatBuffer buffer = Guarded.direct(160).asFloatBuffer();
    FloatBuffer[] parts = {
        part(buffer, 7, 4), part(buffer, 10, 4), part(buffer, 25, 4), part(buffer.duplicate(), 20, 4)};
    Tensor x = Tensor.of(part(buffer, 10, 16), IN, Layout.NCHW);
    for (FloatBuffer part : parts) {
      assertRefused(MaxPool.of(2, 2), x, Tensor.of(part, OUT, Layout.NCHW),
          "MaxPool: output 1x1x2x2 NCHW direct overlaps input 1x1x4x4 NCHW direct in memory, expected memory of its "
              + "own");
    }
    assertRefused(MaxPool.of(1, 1), Tensor.of(part(buffer, 10, 16).asReadOnlyBuffer(), IN, Layout.NCHW), x,
        
        "MaxPool: output 1x1x4x4 NCHW direct overlaps input 1x1x4x4 NCHW direct in memory, expected memory of its own");
  }

  @ParameterizedTest
  @MethodSource("backends")
  void acceptsPartsOfOneDirectBufferSideBySide(Backend backend) {
    FloatBuffer buffer = Guarded.direct(160).asFloatBuffer();
    Tensor x = Tensor.of(part(buffer, 10, 16), IN, Layout.NCHW);
    x.set(5, 3);
    for (int outAt : new int[] {6, 26}) {
      Tensor out = Tensor.of(part(buffer, outAt, 4), OUT, Layout.NCHW);
      MaxPool.of(2, 2).on(backend).apply(x, out);
      assertThat(out.toArray()).containsExactly(3, 0, 0, 0);
    }
  }

  private static FloatBuffer part(FloatBuffer buffer, int from, int n) {
    FloatBuffer part = buffer.duplicate();
    part.position(from).limit(from + n);
    return part.slice();
  }

  @ParameterizedTest
  @MethodSource("backends")
  void acceptsEmptyTensorsInOneArray(Backend backend) {
    float[] array = new float[4];
    Tensor x = Tensor.of(array, 2, Shape.of(0, 1, 4, 4), Layout.NCHW);
    Tensor out = Tensor.of(array, 2, Shape.of(0, 1, 2, 2), Layout.NCHW);
    MaxPool.of(2, 2).on(backend).apply(x, out);
    assertThat(array).containsOnly(0);
  }

  /** A byte of one type is a byte of another. */
  @Test
  void refusesViewsOfOneBufferAsOtherTypes() {
    ByteBuffer buffer = Guarded.direct(256);
    Tensor x = Guarded.part(buffer, 64, ElementType.INT16, IN, Layout.NCHW); // to 96
    for (int from : new int[] {57, 64, 95}) { // which have to be apart by whole indices: 4 of 8 bytes, from ... to + 32
      Tensor indices = Guarded.part(buffer, from / 8 * 8, ElementType.INT64, OUT, Layout.NCHW);
      for (Backend backend : Backend.available()) {
        Guarded out = Guarded.of(OUT, ElementType.INT16, Layout.NCHW);
        assertThatThrownBy(() -> MaxPool.of(2, 2).on(backend).apply(x, out.tensor(), indices, Indices.PLANE))
            .isInstanceOf(IllegalArgumentException.class).hasMessage("MaxPool: indices 1x1x2x2 NCHW int64 direct"
                + " overlap input 1x1x4x4 NCHW int16 direct in memory, expected memory of its own");
        out.assertUntouched();
      }
    }
    for (int i = 0; i < 256; i++) {
      assertThat(buffer.get(i)).as("byte %d", i).isZero();
    }
  }

  @Test
  void refusesIndicesInTheOutput() {
    ByteBuffer buffer = Guarded.direct(64);
    Tensor x = Tensor.of(numbers(16), IN, Layout.NCHW);
    Tensor out = Guarded.part(buffer, 16, ElementType.FLOAT32, OUT, Layout.NCHW);
    for (int from : new int[] {4, 16, 28}) {
      Tensor indices = Guarded.part(buffer, from, ElementType.INT32, OUT, Layout.NCHW);
      for (Backend backend : Backend.available()) {
        assertThatThrownBy(() -> MaxPool.of(2, 2).on(backend).apply(x, out, indices, Indices.PLANE))
            .isInstanceOf(IllegalArgumentException.class).hasMessage("MaxPool: indices 1x1x2x2 NCHW int32 direct"
                + " overlap output 1x1x2x2 NCHW direct in memory, expected memory of its own");
        assertThat(out.toArray()).containsOnly(0);
      }
    }
  }

  /** Signed and unsigned bytes, and half floats and short integers, may be views of one array. */
  @Test
  void refusesViewsOfOneArrayAsOtherTypes() {
    byte[] bytes = new byte[40];
    Tensor x = Tensor.of(bytes, 10, ElementType.INT8, IN, Layout.NCHW);
    Tensor indices = Tensor.of(bytes, 7, ElementType.UINT8, OUT, Layout.NCHW);
    Tensor out = Tensor.zeros(OUT, ElementType.INT8, Layout.NCHW);
    for (Backend backend : Backend.available()) {
      assertThatThrownBy(() -> MaxPool.of(2, 2).on(backend).apply(x, out, indices, Indices.WINDOW))
          .isInstanceOf(IllegalArgumentException.class).hasMessage("MaxPool: indices 1x1x2x2 NCHW uint8 heap overlap"
              + " input 1x1x4x4 NCHW int8 heap in memory, expected memory of its own");
    }
    assertThat(bytes).containsOnly(0);
  }

  @ParameterizedTest
  @MethodSource("backends")
  void acceptsIndicesBesideInputAndOutput(Backend backend) {
    ByteBuffer buffer = Guarded.direct(64 + 16 + 32);
    Tensor x = Guarded.part(buffer, 0, ElementType.FLOAT32, IN, Layout.NCHW);
    x.write(0, numbers(16), 0, 16);
    Tensor out = Guarded.part(buffer, 64, ElementType.FLOAT32, OUT, Layout.NCHW);
    Tensor indices = Guarded.part(buffer, 80, ElementType.INT64, OUT, Layout.NCHW);
    Pooled expected = MaxPool.of(2, 2).on(backend).applyWithIndices(Tensor.of(numbers(16), IN, Layout.NCHW));
    MaxPool.of(2, 2).on(backend).apply(x, out, indices, Indices.PLANE);
    assertThat(out.toArray()).isEqualTo(expected.values().toArray());
    assertThat(indices.toLongs()).isEqualTo(expected.indices().toLongs());
    assertThat(x.toArray()).isEqualTo(numbers(16));
  }
}
