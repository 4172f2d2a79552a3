package dev.cenote.internal.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cenote.tensor.ElementType;
import java.lang.reflect.Array;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NumbersTest {
  private static final int FROM_AT = 3;
  private static final int TO_AT = 5;
  private static final int N = 37;
  private static final int LENGTH = 50;

  /** A number that every type has, and different ones beside each other. */
  private static int number(int i) {
    return i * 5 % 128;
  }

  /** Whether an index was written to, when {@code n} elements were. */
  private static boolean isInside(int i) {
    return i >= TO_AT && i < TO_AT + N;
  }

  private static Object elements(ElementType type) {
    long[] numbers = new long[LENGTH];
    Arrays.setAll(numbers, NumbersTest::number);
    Object elements = Numbers.newArray(type, LENGTH);
    Numbers.fromLongs(type, numbers, 0, elements, 0, LENGTH);
    return elements;
  }

  /** Elements {@code FROM_AT ..} at {@code TO_AT ..}, and zeros around them. */
  private static Object moved(ElementType type) {
    Object to = Numbers.newArray(type, LENGTH);
    System.arraycopy(elements(type), FROM_AT, to, TO_AT, N);
    return to;
  }

  private static void assertMoved(double[] numbers) {
    for (int i = 0; i < LENGTH; i++) {
      assertThat(numbers[i]).as("number %d", i).isEqualTo(isInside(i) ? number(i - TO_AT + FROM_AT) : 0);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT16", "BFLOAT16"})
  void takesFloatsFromAndToAnywhere(ElementType type) {
    float[] numbers = new float[LENGTH];
    Numbers.toFloats(type, elements(type), FROM_AT, numbers, TO_AT, N);
    double[] widened = new double[LENGTH];
    Arrays.setAll(widened, i -> numbers[i]);
    assertMoved(widened);

    Object back = Numbers.newArray(type, LENGTH);
    Numbers.canonicalFromFloats(type, numbers, TO_AT, back, TO_AT, N);
    assertThat(back).isEqualTo(moved(type));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "INT64")
  void takesDoublesFromAndToAnywhere(ElementType type) {
    double[] numbers = new double[LENGTH];
    Numbers.toDoubles(type, elements(type), FROM_AT, numbers, TO_AT, N);
    assertMoved(numbers);

    Object back = Numbers.newArray(type, LENGTH);
    Numbers.fromDoubles(type, numbers, TO_AT, back, TO_AT, N);
    assertThat(back).isEqualTo(moved(type));
    Object canonical = Numbers.newArray(type, LENGTH);
    Numbers.canonicalFromDoubles(type, numbers, TO_AT, canonical, TO_AT, N);
    assertThat(canonical).isEqualTo(moved(type));
  }

  @ParameterizedTest
  @EnumSource(names = {"INT8", "UINT8", "INT16", "INT32", "INT64"})
  void takesLongsFromAndToAnywhere(ElementType type) {
    long[] numbers = new long[LENGTH];
    Numbers.toLongs(type, elements(type), FROM_AT, numbers, TO_AT, N);
    double[] widened = new double[LENGTH];
    Arrays.setAll(widened, i -> numbers[i]);
    assertMoved(widened);

    Object back = Numbers.newArray(type, LENGTH);
    Numbers.fromLongs(type, numbers, TO_AT, back, TO_AT, N);
    assertThat(back).isEqualTo(moved(type));
  }

  @ParameterizedTest
  @EnumSource(names = {"INT8", "UINT8", "INT16", "INT32", "INT64"})
  void takesTheEndsOfIntegerTypes(ElementType type) {
    long[] ends = {type.least(), type.greatest()};
    Object elements = Numbers.newArray(type, 2);
    Numbers.fromLongs(type, ends, 0, elements, 0, 2);
    long[] numbers = new long[2];
    Numbers.toLongs(type, elements, 0, numbers, 0, 2);
    assertThat(numbers).isEqualTo(ends);
    if (type != ElementType.INT64) {
      double[] doubles = new double[2];
      Numbers.toDoubles(type, elements, 0, doubles, 0, 2);
      assertThat(doubles).containsExactly(ends[0], ends[1]);
      Object back = Numbers.newArray(type, 2);
      Numbers.fromDoubles(type, doubles, 0, back, 0, 2);
      assertThat(back).isEqualTo(elements);
    }
  }

  /** 2^53 + 1 lies half way between two doubles; 2^24 + 1 between two floats. */
  @Test
  void roundsLongsOnce() {
    long[] numbers = {(1L << 53) + 1, (1L << 24) + 1, (1L << 24) + 3};
    double[] doubles = new double[3];
    Numbers.fromLongs(ElementType.FLOAT64, numbers, 0, doubles, 0, 3);
    assertThat(doubles).containsExactly(0x1p53, 0x1p24 + 1, 0x1p24 + 3);
    float[] floats = new float[3];
    Numbers.fromLongs(ElementType.FLOAT32, numbers, 0, floats, 0, 3);
    assertThat(floats).containsExactly(0x1p53f, 0x1p24f, 0x1p24f + 4);
  }

  @Test
  void keepsTheBitsOfNaN() {
    double[] odd = {Double.longBitsToDouble(0xFFF8123456789ABCL)};
    double[] kept = new double[1];
    Numbers.fromDoubles(ElementType.FLOAT64, odd, 0, kept, 0, 1);
    assertThat(Double.doubleToRawLongBits(kept[0])).isEqualTo(0xFFF8123456789ABCL);
  }

  @Test
  void givesTheCanonicalNaN() {
    float[] floats = new float[2];
    Numbers.canonicalFromFloats(
        ElementType.FLOAT32, new float[] {Float.intBitsToFloat(0xFFC12345), -0.0f}, 0, floats, 0, 2);
    assertThat(Float.floatToRawIntBits(floats[0])).isEqualTo(0x7FC00000);
    assertThat(Float.floatToRawIntBits(floats[1])).isEqualTo(0x80000000);

    double[] odd = {Double.longBitsToDouble(0xFFF8123456789ABCL), -0.0};
    double[] doubles = new double[2];
    Numbers.canonicalFromDoubles(ElementType.FLOAT64, odd, 0, doubles, 0, 2);
    assertThat(Double.doubleToRawLongBits(doubles[0])).isEqualTo(0x7FF8000000000000L);
    assertThat(Double.doubleToRawLongBits(doubles[1])).isEqualTo(0x8000000000000000L);
    Numbers.canonicalFromDoubles(ElementType.FLOAT32, odd, 0, floats, 0, 2);
    assertThat(Float.floatToRawIntBits(floats[0])).isEqualTo(0x7FC00000);
    assertThat(Float.floatToRawIntBits(floats[1])).isEqualTo(0x80000000);
  }

  @ParameterizedTest
  @EnumSource
  void makesArraysOfTheTypesClass(ElementType type) {
    Object array = Numbers.newArray(type, 4);
    assertThat(array).isInstanceOf(type.arrayType());
    assertThat(Array.getLength(array)).isEqualTo(4);
  }
}
