package dev.cenote.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Copies of tensors as other element types and in other layouts. */
class TensorConversionTest {
  private static Shape row(int n) {
    return Shape.of(1, n);
  }

  private static Tensor longs(long... numbers) {
    return Tensor.of(numbers, row(numbers.length), Layout.NCL);
  }

  private static Tensor doubles(double... numbers) {
    return Tensor.of(numbers, row(numbers.length), Layout.NCL);
  }

  static List<Arguments> pairs() {
    List<Arguments> pairs = new ArrayList<>();
    for (ElementType from : ElementType.values()) {
      for (ElementType to : ElementType.values()) {
        if (!from.isFloating() || to.isFloating()) {
          pairs.add(Arguments.of(from, to));
        }
      }
    }
    return pairs;
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void keepsNumbersThatBothTypesHave(ElementType from, ElementType to) {
    long[] numbers = LongStream.range(0, 10_001).map(i -> i % 101).toArray(); // more than one piece
    try (Tensor tensor = Tensor.allocate(row(numbers.length), from, Layout.NCL)) {
      for (int i = 0; i < numbers.length; i++) {
        if (from.isFloating()) {
          tensor.setDouble(i, numbers[i]);
        } else {
          tensor.setLong(i, numbers[i]);
        }
      }
      Tensor copy = tensor.to(to);
      assertThat(copy).hasToString("1x10001 NCL " + (to == ElementType.FLOAT32 ? "" : to + " ") + "heap");
      if (to.isFloating()) {
        assertThat(copy.toDoubles()).containsExactly(LongStream.of(numbers).asDoubleStream().toArray());
      } else {
        assertThat(copy.toLongs()).containsExactly(numbers);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void isACopyEvenAsTheSameTypeOrLayout(ElementType type) {
    Tensor tensor = Tensor.zeros(row(3), type, Layout.NCL);
    assertThat(tensor.to(type).storage().array()).isNotSameAs(tensor.storage().array());
    assertThat(tensor.to(Layout.NCL).storage().array()).isNotSameAs(tensor.storage().array());
  }

  @Test
  void roundsFloatingNumbersOnceToNearestEven() {
    // Through float32 these would be ties, and go the other way.
    assertThat(doubles(1 + 0x1p-11 + 0x1p-40, 1 + 0x1p-11, 1 + 3 * 0x1p-11 - 0x1p-40, 65519.999, 65520, 0x1p-25)
        .to(ElementType.FLOAT16).toDoubles())
        .containsExactly(1 + 0x1p-10, 1, 1 + 0x1p-10, 65504, Double.POSITIVE_INFINITY, 0);
    assertThat(doubles(1 + 0x1p-8 + 0x1p-40, 1 + 0x1p-8, 1e39, -0.0, Double.NaN).to(ElementType.BFLOAT16).toDoubles())
        .containsExactly(1 + 0x1p-7, 1, Double.POSITIVE_INFINITY, -0.0, Double.NaN);
    assertThat(doubles(1 + 0x1p-24, 1 + 3 * 0x1p-24, 1e300).to(ElementType.FLOAT32).toArray())
        .containsExactly(1, 1 + 0x1p-22f, Float.POSITIVE_INFINITY);
    Tensor one = Tensor.zeros(row(2), ElementType.FLOAT16, Layout.NCL);
    one.setDouble(0, 1 + 0x1p-11 + 0x1p-40);
    one.set(1, 1 + 3 * 0x1p-11f);
    assertThat(one.toArray()).containsExactly(1 + 0x1p-10f, 1 + 0x1p-9f);
  }

  @Test
  void roundsIntegersOnceToNearestEven() {
    long tie = (1L << 62) + (1L << 54); // halfway between two bfloat16 numbers; a double cannot be 1 off
    assertThat(longs(tie - 1, tie, tie + 1, -tie - 1, Long.MAX_VALUE).to(ElementType.BFLOAT16).toDoubles())
        .containsExactly(0x1p62, 0x1p62, 0x1p62 + 0x1p55, -0x1p62 - 0x1p55, 0x1p63);
    assertThat(longs(2049, 2051, 65519, 65520, -70000).to(ElementType.FLOAT16).toDoubles())
        .containsExactly(2048, 2052, 65504, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
    assertThat(longs((1L << 60) + (1L << 36) + 1, (1L << 24) + 1).to(ElementType.FLOAT32).toDoubles())
        .containsExactly(0x1p60 + 0x1p37, 0x1p24);
    assertThat(longs((1L << 53) + 1, Long.MIN_VALUE).to(ElementType.FLOAT64).toDoubles())
        .containsExactly(0x1p53, -0x1p63);
    assertThat(Tensor.of(new int[] {(1 << 24) + 1, (1 << 24) + 3}, row(2), Layout.NCL).to(ElementType.FLOAT32)
        .toArray()).containsExactly(0x1p24f, 0x1p24f + 4);
  }

  @ParameterizedTest
  @CsvSource({"int8, -129, -128 to 127", "int8, 128, -128 to 127", "uint8, -1, 0 to 255", "uint8, 256, 0 to 255",
      "int16, 32768, -32768 to 32767", "int32, -2147483649, -2147483648 to 2147483647"})
  void namesTheFirstIntegerThatDoesNotFit(String type, long number, String bounds) {
    long[] numbers = new long[5000];
    numbers[4500] = number;
    numbers[4501] = Long.MAX_VALUE;
    assertThatThrownBy(() -> longs(numbers).to(ElementType.of(type))).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Tensor: element 4500 is " + number + ", expected " + bounds + " for " + type);
  }

  @Test
  void refusesToGuessHowFloatingNumbersBecomeIntegers() {
    assertThatThrownBy(() -> doubles(1, 2).to(ElementType.INT8)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Tensor: float64 elements as int8: which way to round is not said, expected a floating type");
  }

  @ParameterizedTest
  @EnumSource
  void movesChannelsToTheEndAndBack(ElementType type) {
    for (Shape shape : new Shape[] {Shape.of(2, 3, 4, 5), Shape.of(3, 40, 37), Shape.of(70, 1, 33), Shape.of(1, 5, 2),
        Shape.of(2, 7, 1, 1), Shape.of(0, 3, 4, 5)}) {
      Tensor first = Tensor.zeros(shape, type, Layout.NCHW);
      int n = (int) Layout.NCHW.batch(shape);
      int c = (int) Layout.NCHW.channels(shape);
      int plane = (int) (Layout.NCHW.spatial(shape, 0) * Layout.NCHW.spatial(shape, 1));
      for (int i = 0; i < shape.elements(); i++) {
        set(first, i, i % 113);
      }
      Tensor last = first.to(Layout.NHWC);
      Shape expected = shape.rank() == 4 ? Shape.of(shape.size(0), shape.size(2), shape.size(3), c)
          : Shape.of(shape.size(1), shape.size(2), c);
      assertThat(last.shape()).isEqualTo(expected);
      assertThat(last.layout()).isEqualTo(Layout.NHWC);
      assertThat(last.type()).isEqualTo(type);
      for (int i = 0; i < n * c * plane; i++) {
        int from = i / (c * plane) * c * plane + i % c * plane + i / c % plane;
        if (get(last, i) != from % 113) {
          assertThat(get(last, i)).as("%s element %d", last, i).isEqualTo(from % 113);
        }
      }
      assertSame(last.to(Layout.NCHW), first);
    }
  }

  private static void set(Tensor tensor, int index, int number) {
    if (tensor.type().isFloating()) {
      tensor.setDouble(index, number);
    } else {
      tensor.setLong(index, number);
    }
  }

  private static double get(Tensor tensor, int index) {
    return tensor.type() == ElementType.INT64 ? tensor.getLong(index) : tensor.getDouble(index);
  }

  private static void assertSame(Tensor actual, Tensor expected) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    assertThat(actual.storage().array()).isEqualTo(expected.storage().array());
  }

  @Test
  void rearrangesSequencesAndVolumes() {
    Tensor sequence = Tensor.of(new int[] {1, 2, 3, 4, 5, 6}, Shape.of(2, 3), Layout.NCL);
    assertThat(sequence.to(Layout.NLC)).hasToString("3x2 NLC int32 heap");
    assertThat(sequence.to(Layout.NLC).toLongs()).containsExactly(1, 4, 2, 5, 3, 6);
    assertThat(Tensor.zeros(Shape.of(2, 3, 4, 5, 6), Layout.NCDHW).to(Layout.NDHWC).shape())
        .isEqualTo(Shape.of(2, 4, 5, 6, 3));
    assertThat(Tensor.zeros(Shape.of(3, 4, 5, 6), Layout.NDHWC).to(Layout.NCDHW).shape())
        .isEqualTo(Shape.of(6, 3, 4, 5));
  }

  @Test
  void rearrangesMemoryOutsideTheHeapAndStretchesOfArrays() {
    ByteBuffer direct = ByteBuffer.allocateDirect(6 * Short.BYTES).order(ByteOrder.nativeOrder());
    Shape shape = Shape.of(2, 1, 3);
    try (Tensor offHeap = Tensor.allocate(shape, ElementType.INT16, Layout.NCHW)) {
      for (Tensor tensor : new Tensor[] {offHeap, Tensor.of(direct, ElementType.INT16, shape, Layout.NCHW),
          Tensor.of(new short[9], 2, ElementType.INT16, shape, Layout.NCHW)}) {
        tensor.write(0, new short[] {1, 2, 3, 4, 5, 6}, 0, 6);
        assertThat(tensor.to(Layout.NHWC)).hasToString("1x3x2 NHWC int16 heap");
        assertThat(tensor.to(Layout.NHWC).toLongs()).containsExactly(1, 4, 2, 5, 3, 6);
      }
    }
  }

  @Test
  void refusesLayoutsOfOtherSpatialAxes() {
    assertThatThrownBy(() -> Tensor.zeros(Shape.of(3, 4, 5), Layout.NHWC).to(Layout.NCDHW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Tensor: 3x4x5 NHWC as NCDHW, expected NCHW or NHWC");
  }
}
