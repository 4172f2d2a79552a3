package dev.cenote;

import static dev.cenote.tensor.ElementType.INT32;
import static dev.cenote.tensor.ElementType.INT64;
import static dev.cenote.tensor.ElementType.UINT8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cenote.tensor.ElementType;
import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;
import dev.cenote.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where results were found, in all conventions. */
class IndicesTest {
  private static final double NAN = Double.NaN;

  /** Two taps two apart around a single element: both miss it. */
  private static final Window AROUND = Window.of(2).stride(1).dilation(2).padding(1);

  @Test
  void countWithinThePlane() {
    Example image = Example.image(4, 4,
        1, 9, 2, 3,
        4, 5, 8, 6,
        0, 0, 0, 1,
        7, 0, 0, 0);
    image.isFoundAt(MaxPool.of(2, 2), 1, 6, 12, 11);
    image.isFoundAt(GlobalMaxPool.of(), 1);
    image.isFoundAt(MaxPool.of(Window.of(3, 3).stride(2).padding(1)), 1, 1, 12, 6);
  }

  @Test
  void nameTheFirstOfEqualElements() {
    Example.image(2, 4, 5, 5, 1, 7, 5, 5, 7, 7).isFoundAt(MaxPool.of(2, 2), 0, 3);
    Example.signal(-0.0, 0.0, 0.0, -0.0).isFoundAt(MaxPool.of(2), 0, 2);
    Example.signal(3, 3, 3, 3).as(ElementType.UINT8).isFoundAt(MaxPool.of(4), 0);
    Example.signal(Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY).isFoundAt(MaxPool.of(2), 0);
  }

  @Test
  void nameTheLastNaN() {
    Example.signal(NAN, 1, NAN, 9).isFoundAt(MaxPool.of(4), 2);
    Example.image(2, 2, 9, NAN, NAN, 9).isFoundAt(MaxPool.of(2, 2), 2);
    Example.image(2, 2, 9, NAN, NAN, 9).as(ElementType.FLOAT16).isFoundAt(MinPool.of(2, 2), 2);
  }

  @Test
  void areMinusOneForWindowsWithoutElements() {
    Pool pool = MaxPool.of(AROUND);
    for (Indices convention : Indices.values()) {
      Example.signal(5).isFoundAt(pool, convention, INT64, -1);
      Example.signal(5).isFoundAt(pool, convention, INT32, -1);
    }
    Example.signal(5).isFoundAt(pool, Indices.WINDOW, UINT8, 255);
  }

  /** Two samples of two channels of 2x2 and a window over each: plane 3 begins at 12, and w counts before h. */
  @Test
  void countOverTheTensor() {
    Example four = Example.of(Layout.NCHW, Shape.of(2, 2, 2, 2),
        9, 0, 0, 0,
        0, 9, 0, 0,
        0, 0, 9, 0,
        0, 0, 0, 9);
    for (ElementType type : List.of(INT32, INT64)) {
      four.isFoundAt(MaxPool.of(2, 2), Indices.PLANE, type, 0, 1, 2, 3);
      four.isFoundAt(MaxPool.of(2, 2), Indices.TENSOR, type, 0, 5, 10, 15);
      four.isFoundAt(MaxPool.of(2, 2), Indices.TENSOR_COLUMN_MAJOR, type, 0, 6, 9, 15);
      four.isFoundAt(MaxPool.of(2, 2), Indices.WINDOW, type, 0, 1, 2, 3);
    }
    Example volume = Example.of(Layout.NCDHW, Shape.of(1, 1, 2, 3, 4), new double[24]);
    volume.tensor().set((1 * 3 + 2) * 4 + 3, 1);
    volume.isFoundAt(GlobalMaxPool.of(), Indices.TENSOR_COLUMN_MAJOR, INT64, (3 * 3 + 2) * 2 + 1);
  }

  /** Windows start at -1, 1 and 3, their taps are two apart. */
  @Test
  void countTapsOfTheWindowPaddingIncluded() {
    Example signal = Example.signal(5, 6, 1, 2, 9);
    Pool pool = MaxPool.of(Window.of(3).stride(2).dilation(2).padding(1));
    for (ElementType type : List.of(UINT8, INT32, INT64)) {
      signal.isFoundAt(pool, Indices.WINDOW, type, 1, 0);
    }
    signal.isFoundAt(pool, 1, 1);
  }

  @Test
  void fitBytesUpTo256Taps() {
    double[] numbers = new double[256];
    numbers[255] = 1;
    Example.signal(numbers).isFoundAt(MaxPool.of(256), Indices.WINDOW, UINT8, 255);
    Example.signal(new double[256]).isFoundAt(MaxPool.of(256), Indices.WINDOW, UINT8, 0);
  }

  static List<Object[]> pools() {
    List<Object[]> pools = new ArrayList<>();
    for (Layout layout : List.of(Layout.NCHW, Layout.NHWC)) {
      for (Shape shape : List.of(Shape.of(2, 3, 7, 8), Shape.of(3, 7, 8))) {
        for (Pool pool : List.of(MaxPool.of(2, 3),
            MaxPool.of(Window.of(3, 3).stride(2).padding(1)),
            MinPool.of(Window.of(2, 3).stride(2, 1).dilation(2, 3).padding(2, 1)),
            MaxPool.of(Window.of(3, 2).stride(2, 3).padding(Padding.SAME_LOWER).ceil()),
            MaxPool.of(Window.of(2, 2).dilation(9, 9).stride(3).padding(9)),
            AdaptiveMaxPool.of(3, 5), AdaptiveMaxPool.of(9, 11), GlobalMaxPool.of(),
            FractionalMaxPool.of(new long[] {2, 3}, new long[] {3, 4}).seed(5))) {
          pools.add(new Object[] {pool, shape, layout});
        }
      }
    }
    pools.add(new Object[] {MaxPool.of(Window.of(2, 3, 2).stride(1, 2, 3).padding(1, 1, 0)), Shape.of(2, 2, 3, 4, 5),
        Layout.NCDHW});
    pools.add(new Object[] {AdaptiveMaxPool.of(2, 3, 4), Shape.of(2, 2, 3, 4, 5), Layout.NDHWC});
    pools.add(new Object[] {MinPool.of(Window.of(4).stride(3).ceil()), Shape.of(2, 2, 11), Layout.NCL});
    Regions regions = Regions.of(new double[] {0, 0, 4, 5, 3, 2, 9, 4, -3, 6, -1, 9}, 1, 0, 1);
    for (Layout layout : List.of(Layout.NCHW, Layout.NHWC)) {
      pools.add(new Object[] {RoiMaxPool.of(3, 2).over(regions), Shape.of(2, 3, 7, 8), layout});
    }
    return pools;
  }

  @ParameterizedTest
  @MethodSource("pools")
  void agreeInEveryConventionAndTypeAndWhenConverted(Pool pool, Shape firstShape, Layout layout) {
    Tensor x = numbers(firstShape, layout);
    for (Backend backend : Backend.available()) {
      Plan plan = pool.on(backend).plan(x.shape(), layout);
      for (Indices from : Indices.values()) {
        for (ElementType type : List.of(UINT8, INT32, INT64)) {
          if (type == UINT8 && from != Indices.WINDOW) {
            continue;
          }
          Tensor found = find(plan, x, type, from);
          for (Indices to : Indices.values()) {
            Tensor converted = plan.convert(found, from, to);
            assertThat(converted.layout()).isEqualTo(layout);
            assertThat(converted.type()).isEqualTo(to == Indices.WINDOW ? UINT8 : INT64);
            assertThat(converted.toLongs()).as("%s: %s of %s to %s", plan, from, type, to)
                .isEqualTo(find(plan, x, converted.type(), to).toLongs());
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pools")
  void nameElementsThatAreTheResults(Pool pool, Shape firstShape, Layout layout) {
    Tensor x = numbers(firstShape, layout);
    float[] all = x.to(Layout.channelsFirst(layout.spatialRank())).toArray();
    for (Backend backend : Backend.available()) {
      Plan plan = pool.on(backend).plan(x.shape(), layout);
      Tensor out = Tensor.zeros(plan.outputShape(), layout);
      Tensor indices = Tensor.zeros(plan.outputShape(), INT64, layout);
      plan.apply(x, out, indices, Indices.TENSOR);
      for (long i = 0; i < out.shape().elements(); i++) {
        long index = indices.getLong(i);
        if (index >= 0) {
          assertThat(all[(int) index]).as("%s: element %d of the input at output %d", plan, index, i)
              .isEqualTo(out.get(i));
        } else {
          assertThat(Math.abs(out.get(i))).as("%s: output %d", plan, i).isIn(0f, Float.POSITIVE_INFINITY);
        }
      }
    }
  }

  private static Tensor find(Plan plan, Tensor x, ElementType type, Indices convention) {
    Tensor out = Tensor.zeros(plan.outputShape(), x.layout());
    Tensor indices = Tensor.zeros(plan.outputShape(), type, x.layout());
    plan.apply(x, out, indices, convention);
    return indices;
  }

  /** Numbers with many ties. */
  private static Tensor numbers(Shape firstShape, Layout layout) {
    double[] numbers = new double[(int) firstShape.elements()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = i * 7919L % 13 - 6;
    }
    return Example.of(Layout.channelsFirst(layout.spatialRank()), firstShape, numbers).tensor().to(layout);
  }

  private static Plan plan(Pool pool, long in) {
    return pool.plan(Shape.of(1, 1, in), Layout.NCL);
  }

  private static Tensor longs(long... numbers) {
    return Tensor.of(numbers, Shape.of(1, 1, numbers.length), Layout.NCL);
  }

  private static Tensor bytes(int... numbers) {
    byte[] bytes = new byte[numbers.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) numbers[i];
    }
    return Tensor.of(bytes, UINT8, Shape.of(1, 1, numbers.length), Layout.NCL);
  }

  private static void assertRefuses(Plan plan, Tensor indices, Indices from, Indices to, String fact) {
    assertThatThrownBy(() -> plan.convert(indices, from, to)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("MaxPool: " + fact + ", for input 1x1x4 and window 2 stride 2");
  }

  @Test
  void areRefusedOutsideTheirPlane() {
    Plan plan = plan(MaxPool.of(2), 4);
    for (long bad : new long[] {4, -2, Long.MAX_VALUE, Long.MIN_VALUE}) {
      for (Indices from : List.of(Indices.PLANE, Indices.TENSOR, Indices.TENSOR_COLUMN_MAJOR)) {
        assertRefuses(plan, longs(1, bad), from, Indices.TENSOR, "index " + bad + " of convention " + from
            + " at output n=0 c=0 d=0 h=0 w=1 lies outside its plane of 4 elements");
      }
    }
  }

  @Test
  void areRefusedOutsideTheirWindow() {
    Plan plan = plan(MaxPool.of(2), 4);
    for (long bad : new long[] {2, -2, Long.MAX_VALUE, Long.MIN_VALUE}) {
      assertRefuses(plan, longs(1, bad), Indices.WINDOW, Indices.PLANE, "index " + bad + " of convention WINDOW at"
          + " output n=0 c=0 d=0 h=0 w=1 lies outside its window");
    }
    assertRefuses(plan, bytes(255, 0), Indices.WINDOW, Indices.PLANE,
        "index 255 of convention WINDOW at output n=0 c=0 d=0 h=0 w=0 lies outside its window");
    assertRefuses(plan, longs(1, 1), Indices.PLANE, Indices.WINDOW,
        "position 1 at output n=0 c=0 d=0 h=0 w=1 lies outside its window");
  }

  @Test
  void areRefusedAsThoseOfNoElementWhereThereIsOne() {
    Plan plan = plan(MaxPool.of(2), 4);
    for (Indices from : Indices.values()) {
      assertRefuses(plan, longs(-1, 2), from, Indices.PLANE, "index -1 of convention " + from + " at output n=0 c=0 d=0"
          + " h=0 w=0 lies outside its " + (from == Indices.WINDOW ? "window" : "plane of 4 elements"));
    }
    assertThat(plan(MaxPool.of(AROUND), 1).convert(longs(-1), Indices.PLANE, Indices.WINDOW).toLongs())
        .containsExactly(255);
  }

  /** An int32 does not hold this plane's positions, but those within its windows. */
  @Test
  void countTapsOfPlanesBeyondTwoToThe31() {
    Shape shape = Shape.of(1, 1, (1 << 16) + 1, (1 << 15) + 1);
    try (Tensor x = Tensor.allocate(shape, UINT8, Layout.NCHW)) {
      x.setLong(shape.elements() - 1, 7);
      for (Backend backend : Backend.available()) {
        Pool pool = MaxPool.of(Window.of(1, 1).stride(1 << 16, 1 << 15)).on(backend);
        Tensor out = Tensor.zeros(Shape.of(1, 1, 2, 2), UINT8, Layout.NCHW);
        Tensor indices = Tensor.zeros(Shape.of(1, 1, 2, 2), INT32, Layout.NCHW);
        pool.apply(x, out, indices, Indices.WINDOW);
        assertThat(out.toLongs()).as("%s", backend).containsExactly(0, 0, 0, 7);
        assertThat(indices.toLongs()).as("%s", backend).containsExactly(0, 0, 0, 0);
        assertThat(pool.applyWithIndices(x).indices().getLong(3)).isEqualTo(shape.elements() - 1);
      }
    }
  }
}
