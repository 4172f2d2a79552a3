package dev.cenote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cenote.tensor.ElementType;
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

  /** Refused with this message by the operator and by its plan, on every backend, without a write. */
  private static void assertRefused(Pool pool, Tensor x, Tensor out, Class<? extends Exception> type, String message) {
    for (Backend backend : Backend.available()) {
      assertThatThrownBy(() -> pool.on(backend).apply(x, out)).isInstanceOf(type).hasMessage(message);
      assertThatThrownBy(() -> pool.on(backend).parallel().apply(x, out)).isInstanceOf(type).hasMessage(message);
    }
  }

  private static void assertRefused(Pool pool, Tensor x, Guarded out, String message) {
    assertRefused(pool, x, out.tensor(), IllegalArgumentException.class, message);
    out.assertUntouched();
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
    assertThatThrownBy(() -> pool.plan(IN, null, Layout.NCHW)).isInstanceOf(NullPointerException.class)
        .hasMessage("MaxPool: element type is null");
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
        .hasMessage("MaxPool: the window has 1 size, expected 2, one a spatial axis, for input 1x1x4x4 NCHW and window"
            + " 2 stride 2");
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
      Guarded out = Guarded.of(shape, Layout.NCHW);
      assertRefused(MaxPool.of(Window.of(3, 3).stride(2).padding(1)), x, out,
          "MaxPool: output is " + shape + " NCHW, expected 1x1x2x2 NCHW for input 1x1x4x4 and window 3x3 stride 2x2 "
              + "padding 1x1");
    }
  }

  @Test
  void refusesAnOutputOfAnotherLayout() {
    Guarded out = Guarded.of(Shape.of(1, 2, 2, 1), Layout.NHWC);
    assertRefused(GlobalAvgPool.of(), zeros(1, 1, 4, 4), out,
        "GlobalAvgPool: output is 1x2x2x1 NHWC, expected 1x1x1x1 NCHW for input 1x1x4x4");
  }

  @Test
  void refusesAnOutputOfAnotherType() {
    Guarded out = Guarded.of(OUT, ElementType.INT32, Layout.NCHW);
    assertRefused(MaxPool.of(2, 2), zeros(1, 1, 4, 4), out, "MaxPool: output is 1x1x2x2 NCHW int32, expected 1x1x2x2"
        + " NCHW float32 for input 1x1x4x4 and window 2x2 stride 2x2");
    Tensor bytes = Tensor.zeros(IN, ElementType.UINT8, Layout.NCHW);
    Guarded signed = Guarded.of(OUT, ElementType.INT8, Layout.NCHW);
    assertRefused(AvgPool.of(2, 2), bytes, signed, "AvgPool: output is 1x1x2x2 NCHW int8, expected 1x1x2x2 NCHW uint8"
        + " for input 1x1x4x4 and window 2x2 stride 2x2");
  }

  @Test
  void refusesInputsOfAnotherTypeThanThePlan() {
    Plan plan = MaxPool.of(2, 2).plan(IN, ElementType.FLOAT16, Layout.NCHW);
    Guarded out = Guarded.of(OUT, ElementType.FLOAT16, Layout.NCHW);
    assertThatThrownBy(() -> plan.apply(Tensor.zeros(IN, ElementType.BFLOAT16, Layout.NCHW), out.tensor()))
        .isInstanceOf(IllegalArgumentException.class).hasMessage("MaxPool: input is 1x1x4x4 NCHW bfloat16, expected"
            + " 1x1x4x4 NCHW float16 for input 1x1x4x4 and window 2x2 stride 2x2");
    out.assertUntouched();
  }

  @Test
  void refusesInputsOfAnotherShapeThanThePlan() {
    Plan plan = AvgPool.of(2, 2).plan(IN, Layout.NCHW);
    Guarded out = Guarded.of(OUT, Layout.NCHW);
    assertThatThrownBy(() -> plan.apply(zeros(1, 1, 4, 5), out.tensor())).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("AvgPool: input is 1x1x4x5 NCHW, expected 1x1x4x4 NCHW for input 1x1x4x4 and window 2x2 stride "
            + "2x2");
    assertThatThrownBy(() -> plan.apply(Tensor.zeros(Shape.of(1, 4, 4, 1), Layout.NHWC), out.tensor()))
        .isInstanceOf(IllegalArgumentException.class);
    out.assertUntouched();
  }

  @Test
  void refusesReadOnlyOutputs() {
    Tensor out = Tensor.of(Guarded.direct(16).asFloatBuffer().asReadOnlyBuffer(), OUT, Layout.NCHW);
    assertRefused(MaxPool.of(2, 2), zeros(1, 1, 4, 4), out, IllegalArgumentException.class,
        "MaxPool: the output is a view of a read-only buffer");
  }

  @ParameterizedTest
  @MethodSource("backends")
  void readsReadOnlyInputs(Backend backend) {
    FloatBuffer buffer = Guarded.direct(64).asFloatBuffer().put(3, 2);
    Tensor x = Tensor.of(buffer.asReadOnlyBuffer(), IN, Layout.NCHW);
    assertThat(MaxPool.of(2, 2).on(backend).apply(x).toArray()).containsExactly(0, 2, 0, 0);
  }

  @Test
  void refusesClosedTensors() {
    Tensor closed = Tensor.allocate(IN);
    closed.close();
    Guarded out = Guarded.of(OUT, Layout.NCHW);
    assertRefused(MaxPool.of(2, 2), closed, out.tensor(), IllegalStateException.class,
        "MaxPool: the input is closed, expected an open tensor");
    out.assertUntouched();

    Tensor closedOut = Tensor.allocate(OUT);
    closedOut.close();
    try (Tensor x = Tensor.allocate(IN)) {
      assertRefused(MaxPool.of(2, 2), x, closedOut, IllegalStateException.class,
          "MaxPool: the output is closed, expected an open tensor");
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
    Pool inBlocks = AvgPool.of(Window.of(1, 9).stride(1));
    assertThat(MaxPool.of(2, 2).outputShape(Shape.of(1, 2, 1L << 28, 3), Layout.NHWC)).isNotNull();
    assertThatThrownBy(() -> inBlocks.outputShape(Shape.of(1, 2, 1L << 28, 3), Layout.NHWC))
        .isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith("AvgPool: ")
        .hasMessageContaining("rows of 805306368 elements, padding included, expected at most 536870912");
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
