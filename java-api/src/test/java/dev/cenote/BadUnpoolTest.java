package dev.cenote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cenote.tensor.ElementType;
import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;
import dev.cenote.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What unpooling refuses, before anything is written. */
class BadUnpoolTest {
  private static final Shape VALUES = Shape.of(1, 1, 2, 2);
  private static final Shape OUT = Shape.of(1, 1, 4, 4);
  private static final MaxUnpool UNPOOL = MaxUnpool.of(2, 2);

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  private static void assertRefused(MaxUnpool unpool, Tensor values, Tensor indices, Guarded out, String message) {
    for (Backend backend : Backend.available()) {
      for (MaxUnpool one : new MaxUnpool[] {unpool.on(backend), unpool.on(backend).parallel()}) {
        assertRefused(() -> one.apply(values, indices, out.tensor()), message);
        out.assertUntouched();
      }
    }
  }

  private static Tensor values() {
    return Tensor.zeros(VALUES, Layout.NCHW);
  }

  private static Tensor indices() {
    return Tensor.zeros(VALUES, ElementType.INT64, Layout.NCHW);
  }

  @Test
  void refusesNull() {
    assertNull(() -> UNPOOL.apply(null, indices()), "MaxUnpool: values are null");
    assertNull(() -> UNPOOL.apply(values(), null), "MaxUnpool: indices are null");
    assertNull(() -> UNPOOL.apply(null, indices(), values()), "MaxUnpool: values are null");
    assertNull(() -> UNPOOL.apply(values(), null, values()), "MaxUnpool: indices are null");
    assertNull(() -> UNPOOL.apply(values(), indices(), null), "MaxUnpool: output is null");
    assertNull(() -> UNPOOL.outputShape(null), "MaxUnpool: shape of the values is null");
    assertNull(() -> UNPOOL.outputShape(VALUES, null), "MaxUnpool: layout is null");
    assertNull(() -> UNPOOL.outputSize((long[]) null), "MaxUnpool: output size is null");
    assertNull(() -> UNPOOL.indices(null), "MaxUnpool: convention is null");
    assertNull(() -> UNPOOL.on(null), "MaxUnpool: backend is null");
    assertNull(() -> UNPOOL.parallel(null), "MaxUnpool: thread pool is null");
  }

  private static void assertNull(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(NullPointerException.class).hasMessage(message);
  }

  @Test
  void refusesWindowsThatCannotBeUndone() {
    assertRefused(() -> MaxUnpool.of(Window.of(3, 3).padding(Padding.SAME_UPPER)), "MaxUnpool: window 3x3 stride 3x3"
        + " padding SAME_UPPER finds its padding from the input, which is not known here, expected sizes, or VALID with"
        + " outputSize");
    assertRefused(() -> MaxUnpool.of(Window.of(2, 2).padding(2)), "MaxUnpool: axis H: padding 2 is too large for a"
        + " window that reaches over 2, expected at most 1 for window 2x2 stride 2x2 padding 2x2");
    assertRefused(() -> UNPOOL.indices(Indices.WINDOW), "MaxUnpool: indices within windows do not say where those lie,"
        + " expected PLANE, TENSOR or TENSOR_COLUMN_MAJOR; Plan.convert of the pooling makes them");
  }

  @Test
  void refusesOutputSizesThatPoolingDoesNotLeaveOver() {
    for (long size : new long[] {2, 6, 100, Long.MAX_VALUE}) {
      assertRefused(() -> UNPOOL.outputSize(4, size).outputShape(VALUES), "MaxUnpool: axis W: output size " + size
          + ", expected less than a stride of 2 away from 4, for values 1x1x2x2 NCHW and window 2x2 stride 2x2 output"
          + " 4x"
          + size);
    }
    for (long[] sizes : new long[][] {{}, {4}, {4, 4, 4}, {4, 0}, {-1, 4}, {Long.MIN_VALUE, 4}}) {
      assertRefused(() -> UNPOOL.outputSize(sizes), "MaxUnpool: output size " + Window.join(sizes)
          + ", expected 2 sizes of 1 or more for window 2x2 stride 2x2");
    }
  }

  @Test
  void refusesShapesThatDoNotFit() {
    assertRefused(() -> UNPOOL.outputShape(Shape.of(2, 2)), "MaxUnpool: values are 2x2 NCHW, expected a layout with the"
        + " window's 2 spatial axes, and a shape that fits it");
    assertRefused(() -> UNPOOL.outputShape(Shape.of(1, 1, 2), Layout.NCL), "MaxUnpool: values are 1x1x2 NCL, expected a"
        + " layout with the window's 2 spatial axes, and a shape that fits it");
    assertRefused(() -> UNPOOL.outputShape(Shape.of(1, 1, 0, 2)), "MaxUnpool: axis H: there are no values, expected 1"
        + " or more, for values 1x1x0x2 NCHW and window 2x2 stride 2x2");
    for (Layout layout : new Layout[] {Layout.NCHW, Layout.NHWC}) {
      Shape none = layout == Layout.NCHW ? Shape.of(1, 0, 2, 2) : Shape.of(1, 2, 2, 0);
      assertRefused(() -> UNPOOL.apply(
          Tensor.zeros(none, layout), Tensor.zeros(none, ElementType.INT64, layout)), "MaxUnpool: values " + none + " "
          + layout + " have no channels, expected 1 or more (only the batch may be empty)");
    }
    assertRefused(() -> MaxUnpool.of(Window.of(4).padding(2)).outputShape(Shape.of(1, 1, 1), Layout.NCL), "MaxUnpool:"
        + " axis L: the output would have size 0, expected 1 or more, or an outputSize, for values 1x1x1 NCL and"
        + " window 4 stride 4 padding 2");
  }

  /** One value, padded by 2^62 on both sides of a window a little larger: the default is far below 0. */
  @Test
  void refusesOutputSizesFarFromANegativeDefault() {
    long padding = 1L << 62;
    MaxUnpool unpool = MaxUnpool.of(Window.of(padding + 1).stride(7).padding(padding));
    for (long size : new long[] {1, 7, Long.MAX_VALUE}) {
      assertThatThrownBy(() -> unpool.outputSize(size).outputShape(Shape.of(1, 1, 1), Layout.NCL))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("MaxUnpool: axis L: output size " + size
              + ", expected less than a stride of 7 away from -4611686018427387903");
    }
    assertThat(MaxUnpool.of(Window.of(4).padding(2)).outputSize(3).outputShape(Shape.of(1, 1, 1), Layout.NCL))
        .isEqualTo(Shape.of(1, 1, 3));
  }

  @Test
  void refusesSizesBeyondALong() {
    long most = Long.MAX_VALUE;
    assertRefused(() -> MaxUnpool.of(Window.of(2, 2).stride(most)).outputShape(Shape.of(1, 1, 3, 3)), "MaxUnpool: axis"
        + " H: 3 windows reach beyond 2^63 - 1 elements, for values 1x1x3x3 NCHW and window 2x2 stride"
        + " 9223372036854775807x9223372036854775807");
    assertRefused(() -> MaxUnpool.of(Window.of(1L << 40, 1L << 40)).outputShape(VALUES), "MaxUnpool: Shape:"
        + " 1x1x2199023255552x2199023255552 has more than 2^63 - 1 elements, for values 1x1x2x2 NCHW and window"
        + " 1099511627776x1099511627776 stride 1099511627776x1099511627776");
    assertThatThrownBy(() -> MaxUnpool.of(1 << 16, 1 << 16).apply(values(), indices()))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("more than a Java array");
  }

  @Test
  void refusesIndicesThatDoNotGoWithTheValues() {
    Guarded out = Guarded.of(OUT, Layout.NCHW);
    assertRefused(UNPOOL, values(), Tensor.zeros(Shape.of(1, 2, 2), ElementType.INT64, Layout.NCHW), out,
        "MaxUnpool: indices are 1x2x2 NCHW, expected those of the values, 1x1x2x2 NCHW");
    assertRefused(UNPOOL, values(), Tensor.zeros(Shape.of(1, 1, 2, 2), ElementType.INT64, Layout.NHWC), out,
        "MaxUnpool: indices are 1x1x2x2 NHWC, expected those of the values, 1x1x2x2 NCHW");
    for (ElementType type : ElementType.values()) {
      if (type != ElementType.INT32 && type != ElementType.INT64) {
        assertRefused(UNPOOL, values(), Tensor.zeros(VALUES, type, Layout.NCHW), out,
            "MaxUnpool: indices are " + type + ", expected int32 or int64");
      }
    }
  }

  @Test
  void refusesOutputsThatDoNotGoWithTheValues() {
    String expected = ", expected 1x1x4x4 NCHW float32 for values 1x1x2x2";
    assertRefused(UNPOOL, values(), indices(), Guarded.of(Shape.of(1, 1, 4, 5), Layout.NCHW),
        "MaxUnpool: output is 1x1x4x5 NCHW float32" + expected);
    assertRefused(UNPOOL, values(), indices(), Guarded.of(OUT, Layout.NHWC),
        "MaxUnpool: output is 1x1x4x4 NHWC float32" + expected);
    assertRefused(UNPOOL, values(), indices(), Guarded.of(OUT, ElementType.INT32, Layout.NCHW),
        "MaxUnpool: output is 1x1x4x4 NCHW int32" + expected);
    Tensor readOnly = Tensor.of(
        Guarded.direct(64).asReadOnlyBuffer().order(ByteOrder.nativeOrder()), ElementType.FLOAT32, OUT, Layout.NCHW);
    assertRefused(() -> UNPOOL.apply(values(), indices(), readOnly),
        "MaxUnpool: the output is a view of a read-only buffer");
  }

  @Test
  void refusesTensorsThatOverlap() {
    ByteBuffer buffer = Guarded.direct(256);
    Tensor out = Guarded.part(buffer, 64, ElementType.FLOAT32, OUT, Layout.NCHW); // to 128
    for (int from : new int[] {52, 64, 124}) {
      Tensor overlapping = Guarded.part(buffer, from, ElementType.FLOAT32, VALUES, Layout.NCHW);
      assertRefused(() -> UNPOOL.apply(overlapping, indices(), out), "MaxUnpool: output 1x1x4x4 NCHW direct overlaps"
          + " values 1x1x2x2 NCHW direct in memory, expected memory of its own");
      Tensor overlappingIndices = Guarded.part(buffer, from, ElementType.INT32, VALUES, Layout.NCHW);
      assertRefused(() -> UNPOOL.apply(values(), overlappingIndices, out), "MaxUnpool: output 1x1x4x4 NCHW direct"
          + " overlaps indices 1x1x2x2 NCHW int32 direct in memory, expected memory of its own");
    }
    Tensor same = Tensor.zeros(Shape.of(1, 1, 2), ElementType.INT64, Layout.NCL);
    assertThat(MaxUnpool.of(1).apply(same, same).toLongs()).containsExactly(0, 0); // values may be their own indices
  }

  @Test
  void refusesClosedTensors() {
    Tensor closed = Tensor.allocate(VALUES);
    Tensor closedIndices = Tensor.allocate(VALUES, ElementType.INT64, Layout.NCHW);
    Tensor closedOut = Tensor.allocate(OUT);
    closed.close();
    closedIndices.close();
    closedOut.close();
    for (Indices convention : new Indices[] {Indices.PLANE, Indices.TENSOR}) {
      for (Backend backend : Backend.available()) {
        MaxUnpool unpool = UNPOOL.indices(convention).on(backend);
        Guarded out = Guarded.of(OUT, Layout.NCHW);
        Map<String, ThrowingCallable> calls = Map.of(
            "the values are", () -> unpool.apply(closed, indices(), out.tensor()),
            "the indices are", () -> unpool.apply(values(), closedIndices, out.tensor()),
            "the output is", () -> unpool.apply(values(), indices(), closedOut));
        calls.forEach((what, call) -> assertThatThrownBy(call).isInstanceOf(IllegalStateException.class)
            .hasMessage("MaxUnpool: %s closed, expected an open tensor", what));
        out.assertUntouched();
      }
    }
    try (Tensor open = Tensor.allocate(VALUES)) {
      assertThatThrownBy(() -> UNPOOL.apply(open, closedIndices)).isInstanceOf(IllegalStateException.class);
    } // and is not in use any more: it can be closed
  }

  /** In the last of many values, so that all others might have been written by then. */
  @ParameterizedTest
  @EnumSource(ElementType.class)
  void refusesIndicesOutsideThePlane(ElementType type) {
    for (Layout layout : new Layout[] {Layout.NCHW, Layout.NHWC}) {
      Shape values = layout == Layout.NCHW ? Shape.of(2, 3, 8, 8) : Shape.of(2, 8, 8, 3);
      for (ElementType indexType : new ElementType[] {ElementType.INT32, ElementType.INT64}) {
        for (long bad : new long[] {256, -1, indexType.greatest(), indexType.least()}) {
          for (int at : new int[] {0, 191, 383}) {
            Tensor indices = Tensor.zeros(values, indexType, layout);
            indices.setLong(at, bad);
            Shape out = UNPOOL.outputShape(values, layout);
            assertRefused(UNPOOL, Tensor.zeros(values, type, layout), indices, Guarded.of(out, type, layout),
                "MaxUnpool: index " + bad + " of value " + at + " lies outside its plane of 256 elements, for values "
                    + values + " and output " + out);
          }
        }
      }
    }
  }

  /** Indices over the whole tensor belong to the plane of their value. */
  @Test
  void refusesIndicesOfAnotherPlane() {
    Shape two = Shape.of(1, 2, 1, 1);
    for (Indices convention : new Indices[] {Indices.TENSOR, Indices.TENSOR_COLUMN_MAJOR}) {
      for (long[] numbers : new long[][] {{4, 5}, {-1, 5}, {Long.MIN_VALUE, 5}, {Long.MAX_VALUE, 5}}) {
        Tensor indices = Tensor.of(numbers, two, Layout.NCHW);
        assertRefused(UNPOOL.indices(convention), Tensor.zeros(two, Layout.NCHW), indices,
            Guarded.of(Shape.of(1, 2, 2, 2), Layout.NCHW), "MaxUnpool: index " + numbers[0] + " of value 0 lies"
                + " outside its plane of 4 elements, for values 1x2x1x1 and output 1x2x2x2");
      }
    }
  }
}
