package dev.cenote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;
import dev.cenote.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What operators refuse: with a clear message, on every backend, and before anything is written. */
class BadInputTest {
  private static final Shape IN = Shape.of(1, 1, 4, 4);
  private static final Shape OUT = Shape.of(1, 1, 2, 2);

  static List<Backend> backends() {
    return Backend.available();
  }

  private static Tensor zeros(long... sizes) {
    return Tensor.zeros(Shape.of(sizes), Layout.NCHW);
  }

  private static Tensor guarded(Shape shape, Layout layout) {
    return Tensor.of(Values.guards((int) shape.elements()), shape, layout);
  }

  private static void assertUntouched(Tensor out) {
    Bits.assertSame("output after a refusal", out.toArray(), Values.guards((int) out.shape().elements()));
  }

  /** Refused with this message by the operator and by its plan, on every backend, without a write. */
  private static void assertRefused(Pool pool, Tensor x, Tensor out, Class<? extends Exception> type, String message) {
    for (Backend backend : Backend.available()) {
      assertThatThrownBy(() -> pool.on(backend).apply(x, out)).isInstanceOf(type).hasMessage(message);
      assertThatThrownBy(() -> pool.on(backend).parallel().apply(x, out)).isInstanceOf(type).hasMessage(message);
    }
  }

  @Test
  void refusesNull() {
    Pool pool = MaxPool.of(2, 2);
    assertThatThrownBy(() -> pool.apply(null)).isInstanceOf(NullPointerException.class)
        .hasMessage("MaxPool: input is null");
    assertThatThrownBy(() -> pool.apply(null, zeros(1, 1, 2, 2))).isInstanceOf(NullPointerException.class)
        .hasMessage("MaxPool: input is null");
    assertThatThrownBy(() -> pool.apply(zeros(1, 1, 4, 4), null)).isInstanceOf(NullPointerException.class)
        .hasMessage("MaxPool: output is null");
    assertThatThrownBy(() -> pool.outputShape(null)).isInstanceOf(NullPointerException.class)
        .hasMessage("MaxPool: input shape is null");
    assertThatThrownBy(() -> pool.plan(IN, null)).isInstanceOf(NullPointerException.class)
        .hasMessage("MaxPool: layout is null");
    assertThatThrownBy(() -> pool.plan(IN, Layout.NCHW).apply(null, null)).isInstanceOf(NullPointerException.class)
        .hasMessage("MaxPool: input is null");
    assertThatThrownBy(() -> pool.parallel(null)).isInstanceOf(NullPointerException.class)
        .hasMessage("MaxPool: thread pool is null");
    assertThatThrownBy(() -> GlobalAvgPool.of().on(null)).isInstanceOf(NullPointerException.class)
        .hasMessage("GlobalAvgPool: backend is null");
  }

  @Test
  void refusesARankThatDoesNotFitTheLayout() {
    assertThatThrownBy(() -> MaxPool.of(2, 2).outputShape(Shape.of(4, 4))).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("MaxPool: input 4x4 has rank 2, expected 4, or 3 without a batch, for layout NCHW");
    assertThatThrownBy(() -> GlobalMaxPool.of().outputShape(Shape.of(1, 1, 1, 1, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("GlobalMaxPool: input 1x1x1x1x1 has rank 5, expected 4, or 3 without a batch, for layout NCHW");
  }

  @Test
  void refusesAWindowWithAnotherNumberOfAxes() {
    assertThatThrownBy(() -> MaxPool.of(2).apply(zeros(1, 1, 4, 4))).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("MaxPool: axis H: the window has 1 axes, expected 2, for input 1x1x4x4 NCHW and window 2 stride 2");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "1x0x4x4 | MaxPool: input 1x0x4x4 NCHW has no channels, expected 1 or more (only the batch may be empty)",
      "1x3x0x4 | MaxPool: input 1x3x0x4 NCHW has no elements along dimension 2, expected 1 or more (only the batch "
          + "may be empty)",
      "0x3x4x0 | MaxPool: input 0x3x4x0 NCHW has no elements along dimension 3, expected 1 or more (only the batch "
          + "may be empty)",
      "0x4x4 | MaxPool: input 0x4x4 NCHW has no channels, expected 1 or more (only the batch may be empty)"})
  void refusesEmptyChannelsAndAxes(String sizes, String message) {
    long[] shape = Arrays.stream(sizes.split("x")).mapToLong(Long::parseLong).toArray();
    assertThatThrownBy(() -> MaxPool.of(2, 2).apply(zeros(shape))).isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @MethodSource("backends")
  void acceptsAnEmptyBatch(Backend backend) {
    assertThat(MaxPool.of(2, 2).on(backend).apply(zeros(0, 3, 4, 4)).shape()).isEqualTo(Shape.of(0, 3, 2, 2));
    assertThat(GlobalAvgPool.of().on(backend).apply(zeros(0, 3, 4, 4)).shape()).isEqualTo(Shape.of(0, 3, 1, 1));
  }

  @Test
  void refusesAWindowLargerThanThePaddedInput() {
    assertThatThrownBy(() -> MaxPool.of(Window.of(3, 5).stride(1).padding(0, 1)).apply(zeros(1, 2, 4, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("MaxPool: axis W: the window reaches over 5 elements and the padded input has only 4, so the "
            + "output would have size 0, expected 1 or more, for input 1x2x4x2 NCHW and window 3x5 stride 1x1 "
            + "padding 0x1");
    assertThat(MaxPool.of(Window.of(3, 5).stride(1).padding(0, 2)).outputShape(Shape.of(1, 2, 4, 2)))
        .isEqualTo(Shape.of(1, 2, 2, 2));
  }

  @Test
  void refusesAnOutputOfAnotherShape() {
    Tensor x = zeros(1, 1, 4, 4);
    for (Shape shape : new Shape[] {Shape.of(1, 1, 2, 3), Shape.of(1, 1, 1, 4), Shape.of(1, 2, 2)}) {
      Tensor out = guarded(shape, Layout.NCHW);
      assertRefused(MaxPool.of(Window.of(3, 3).stride(2).padding(1)), x, out, IllegalArgumentException.class,
          "MaxPool: output is " + shape + " NCHW, expected 1x1x2x2 NCHW for input 1x1x4x4 and window 3x3 stride 2x2 "
              + "padding 1x1");
      assertUntouched(out);
    }
  }

  @Test
  void refusesAnOutputOfAnotherLayout() {
    Tensor out = guarded(Shape.of(1, 2, 2, 1), Layout.NHWC);
    assertRefused(GlobalAvgPool.of(), zeros(1, 1, 4, 4), out, IllegalArgumentException.class,
        "GlobalAvgPool: output is 1x2x2x1 NHWC, expected 1x1x1x1 NCHW for input 1x1x4x4");
    assertUntouched(out);
  }

  @Test
  void refusesInputsOfAnotherShapeThanThePlan() {
    Plan plan = AvgPool.of(2, 2).plan(IN, Layout.NCHW);
    Tensor out = guarded(OUT, Layout.NCHW);
    assertThatThrownBy(() -> plan.apply(zeros(1, 1, 4, 5), out)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("AvgPool: input is 1x1x4x5 NCHW, expected 1x1x4x4 NCHW for input 1x1x4x4 and window 2x2 stride "
            + "2x2");
    assertThatThrownBy(() -> plan.apply(Tensor.zeros(Shape.of(1, 4, 4, 1), Layout.NHWC), out))
        .isInstanceOf(IllegalArgumentException.class);
    assertUntouched(out);
  }

  @Test
  void refusesToPoolInPlace() {
    Pool same = MaxPool.of(1, 1);
    Tensor x = guarded(IN, Layout.NCHW);
    assertRefused(same, x, x, IllegalArgumentException.class,
        "MaxPool: output 1x1x4x4 NCHW heap overlaps input 1x1x4x4 NCHW heap in memory, expected memory of its own");
    assertUntouched(x);
    try (Tensor offHeap = Tensor.allocate(IN)) {
      assertRefused(same, offHeap, offHeap, IllegalArgumentException.class, "MaxPool: output 1x1x4x4 NCHW off-heap "
          + "overlaps input 1x1x4x4 NCHW off-heap in memory, expected memory of its own");
    }
    Tensor direct = Tensor.of(Memory.direct(16), IN, Layout.NCHW);
    assertRefused(same, direct, direct, IllegalArgumentException.class,
        "MaxPool: output 1x1x4x4 NCHW direct overlaps input 1x1x4x4 NCHW direct in memory, expected memory of its own");
  }

  @Test
  void refusesStretchesOfOneArrayThatOverlap() {
    float[] array = Values.guards(40);
    for (int outAt : new int[] {7, 10, 20, 25}) { // the input is 10 to 26, the output has 4 elements
      Tensor x = Tensor.of(array, 10, IN, Layout.NCHW);
      Tensor out = Tensor.of(array, outAt, OUT, Layout.NCHW);
      assertRefused(MaxPool.of(2, 2), x, out, IllegalArgumentException.class,
          "MaxPool: output 1x1x2x2 NCHW heap overlaps input 1x1x4x4 NCHW heap in memory, expected memory of its own");
      Bits.assertSame("array", array, Values.guards(40));
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void acceptsStretchesOfOneArraySideBySide(Backend backend) {
    for (int outAt : new int[] {6, 26, 30, 0}) {
      float[] array = Values.guards(40);
      Tensor x = Tensor.of(array, 10, IN, Layout.NCHW);
      x.write(0, Values.TIES.draw(16, 1), 0, 16);
      float[] expected = MaxPool.of(2, 2).on(backend).apply(x).toArray();
      Tensor out = Tensor.of(array, outAt, OUT, Layout.NCHW);
      MaxPool.of(2, 2).on(backend).apply(x, out);
      Bits.assertSame("output at " + outAt, out.toArray(), expected);
      Bits.assertSame("input", x.toArray(), Values.TIES.draw(16, 1));
    }
  }

  @Test
  void refusesPartsOfOneDirectBufferThatOverlap() {
    FloatBuffer buffer = Memory.direct(40);
    FloatBuffer[] parts = {
        part(buffer, 7, 4), part(buffer, 10, 4), part(buffer, 25, 4), part(buffer.duplicate(), 20, 4)};
    Tensor x = Tensor.of(part(buffer, 10, 16), IN, Layout.NCHW);
    for (FloatBuffer part : parts) {
      assertRefused(MaxPool.of(2, 2), x, Tensor.of(part, OUT, Layout.NCHW), IllegalArgumentException.class,
          "MaxPool: output 1x1x2x2 NCHW direct overlaps input 1x1x4x4 NCHW direct in memory, expected memory of its "
              + "own");
    }
    assertRefused(MaxPool.of(1, 1), Tensor.of(part(buffer, 10, 16).asReadOnlyBuffer(), IN, Layout.NCHW), x,
        IllegalArgumentException.class,
        "MaxPool: output 1x1x4x4 NCHW direct overlaps input 1x1x4x4 NCHW direct in memory, expected memory of its own");
  }

  @ParameterizedTest
  @MethodSource("backends")
  void acceptsPartsOfOneDirectBufferSideBySide(Backend backend) {
    FloatBuffer buffer = Memory.direct(40);
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

  @Test
  void refusesReadOnlyOutputs() {
    Tensor out = Tensor.of(Memory.direct(4).asReadOnlyBuffer(), OUT, Layout.NCHW);
    assertRefused(MaxPool.of(2, 2), zeros(1, 1, 4, 4), out, IllegalArgumentException.class,
        "MaxPool: the output is a view of a read-only buffer");
  }

  @ParameterizedTest
  @MethodSource("backends")
  void readsReadOnlyInputs(Backend backend) {
    FloatBuffer buffer = Memory.direct(16).put(3, 2);
    Tensor x = Tensor.of(buffer.asReadOnlyBuffer(), IN, Layout.NCHW);
    assertThat(MaxPool.of(2, 2).on(backend).apply(x).toArray()).containsExactly(0, 2, 0, 0);
  }

  @Test
  void refusesClosedTensors() {
    Tensor closed = Tensor.allocate(IN);
    closed.close();
    Tensor out = guarded(OUT, Layout.NCHW);
    assertRefused(MaxPool.of(2, 2), closed, out, IllegalStateException.class, "Tensor: is closed");
    assertUntouched(out);

    Tensor closedOut = Tensor.allocate(OUT);
    closedOut.close();
    try (Tensor x = Tensor.allocate(IN)) {
      assertRefused(MaxPool.of(2, 2), x, closedOut, IllegalStateException.class, "Tensor: is closed");
    } // and x is not in use any more: it can be closed
  }

  @Test
  void releasesTensorsWhenDone() {
    for (Backend backend : Backend.available()) {
      Tensor x = Tensor.allocate(IN);
      Tensor out = Tensor.allocate(OUT);
      MaxPool.of(2, 2).on(backend).apply(x, out);
      assertThatThrownBy(() -> MaxPool.of(2, 2).on(backend).apply(x, x)).isInstanceOf(IllegalArgumentException.class);
      x.close();
      out.close();
    }
  }

  @Test
  void refusesSizesBeyondALong() {
    long most = Long.MAX_VALUE;
    assertThatThrownBy(() -> MaxPool.of(Window.of(2, 2).stride(1).padding(1)).outputShape(Shape.of(1, 1, 1, most)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("MaxPool: axis W: input 9223372036854775807 plus padding 1 and 1 exceeds 2^63 - 1, for input "
            + "1x1x1x9223372036854775807 NCHW and window 2x2 stride 1x1 padding 1x1");
    assertThatThrownBy(() -> MaxPool.of(Window.of(1, most).stride(1).padding(Padding.SAME_UPPER))
        .outputShape(Shape.of(1, 1, 1, 1L << 40))).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> MaxPool.of(Window.of(3, 3).stride(1).padding(2)).outputShape(
        Shape.of(1, 1, 1L << 31, (1L << 32) - 1))).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesRowsTooLongForScratchMemory() {
    assertThatThrownBy(() -> MaxPool.of(2, 2).outputShape(Shape.of(1, 1, 2, (1L << 29) + 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("MaxPool: ").hasMessageContaining("536870913 elements, expected at most 536870912");
    assertThat(MaxPool.of(2, 2).outputShape(Shape.of(1, 1, 2, 1L << 29))).isEqualTo(Shape.of(1, 1, 1, 1L << 28));
  }

  @Test
  void acceptsEnormousShapesThatFit() {
    for (Backend backend : Backend.available()) {
      assertThat(GlobalAvgPool.of().on(backend).outputShape(Shape.of(1, 1, Long.MAX_VALUE, 1)))
          .isEqualTo(Shape.of(1, 1, 1, 1));
      assertThat(MaxPool.of(2, 2).on(backend).outputShape(Shape.of(1, 3, 1L << 31, 1L << 29)))
          .isEqualTo(Shape.of(1, 3, 1L << 30, 1L << 28));
    }
    assertThat(MaxPool.of(Window.of(2, 2).stride(Long.MAX_VALUE).ceil()).outputShape(Shape.of(1, 1, 5, 5)))
        .isEqualTo(Shape.of(1, 1, 1, 1));
  }

  @Test
  void refusesAnOutputThatDoesNotFitAnArray() {
    Shape out = MaxPool.of(2, 2).outputShape(Shape.of(1, 3, 1L << 31, 1L << 29));
    assertThatThrownBy(() -> Tensor.zeros(out, Layout.NCHW)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void namesWhatIsNullInParameters() {
    assertThatThrownBy(() -> Window.of((long[]) null)).hasMessage("Window: size is null");
    assertThatThrownBy(() -> MaxPool.of((long[]) null)).hasMessage("Window: size is null");
    assertThatThrownBy(() -> Window.of(2).stride((long[]) null)).hasMessage("Window: stride is null");
    assertThatThrownBy(() -> Window.of(2).dilation((long[]) null)).hasMessage("Window: dilation is null");
    assertThatThrownBy(() -> Window.of(2).padding((Padding) null)).hasMessage("Window: padding is null");
    assertThatThrownBy(() -> Padding.of((long[]) null)).hasMessage("Padding: sizes at the begin are null");
    assertThatThrownBy(() -> Shape.of((long[]) null)).hasMessage("Shape: sizes are null");
    assertThatThrownBy(() -> Backend.of(null)).hasMessage("Backend: name is null");
  }

  /** Nothing is to be done, and no scratch memory may be asked for. */
  @Test
  void acceptsAnEmptyBatchOfEnormousImages() {
    Shape shape = Shape.of(0, 1, 1L << 40, 1L << 29);
    for (Backend backend : Backend.available()) {
      Tensor x = Tensor.of(new float[0], shape, Layout.NCHW);
      assertThat(MaxPool.of(2, 2).on(backend).apply(x).shape()).isEqualTo(Shape.of(0, 1, 1L << 39, 1L << 28));
      assertThat(GlobalAvgPool.of().on(backend).apply(x).shape()).isEqualTo(Shape.of(0, 1, 1, 1));
    }
  }
}
