package dev.cenote.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tensors of every element type in every kind of memory. */
class TensorTypesTest {
  private static final Shape SHAPE = Shape.of(1, 2, 1, 3);
  private static final ByteOrder OTHER =
      ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;

  /** Where the elements lie. */
  enum Place {
    HEAP, DIRECT, OFF_HEAP;

    Tensor zeros(Shape shape, ElementType type) {
      switch (this) {
        case HEAP:
          return Tensor.zeros(shape, type, Layout.NCHW);
        case DIRECT:
          return Tensor.of(direct((int) shape.elements() * type.bytes()), type, shape, Layout.NCHW);
        default:
          return Tensor.allocate(shape, type, Layout.NCHW);
      }
    }
  }

  private static ByteBuffer direct(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }

  private static Object array(ElementType type, int length) {
    return Array.newInstance(type.arrayType().getComponentType(), length);
  }

  static List<Arguments> placesAndTypes() {
    List<Arguments> all = new ArrayList<>();
    for (ElementType type : ElementType.values()) {
      for (Place place : Place.values()) {
        all.add(Arguments.of(place, type));
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("placesAndTypes")
  void beginsWithZerosAndSaysWhatItIs(Place place, ElementType type) {
    try (Tensor tensor = place.zeros(SHAPE, type)) {
      assertThat(tensor.type()).isEqualTo(type);
      assertThat(tensor.storage().type()).isEqualTo(type);
      assertThat(tensor).hasToString("1x2x1x3 NCHW " + (type == ElementType.FLOAT32 ? "" : type + " ")
          + place.toString().toLowerCase().replace('_', '-'));
      for (int i = 0; i < 6; i++) {
        assertThat(type == ElementType.INT64 ? tensor.getLong(i) : tensor.getDouble(i)).isZero();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("placesAndTypes")
  void keepsNumbersAtTheEndsOfItsRange(Place place, ElementType type) {
    try (Tensor tensor = place.zeros(SHAPE, type)) {
      if (type.isFloating()) {
        double[] numbers = {1, -2.5, Double.POSITIVE_INFINITY, Double.NaN, -0.0, 0.5};
        IntStream.range(0, 6).forEach(i -> tensor.setDouble(i, numbers[i]));
        assertThat(tensor.toDoubles()).containsExactly(numbers);
        assertThat(tensor.getDouble(1)).isEqualTo(-2.5);
        if (type != ElementType.FLOAT64) {
          tensor.set(5, -7.25f);
          assertThat(tensor.get(5)).isEqualTo(-7.25f);
          assertThat(tensor.toArray()).containsExactly(1, -2.5f, Float.POSITIVE_INFINITY, Float.NaN, -0.0f, -7.25f);
        }
      } else {
        long[] numbers = {type.least(), type.greatest(), 0, 1, type.greatest() - 1, type.least() + 1};
        IntStream.range(0, 6).forEach(i -> tensor.setLong(i, numbers[i]));
        assertThat(tensor.toLongs()).containsExactly(numbers);
        assertThat(tensor.getLong(1)).isEqualTo(type.greatest());
        if (type != ElementType.INT64) {
          assertThat(tensor.getDouble(0)).isEqualTo(type.least());
          assertThat(tensor.toDoubles()).containsExactly(IntStream.range(0, 6).mapToDouble(i -> numbers[i]).toArray());
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("placesAndTypes")
  void copiesElementsAsTheyAre(Place place, ElementType type) {
    try (Tensor tensor = place.zeros(Shape.of(1, 1, 1, 9), type)) {
      Object source = array(type, 5);
      for (int i = 0; i < 5; i++) {
        setSmall(source, i, i + 1);
      }
      tensor.write(3, source, 1, 4);
      Object target = array(type, 11);
      tensor.read(1, target, 2, 8);
      Object expected = array(type, 11);
      for (int i = 0; i < 4; i++) {
        setSmall(expected, 4 + i, i + 2);
      }
      assertThat(target).isEqualTo(expected);
    }
  }

  /** Off-heap memory is seen through buffers, of 1 GiB each. The pages in between are never touched. */
  @ParameterizedTest
  @EnumSource
  void crossesFromOneBufferToTheNext(ElementType type) {
    long border = (1L << 30) / type.bytes();
    try (Tensor tensor = Tensor.allocate(Shape.of(1, border + 9), type, Layout.NCL)) {
      Object elements = array(type, 12);
      for (int i = 0; i < 12; i++) {
        setSmall(elements, i, i + 1);
      }
      tensor.write(border - 5, elements, 0, 12);
      Object target = array(type, 12);
      tensor.read(border - 5, target, 0, 7);
      tensor.read(border + 2, target, 7, 5);
      assertThat(target).isEqualTo(elements);
    }
  }

  private static void setSmall(Object array, int index, int value) {
    Array.setByte(array, index, (byte) value); // widened where the array is of another kind
  }

  @Test
  void looksAtArraysOfEveryKindWithoutACopy() {
    double[] doubles = {1, 2, 3, 4, 5, 6};
    int[] ints = {1, 2, 3, 4, 5, 6};
    long[] longs = {1, 2, 3, 4, 5, 6};
    byte[] bytes = {1, 2, 3, 4, 5, 6};
    short[] shorts = {1, 2, 3, 4, 5, 6};
    Tensor.of(doubles, SHAPE, Layout.NCHW).setDouble(0, -9);
    Tensor.of(ints, SHAPE, Layout.NCHW).setLong(1, -9);
    Tensor.of(longs, SHAPE, Layout.NCHW).setLong(2, -9);
    Tensor.of(bytes, ElementType.INT8, SHAPE, Layout.NCHW).setLong(3, -9);
    Tensor.of(bytes, ElementType.UINT8, SHAPE, Layout.NCHW).setLong(4, 200);
    Tensor.of(shorts, ElementType.INT16, SHAPE, Layout.NCHW).setLong(0, -9);
    Tensor.of(shorts, ElementType.FLOAT16, SHAPE, Layout.NCHW).set(1, 1);
    Tensor.of(shorts, ElementType.BFLOAT16, SHAPE, Layout.NCHW).set(2, 1);
    assertThat(doubles).containsExactly(-9, 2, 3, 4, 5, 6);
    assertThat(ints).containsExactly(1, -9, 3, 4, 5, 6);
    assertThat(longs).containsExactly(1, 2, -9, 4, 5, 6);
    assertThat(bytes).containsExactly(1, 2, 3, -9, -56, 6);
    assertThat(shorts).containsExactly((short) -9, (short) 0x3C00, (short) 0x3F80, (short) 4, (short) 5, (short) 6);
  }

  @ParameterizedTest
  @EnumSource
  void looksAtAStretchOfAnArray(ElementType type) {
    Object array = array(type, 9);
    Tensor tensor = Tensor.of(array, 2, type, SHAPE, Layout.NCHW);
    Object mark = array(type, 1);
    setSmall(mark, 0, 77);
    tensor.write(5, mark, 0, 1);
    Object expected = array(type, 9);
    setSmall(expected, 7, 77);
    assertThat(array).isEqualTo(expected);
    assertThat(tensor.storage().arrayOffset()).isEqualTo(2);
    assertThatThrownBy(() -> Tensor.of(array, 4, type, SHAPE, Layout.NCHW))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("Tensor: 1x2x1x3 needs 6 elements from offset 4, and the array has 9");
  }

  @ParameterizedTest
  @EnumSource
  void looksAtBytesFromPositionToLimitWhereverTheyBegin(ElementType type) {
    ByteBuffer buffer = direct(6 * type.bytes() + 8);
    buffer.position(3).limit(3 + 6 * type.bytes());
    Tensor tensor = Tensor.of(buffer, type, SHAPE, Layout.NCHW);
    buffer.clear();
    for (int i = 0; i < 6 * type.bytes(); i++) {
      buffer.put(3 + i, (byte) 1);
    }
    assertThat(buffer.order()).isEqualTo(ByteOrder.nativeOrder());
    Object elements = array(type, 6);
    Object same = array(type, 6);
    tensor.read(0, elements, 0, 6);
    ByteBuffer ones = direct(6 * type.bytes());
    for (int i = 0; i < ones.capacity(); i++) {
      ones.put(i, (byte) 1);
    }
    Tensor.of(ones, type, SHAPE, Layout.NCHW).read(0, same, 0, 6);
    assertThat(elements).isEqualTo(same).isNotEqualTo(array(type, 6));
    tensor.write(0, array(type, 6), 0, 6);
    assertThat(IntStream.range(0, buffer.capacity()).allMatch(i -> buffer.get(i) == 0)).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void refusesBuffersInTheOtherByteOrderUnlessElementsAreBytes(ElementType type) {
    ByteBuffer buffer = direct(6 * type.bytes()).order(OTHER);
    if (type.bytes() == 1) {
      assertThat(Tensor.of(buffer, type, SHAPE, Layout.NCHW).getLong(5)).isZero();
    } else {
      assertThatThrownBy(() -> Tensor.of(buffer, type, SHAPE, Layout.NCHW))
          .isInstanceOf(IllegalArgumentException.class).hasMessage("Tensor: the buffer is " + OTHER + ", expected the "
              + "machine's own " + ByteOrder.nativeOrder() + "; set ByteBuffer.order(ByteOrder.nativeOrder())");
    }
  }

  @Test
  void refusesBuffersOfAnotherSizeOrOnTheHeap() {
    assertThatThrownBy(() -> Tensor.of(direct(13), ElementType.INT16, SHAPE, Layout.NCHW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Tensor: shape 1x2x1x3 has 6 elements of 2 bytes (int16), expected as many as the buffer of 13 bytes");
    assertThatThrownBy(() -> Tensor.of(direct(5), ElementType.INT8, SHAPE, Layout.NCHW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Tensor: shape 1x2x1x3 has 6 elements of 1 byte (int8), expected as many as the buffer of 5 bytes");
    assertThatThrownBy(
        () -> Tensor.of(direct(8), ElementType.INT64, Shape.of(1, 1, 1, (1L << 61) + 1), Layout.NCHW))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Tensor.of(ByteBuffer.allocate(6), ElementType.INT8, SHAPE, Layout.NCHW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Tensor: the buffer is not direct; pass its array instead");
  }

  @Test
  void refusesArraysOfAnotherKindOrSize() {
    assertThatThrownBy(() -> Tensor.of(new byte[6], ElementType.INT16, SHAPE, Layout.NCHW))
        .isInstanceOf(IllegalArgumentException.class).hasMessage("Tensor: array is byte[], expected short[] for int16");
    assertThatThrownBy(() -> Tensor.of(new short[6], ElementType.FLOAT32, SHAPE, Layout.NCHW))
        .hasMessage("Tensor: array is short[], expected float[] for float32");
    assertThatThrownBy(() -> Tensor.of(new String[6], 0, ElementType.FLOAT64, SHAPE, Layout.NCHW))
        .hasMessage("Tensor: array is String[], expected double[] for float64");
    assertThatThrownBy(() -> Tensor.of("text", 0, ElementType.INT64, SHAPE, Layout.NCHW))
        .hasMessage("Tensor: array is String, expected long[] for int64");
    assertThatThrownBy(() -> Tensor.of(new short[7], ElementType.BFLOAT16, SHAPE, Layout.NCHW))
        .hasMessage("Tensor: shape 1x2x1x3 has 6 elements, expected as many as the array of 7 shorts");
  }

  @Test
  void refusesNullByName() {
    assertThatThrownBy(() -> Tensor.of(new byte[6], null, SHAPE, Layout.NCHW)).isInstanceOf(NullPointerException.class)
        .hasMessage("Tensor: element type is null");
    assertThatThrownBy(() -> Tensor.of((Object) null, 0, ElementType.INT8, SHAPE, Layout.NCHW))
        .hasMessage("Tensor: array is null");
    assertThatThrownBy(() -> Tensor.of((ByteBuffer) null, ElementType.INT8, SHAPE, Layout.NCHW))
        .hasMessage("Tensor: buffer is null");
    assertThatThrownBy(() -> Tensor.zeros(SHAPE, null, Layout.NCHW)).hasMessage("Tensor: element type is null");
    assertThatThrownBy(() -> Tensor.allocate(SHAPE, null, Layout.NCHW)).hasMessage("Tensor: element type is null");
    assertThatThrownBy(() -> Tensor.zeros(SHAPE, Layout.NCHW).read(0, null, 0, 1)).hasMessage("Tensor: array is null");
    assertThatThrownBy(() -> Tensor.zeros(SHAPE, Layout.NCHW).to((ElementType) null))
        .hasMessage("Tensor: element type is null");
    assertThatThrownBy(() -> Tensor.zeros(SHAPE, Layout.NCHW).to((Layout) null)).hasMessage("Tensor: layout is null");
  }

  @ParameterizedTest
  @MethodSource("placesAndTypes")
  void refusesToCopyAnotherKindOfArray(Place place, ElementType type) {
    Object other = type == ElementType.INT32 ? new float[6] : new int[6];
    String message = "Tensor: array is " + other.getClass().getSimpleName() + ", expected "
        + type.arrayType().getSimpleName() + " for " + type;
    try (Tensor tensor = place.zeros(SHAPE, type)) {
      assertThatThrownBy(() -> tensor.read(0, other, 0, 6)).isInstanceOf(IllegalArgumentException.class)
          .hasMessage(message);
      assertThatThrownBy(() -> tensor.write(0, other, 0, 6)).isInstanceOf(IllegalArgumentException.class)
          .hasMessage(message);
    }
  }

  @ParameterizedTest
  @MethodSource("placesAndTypes")
  void refusesElementsOutside(Place place, ElementType type) {
    try (Tensor tensor = place.zeros(SHAPE, type)) {
      Object array = array(type, 6);
      for (long index : new long[] {-1, 6, 1L << 32, Long.MAX_VALUE, Long.MIN_VALUE}) {
        assertThatThrownBy(() -> tensor.read(index, array, 0, 1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> tensor.write(index, array, 0, 1)).isInstanceOf(IndexOutOfBoundsException.class);
      }
      assertThatThrownBy(() -> tensor.read(0, array, 1, 6)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> tensor.write(1, array, 0, 6)).isInstanceOf(IndexOutOfBoundsException.class)
          .hasMessage("Tensor: elements 1 to 7 of 1x2x1x3, which has 6");
    }
  }

  @ParameterizedTest
  @CsvSource({
      "float64, get, getDouble", "int8, get, getLong", "int64, get, getLong",
      "float64, set, setDouble", "uint8, set, setLong", "float64, toArray, toDoubles", "int16, toArray, toLongs",
      "int64, getDouble, getLong", "int64, toDoubles, toLongs", "int32, setDouble, setLong",
      "float32, getLong, get", "float16, setLong, set", "float64, getLong, getDouble", "bfloat16, toLongs, toArray",
      "float64, toLongs, toDoubles"})
  void namesTheMethodForItsType(String name, String method, String instead) {
    Tensor tensor = Tensor.zeros(SHAPE, ElementType.of(name), Layout.NCHW);
    String types = method.contains("Long") ? "integer types"
        : method.equals("setDouble") ? "floating types"
        : method.contains("Double") ? "all types but int64" : "float32, float16 and bfloat16";
    assertThatThrownBy(() -> call(tensor, method)).isInstanceOf(IllegalStateException.class)
        .hasMessage("Tensor: %s is for %s, and the elements are %s; use %s", method, types, name, instead);
    call(tensor, instead);
  }

  private static void call(Tensor tensor, String method) {
    switch (method) {
      case "get" -> tensor.get(0);
      case "set" -> tensor.set(0, 1);
      case "toArray" -> tensor.toArray();
      case "getDouble" -> tensor.getDouble(0);
      case "setDouble" -> tensor.setDouble(0, 1);
      case "toDoubles" -> tensor.toDoubles();
      case "getLong" -> tensor.getLong(0);
      case "setLong" -> tensor.setLong(0, 1);
      default -> tensor.toLongs();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"INT8", "UINT8", "INT16", "INT32"})
  void refusesIntegersThatDoNotFit(ElementType type) {
    Tensor tensor = Tensor.zeros(SHAPE, type, Layout.NCHW);
    for (long number : new long[] {type.least() - 1, type.greatest() + 1, Long.MIN_VALUE, Long.MAX_VALUE}) {
      assertThatThrownBy(() -> tensor.setLong(4, number)).isInstanceOf(IllegalArgumentException.class)
          .hasMessage("Tensor: element 4 is %d, expected %d to %d for %s", number, type.least(), type.greatest(), type);
    }
    assertThat(tensor.toLongs()).containsOnly(0);
  }

  @ParameterizedTest
  @EnumSource
  void refusesUseAfterClose(ElementType type) {
    Tensor tensor = Tensor.allocate(SHAPE, type, Layout.NCHW);
    Tensor empty = Tensor.allocate(Shape.of(0, 2, 1, 3), type, Layout.NCHW);
    tensor.close();
    empty.close();
    for (Tensor closed : new Tensor[] {tensor, empty}) {
      for (Runnable use : List.<Runnable>of(
          () -> closed.read(0, array(type, 1), 0, 0), () -> closed.write(0, array(type, 1), 0, 0),
          () -> closed.to(type), () -> closed.to(ElementType.FLOAT64), () -> closed.to(Layout.NHWC),
          () -> call(closed, type.isFloating() ? "toDoubles" : "toLongs"))) {
        assertThatThrownBy(use::run).isInstanceOf(IllegalStateException.class).hasMessage("Tensor: is closed");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesToWriteReadOnlyBuffers(ElementType type) {
    Tensor tensor = Tensor.of(direct(6 * type.bytes()).asReadOnlyBuffer().order(ByteOrder.nativeOrder()), type, SHAPE,
        Layout.NCHW);
    tensor.read(0, array(type, 6), 0, 6);
    assertThatThrownBy(() -> tensor.write(0, array(type, 6), 0, 6)).isInstanceOf(IllegalStateException.class)
        .hasMessage("Tensor: is a view of a read-only buffer");
    assertThat(tensor.storage().isReadOnly()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void refusesMoreThanThereIsMemory(ElementType type) {
    for (long width : new long[] {1L << 47, 1L << 59, 1L << 61, Long.MAX_VALUE}) {
      assertThatThrownBy(() -> Tensor.allocate(Shape.of(1, 1, 1, width), type, Layout.NCHW)).as("width %d", width)
          .isInstanceOf(OutOfMemoryError.class);
    }
  }
}
