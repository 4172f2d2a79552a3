package dev.cenote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cenote.tensor.ElementType;
import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;
import dev.cenote.tensor.Tensor;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** Tensors of indices that are refused, before values or indices are written. */
class BadIndicesTest {
  private static final Shape IN = Shape.of(1, 1, 4, 4);
  private static final Shape OUT = Shape.of(1, 1, 2, 2);
  private static final Pool POOL = MaxPool.of(2, 2);

  private static Tensor input() {
    return Tensor.zeros(IN, Layout.NCHW);
  }

  private static void assertRefused(Pool pool, Tensor x, Tensor indices, Indices convention,
      Class<? extends Exception> type, String message) {
    for (Backend backend : Backend.available()) {
      for (Pool one : new Pool[] {pool.on(backend), pool.on(backend).parallel()}) {
        Guarded out = Guarded.of(one.outputShape(x.shape(), x.layout()), x.type(), x.layout());
        assertThatThrownBy(() -> one.apply(x, out.tensor(), indices, convention)).as("%s %s", one, convention)
            .isInstanceOf(type).hasMessage(message);
        out.assertUntouched();
      }
    }
  }

  private static void assertRefused(Pool pool, Tensor x, Guarded indices, Indices convention, String message) {
    assertRefused(pool, x, indices.tensor(), convention, IllegalArgumentException.class, message);
    indices.assertUntouched();
  }

  @Test
  void refusesNull() {
    Guarded indices = Guarded.of(OUT, ElementType.INT64, Layout.NCHW);
    assertRefused(POOL, input(), (Tensor) null, Indices.PLANE, NullPointerException.class, "MaxPool: indices are null");
    assertRefused(POOL, input(), indices.tensor(), null, NullPointerException.class, "MaxPool: convention is null");
    assertThatThrownBy(() -> POOL.applyWithIndices(null)).isInstanceOf(NullPointerException.class)
        .hasMessage("MaxPool: input is null");
    Plan plan = POOL.plan(IN, Layout.NCHW);
    assertThatThrownBy(() -> plan.convert(null, Indices.PLANE, Indices.PLANE)).isInstanceOf(NullPointerException.class)
        .hasMessage("MaxPool: indices are null");
    assertThatThrownBy(() -> plan.convert(indices.tensor(), null, Indices.PLANE))
        .isInstanceOf(NullPointerException.class).hasMessage("MaxPool: convention is null");
    assertThatThrownBy(() -> plan.convert(indices.tensor(), Indices.PLANE, null))
        .isInstanceOf(NullPointerException.class).hasMessage("MaxPool: convention is null");
    indices.assertUntouched();
  }

  @Test
  void refusesOperatorsWhoseResultsAreNoElements() {
    Pool align = RoiAlign.of(RoiAlign.Mode.HALF_PIXEL, 2, 2).max().over(Regions.of(new double[] {0, 0, 1, 1}, 0));
    for (Pool pool : new Pool[] {AvgPool.of(2, 2), SumPool.of(2, 2), LpPool.of(2, 2, 2),
        LpPool.of(Double.POSITIVE_INFINITY, 2, 2), AdaptiveAvgPool.of(2, 2), align}) {
      String message = pool.name() + ": its results are no elements of the input and have no indices; those of MaxPool"
          + " and MinPool, and of other maxima, have";
      assertRefused(pool, input(), Guarded.of(OUT, ElementType.INT64, Layout.NCHW), Indices.PLANE, message);
      assertThatThrownBy(() -> pool.applyWithIndices(input())).isInstanceOf(IllegalArgumentException.class)
          .hasMessage(message);
      assertThatThrownBy(() -> pool.plan(IN, Layout.NCHW)
          .convert(Tensor.zeros(OUT, ElementType.INT64, Layout.NCHW), Indices.PLANE, Indices.TENSOR))
          .isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }
  }

  @Test
  void refusesAnotherShapeOrLayout() {
    for (Shape shape : new Shape[] {IN, Shape.of(1, 1, 2, 3), Shape.of(1, 2, 2), Shape.of(1, 1, 4, 1)}) {
      assertRefused(POOL, input(), Guarded.of(shape, ElementType.INT64, Layout.NCHW), Indices.PLANE, "MaxPool: indices"
          + " are " + shape + " NCHW, expected those of the output, 1x1x2x2 NCHW, for input 1x1x4x4 and window 2x2"
          + " stride 2x2");
    }
    assertRefused(POOL, input(), Guarded.of(Shape.of(1, 2, 2, 1), ElementType.INT64, Layout.NHWC), Indices.PLANE,
        "MaxPool: indices are 1x2x2x1 NHWC, expected those of the output, 1x1x2x2 NCHW, for input 1x1x4x4 and window"
            + " 2x2 stride 2x2");
  }

  @Test
  void refusesTypesThatIndicesDoNotHave() {
    for (ElementType type : ElementType.values()) {
      for (Indices convention : Indices.values()) {
        boolean bytes = type == ElementType.UINT8 && convention == Indices.WINDOW;
        if (type != ElementType.INT32 && type != ElementType.INT64 && !bytes) {
          assertRefused(POOL, input(), Guarded.of(OUT, type, Layout.NCHW), convention, "MaxPool: indices are " + type
              + ", expected int32 or int64" + (convention == Indices.WINDOW ? ", or uint8" : "") + " for convention "
              + convention);
        }
      }
    }
  }

  @Test
  void refusesBytesForWindowsOfMoreThan256Taps() {
    Tensor x = Tensor.zeros(Shape.of(1, 1, 16, 17), Layout.NCHW);
    Shape one = Shape.of(1, 1, 1, 1);
    assertRefused(MaxPool.of(16, 17), x, Guarded.of(one, ElementType.UINT8, Layout.NCHW), Indices.WINDOW, "MaxPool:"
        + " indices are uint8, which does not hold 272 numbers of convention WINDOW for input 1x1x16x17 and window"
        + " 16x17 stride 16x17, expected int64 or int32");
    assertRefused(GlobalMaxPool.of(), x, Guarded.of(one, ElementType.UINT8, Layout.NCHW), Indices.WINDOW,
        "GlobalMaxPool: indices are uint8, which does not hold 272 numbers of convention WINDOW for input 1x1x16x17,"
        + " expected int64 or int32");
  }

  /** 255 stands for no element then: a window of 256 taps would need it. */
  @Test
  void refusesBytesForWindowsOf256TapsThatMayBeEmpty() {
    Tensor x = Tensor.zeros(Shape.of(1, 1, 1), Layout.NCL);
    Pool pool = MaxPool.of(Window.of(256).dilation(2).stride(2).padding(510));
    Shape out = pool.outputShape(x.shape(), x.layout());
    assertRefused(MaxPool.of(Window.of(256).dilation(2).stride(1).padding(510)), x,
        Guarded.of(Shape.of(1, 1, 511), ElementType.UINT8, Layout.NCL), Indices.WINDOW, "MaxPool: indices are uint8,"
            + " which does not hold an empty window beside 256 numbers of convention WINDOW for input 1x1x1 and window"
            + " 256 stride 1 padding 510 dilation 2, expected int64 or int32");
    Tensor indices = Tensor.zeros(out, ElementType.UINT8, Layout.NCL);
    pool.apply(x, Tensor.zeros(out, Layout.NCL), indices, Indices.WINDOW); // every window has the element
    assertThat(indices.getLong(0)).isEqualTo(255);
    assertThat(indices.getLong(255)).isZero();
  }

  @Test
  void refusesInt32ForMoreThanTwoToThe31Numbers() {
    Shape shape = Shape.of(2, 1, (1 << 15) + 1, 1 << 15);
    try (Tensor x = Tensor.allocate(shape, ElementType.INT8, Layout.NCHW)) {
      Pool pool = MaxPool.of(Window.of(1, 1).stride(1 << 16));
      Guarded indices = Guarded.of(Shape.of(2, 1, 1, 1), ElementType.INT32, Layout.NCHW);
      assertRefused(pool, x, indices, Indices.TENSOR, "MaxPool: indices are int32, which does not hold 2147549184"
          + " numbers of convention TENSOR for input 2x1x32769x32768 and window 1x1 stride 65536x65536, expected"
          + " int64");
      pool.apply(x, Tensor.zeros(Shape.of(2, 1, 1, 1), ElementType.INT8, Layout.NCHW), indices.tensor(), Indices.PLANE);
      assertThat(indices.tensor().toLongs()).containsExactly(0, 0);
    }
  }

  @Test
  void refusesReadOnlyIndices() {
    Tensor indices = Tensor.of(Guarded.direct(32).asReadOnlyBuffer().order(ByteOrder.nativeOrder()),
        ElementType.INT64, OUT, Layout.NCHW);
    assertRefused(POOL, input(), indices, Indices.PLANE, IllegalArgumentException.class,
        "MaxPool: the indices are a view of a read-only buffer");
  }

  @Test
  void refusesClosedTensors() {
    Tensor closed = Tensor.allocate(OUT, ElementType.INT64, Layout.NCHW);
    closed.close();
    String closedIndices = "MaxPool: the indices are closed, expected an open tensor";
    assertRefused(POOL, input(), closed, Indices.PLANE, IllegalStateException.class, closedIndices);
    assertThatThrownBy(() -> POOL.plan(IN, Layout.NCHW).convert(closed, Indices.PLANE, Indices.TENSOR))
        .isInstanceOf(IllegalStateException.class).hasMessage(closedIndices);

    Tensor closedInput = Tensor.allocate(IN);
    closedInput.close();
    for (Indices convention : new Indices[] {Indices.PLANE, Indices.WINDOW}) {
      Guarded indices = Guarded.of(OUT, ElementType.INT32, Layout.NCHW);
      assertRefused(POOL, closedInput, indices.tensor(), convention, IllegalStateException.class,
          "MaxPool: the input is closed, expected an open tensor");
      indices.assertUntouched();
    }
    try (Tensor open = Tensor.allocate(OUT, ElementType.INT64, Layout.NCHW)) {
      assertThatThrownBy(() -> POOL.apply(closedInput, Tensor.zeros(OUT, Layout.NCHW), open, Indices.PLANE))
          .isInstanceOf(IllegalStateException.class);
    } // and is not in use any more: it can be closed
  }

  @Test
  void refusesWhatTheValuesAreRefusedFor() {
    Guarded indices = Guarded.of(OUT, ElementType.INT64, Layout.NCHW);
    Guarded out = Guarded.of(Shape.of(1, 1, 2, 3), Layout.NCHW);
    assertThatThrownBy(() -> POOL.apply(input(), out.tensor(), indices.tensor(), Indices.PLANE))
        .isInstanceOf(IllegalArgumentException.class).hasMessage("MaxPool: output is 1x1x2x3 NCHW, expected 1x1x2x2"
            + " NCHW for input 1x1x4x4 and window 2x2 stride 2x2");
    out.assertUntouched();
    indices.assertUntouched();
  }

  @Test
  void writesNothingAroundIndices() {
    for (Backend backend : Backend.available()) {
      for (Layout layout : new Layout[] {Layout.NCHW, Layout.NHWC}) {
        Tensor x = Tensor.zeros(Shape.of(1, 3, 7, 5), Layout.NCHW).to(layout);
        for (Pool pool : new Pool[] {MaxPool.of(2, 2).on(backend), AdaptiveMaxPool.of(3, 2).on(backend).parallel()}) {
          Shape shape = pool.outputShape(x.shape(), layout);
          for (ElementType type : new ElementType[] {ElementType.UINT8, ElementType.INT32, ElementType.INT64}) {
            Guarded out = Guarded.of(shape, layout);
            Guarded indices = Guarded.of(shape, type, layout);
            pool.apply(x, out.tensor(), indices.tensor(), Indices.WINDOW);
            out.assertNothingAroundItChanged();
            indices.assertNothingAroundItChanged();
          }
        }
      }
    }
  }
}
