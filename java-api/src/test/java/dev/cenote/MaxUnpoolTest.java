package dev.cenote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cenote.tensor.ElementType;
import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;
import dev.cenote.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The way back from maxima, on every backend. */
class MaxUnpoolTest {
  static List<Backend> backends() {
    return Backend.available();
  }

  private static Tensor values(Shape shape, double... numbers) {
    return Tensor.of(numbers, shape, Layout.NCHW).to(ElementType.FLOAT32);
  }

  private static Tensor indices(Shape shape, long... numbers) {
    return Tensor.of(numbers, shape, Layout.NCHW);
  }

  @ParameterizedTest
  @MethodSource("backends")
  void putsValuesToTheirIndicesAndZerosElsewhere(Backend backend) {
    Shape shape = Shape.of(1, 1, 2, 2);
    Tensor y = MaxUnpool.of(2, 2).on(backend).apply(values(shape, 6, 8, 14, 16), indices(shape, 5, 7, 13, 15));
    assertThat(y.shape()).isEqualTo(Shape.of(1, 1, 4, 4));
    assertThat(y.toArray()).containsExactly(0, 0, 0, 0, 0, 6, 0, 8, 0, 0, 0, 0, 0, 14, 0, 16);
  }

  @Test
  void findsTheSizeThatDropsNothing() {
    Shape values = Shape.of(2, 3, 4, 5);
    assertThat(MaxUnpool.of(2, 2).outputShape(values)).isEqualTo(Shape.of(2, 3, 8, 10));
    assertThat(MaxUnpool.of(Window.of(3, 3).stride(2).padding(1)).outputShape(values)).isEqualTo(Shape.of(2, 3, 7, 9));
    assertThat(MaxUnpool.of(Window.of(3, 2).stride(1).dilation(2)).outputShape(Shape.of(4, 5, 3), Layout.NHWC))
        .isEqualTo(Shape.of(8, 7, 3));
    Padding oneSided = Padding.of(new long[] {1}, new long[] {0});
    assertThat(MaxUnpool.of(Window.of(2).padding(oneSided)).outputShape(Shape.of(1, 1, 3), Layout.NCL))
        .isEqualTo(Shape.of(1, 1, 5));
  }

  /** 5x5 pooled by 2x2 drops a row and a column, and indices count planes of 5x5. */
  @ParameterizedTest
  @MethodSource("backends")
  void takesTheSizeBeforePooling(Backend backend) {
    float[] rising = new float[25];
    for (int i = 0; i < 25; i++) {
      rising[i] = i + 1;
    }
    Pooled found = MaxPool.of(2, 2).on(backend).applyWithIndices(Tensor.of(rising, Shape.of(1, 1, 5, 5)));
    Tensor y = MaxUnpool.of(2, 2).outputSize(5, 5).on(backend).apply(found.values(), found.indices());
    float[] expected = new float[25];
    for (int kept : new int[] {6, 8, 16, 18}) {
      expected[kept] = kept + 1;
    }
    assertThat(y.toArray()).containsExactly(expected);
    assertThat(MaxUnpool.of(2, 2).outputSize(4, 5).outputShape(Shape.of(1, 1, 2, 2))).isEqualTo(Shape.of(1, 1, 4, 5));
    assertThat(MaxUnpool.of(2, 2).outputSize(3, 3).outputShape(Shape.of(1, 1, 2, 2))).isEqualTo(Shape.of(1, 1, 3, 3));
  }

  @ParameterizedTest
  @MethodSource("backends")
  void keepsTheLastOfEqualIndices(Backend backend) {
    Shape shape = Shape.of(1, 2, 2, 2);
    Tensor values = values(shape, 1, 2, 3, 4, 5, 6, 7, 8);
    Tensor indices = indices(shape, 3, 0, 3, 0, 1, 1, 1, 1);
    MaxUnpool twice = MaxUnpool.of(Window.of(1, 1)).on(backend);
    assertThat(twice.apply(values, indices).toArray()).containsExactly(4, 0, 0, 3, 0, 8, 0, 0);
    assertThat(twice.apply(values.to(Layout.NHWC), indices.to(Layout.NHWC)).to(Layout.NCHW).toArray())
        .containsExactly(4, 0, 0, 3, 0, 8, 0, 0);
  }

  @ParameterizedTest
  @MethodSource("backends")
  void overwritesWhatWasThere(Backend backend) {
    Shape shape = Shape.of(1, 1, 1, 1);
    Tensor out = values(Shape.of(1, 1, 2, 2), 9, 9, 9, 9);
    MaxUnpool.of(2, 2).on(backend).apply(values(shape, 3), indices(shape, 2), out);
    assertThat(out.toArray()).containsExactly(0, 0, 3, 0);
  }

  /** Bit patterns are moved: a NaN keeps its payload, and -0.0 its sign. */
  @ParameterizedTest
  @MethodSource("backends")
  void movesValuesAsTheyAre(Backend backend) {
    float[] odd = {Float.intBitsToFloat(0x7FC12345), -0.0f};
    Shape shape = Shape.of(1, 1, 2);
    Tensor y = MaxUnpool.of(1).on(backend).apply(
        Tensor.of(odd, shape, Layout.NCL), Tensor.of(new int[] {1, 0}, shape, Layout.NCL));
    assertThat(Float.floatToRawIntBits(y.get(0))).isEqualTo(0x80000000);
    assertThat(Float.floatToRawIntBits(y.get(1))).isEqualTo(0x7FC12345);
  }

  /** Pooled, unpooled and pooled again, an image of positive numbers gives the same maxima. */
  @ParameterizedTest
  @EnumSource(ElementType.class)
  void isUndoneByPooling(ElementType type) {
    for (Backend backend : backends()) {
      for (Layout layout : List.of(Layout.NCHW, Layout.NHWC)) {
        for (Window window : List.of(Window.of(2, 2), Window.of(3, 2), Window.of(3, 3).stride(3, 4).padding(1))) {
          Tensor x = image(Shape.of(2, 3, 8, 9)).as(type).tensor().to(layout);
          Pool pool = MaxPool.of(window).on(backend);
          Pooled found = pool.applyWithIndices(x);
          for (MaxUnpool unpool : List.of(MaxUnpool.of(window), MaxUnpool.of(window).parallel())) {
            MaxUnpool whole = unpool.outputSize(8, 9).on(backend);
            for (ElementType indexType : List.of(ElementType.INT32, ElementType.INT64)) {
              Tensor sparse = whole.apply(found.values(), found.indices().to(indexType));
              Pooled again = pool.applyWithIndices(sparse);
              String where = whole + " of " + type + " " + layout + " " + indexType;
              assertThat(Example.text(again.values())).as(where).isEqualTo(Example.text(found.values()));
              assertThat(Example.text(again.indices())).as(where).isEqualTo(Example.text(found.indices()));
            }
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void readsIndicesOverTheWholeTensor(Backend backend) {
    Window window = Window.of(2, 3);
    Pool pool = MaxPool.of(window).on(backend);
    for (Layout layout : List.of(Layout.NCHW, Layout.NHWC)) {
      Tensor x = image(Shape.of(2, 3, 4, 9)).tensor().to(layout);
      Pooled found = pool.applyWithIndices(x);
      Plan plan = pool.plan(x.shape(), layout);
      Tensor expected = MaxUnpool.of(window).on(backend).apply(found.values(), found.indices());
      for (Indices convention : List.of(Indices.TENSOR, Indices.TENSOR_COLUMN_MAJOR)) {
        Tensor indices = plan.convert(found.indices(), Indices.PLANE, convention);
        Tensor actual = MaxUnpool.of(window).indices(convention).on(backend).apply(found.values(), indices);
        assertThat(actual.toArray()).as("%s %s", convention, layout).isEqualTo(expected.toArray());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void fillsSignalsAndVolumesWithAndWithoutABatch(Backend backend) {
    Tensor signal = Tensor.of(new float[] {7, 8}, Shape.of(1, 2), Layout.NCL);
    Tensor at = Tensor.of(new long[] {1, 2}, Shape.of(1, 2), Layout.NCL);
    assertThat(MaxUnpool.of(2).on(backend).apply(signal, at).toArray()).containsExactly(0, 7, 8, 0);
    for (Layout layout : List.of(Layout.NCDHW, Layout.NDHWC)) {
      Tensor volume = Tensor.of(new float[] {7}, Shape.of(1, 1, 1, 1, 1), layout);
      Tensor six = Tensor.of(new long[] {6}, Shape.of(1, 1, 1, 1, 1), layout);
      Tensor y = MaxUnpool.of(2, 2, 2).on(backend).apply(volume, six);
      assertThat(y.toArray()).containsExactly(0, 0, 0, 0, 0, 0, 7, 0);
      Tensor columns = MaxUnpool.of(2, 2, 2).indices(Indices.TENSOR_COLUMN_MAJOR).on(backend).apply(volume, six);
      assertThat(columns.toArray()).as("6 is w 1, h 1, d 0").containsExactly(0, 0, 0, 7, 0, 0, 0, 0);
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void acceptsAnEmptyBatch(Backend backend) {
    for (Layout layout : List.of(Layout.NCHW, Layout.NHWC)) {
      Shape shape = layout == Layout.NCHW ? Shape.of(0, 3, 2, 2) : Shape.of(0, 2, 2, 3);
      for (Indices convention : List.of(Indices.PLANE, Indices.TENSOR)) {
        Tensor y = MaxUnpool.of(2, 2).indices(convention).on(backend).apply(
            Tensor.zeros(shape, layout), Tensor.zeros(shape, ElementType.INT64, layout));
        assertThat(y.shape()).isEqualTo(layout.withSpatial(shape, 4, 4));
      }
    }
  }

  @Test
  void isWrittenAsItWasAskedFor() {
    MaxUnpool unpool = MaxUnpool.of(2, 2).outputSize(5, 5).indices(Indices.TENSOR);
    assertThat(unpool.on(Backend.of("managed")))
        .hasToString("MaxUnpool[window 2x2 stride 2x2 output 5x5 indices TENSOR, managed]");
    assertThat(unpool).isEqualTo(MaxUnpool.of(2, 2).indices(Indices.TENSOR).outputSize(5, 5))
        .isNotEqualTo(MaxUnpool.of(2, 2));
  }

  /** Numbers from 1 to 97, many of them twice in a plane. */
  private static Example image(Shape shape) {
    double[] numbers = new double[(int) shape.elements()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = 1 + i * 31 % 97;
    }
    return Example.of(Layout.NCHW, shape, numbers);
  }
}
