package dev.cenote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cenote.tensor.ElementType;
import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Numbers that an operator cannot do anything with, and types that it is not defined for. */
class BadParametersTest {
  private static final Example SIGNAL = Example.signal(1, 2, 3, 4);
  private static final Example IMAGE = Example.image(2, 4, 1, 2, 3, 4, 5, 6, 7, 8);

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  private static void assertNull(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(NullPointerException.class).hasMessage(message);
  }

  private static long[] of(long... sizes) {
    return sizes;
  }

  @Test
  void refusesNull() {
    assertNull(() -> MinPool.of((Window) null), "MinPool: window is null");
    assertNull(() -> SumPool.of((Window) null), "SumPool: window is null");
    assertNull(() -> LpPool.of(2, (Window) null), "LpPool: window is null");
    assertNull(() -> MaxUnpool.of((Window) null), "MaxUnpool: window is null");
    assertNull(() -> AdaptiveMaxPool.of((long[]) null), "AdaptiveMaxPool: output size is null");
    assertNull(() -> AdaptiveAvgPool.of((long[]) null), "AdaptiveAvgPool: output size is null");
    assertNull(() -> AdaptiveAvgPool.of(2).rounding(null), "AdaptiveAvgPool: rounding is null");
    assertNull(() -> GlobalAvgPool.of().rounding(null), "GlobalAvgPool: rounding is null");
    assertNull(() -> AvgPool.of(2).rounding(null), "AvgPool: rounding is null");
    assertNull(() -> FractionalMaxPool.of(null, of(2, 2)), "FractionalMaxPool: window size is null");
    assertNull(() -> FractionalMaxPool.of(of(2, 2), null), "FractionalMaxPool: output size is null");
    assertNull(() -> FractionalMaxPool.of(of(2, 2), of(2, 2)).samples((double[]) null),
        "FractionalMaxPool: samples are null");
    assertNull(() -> RoiAlign.of(null, 2, 2), "RoiAlign: mode is null");
    assertNull(() -> RoiAlign.of(RoiAlign.Mode.HALF_PIXEL, 2, 2).over(null), "RoiAlign: regions are null");
    assertNull(() -> RoiMaxPool.of(2, 2).over(null), "RoiMaxPool: regions are null");
    assertNull(() -> Regions.of((double[]) null, 0), "Regions: corners are null");
    assertNull(() -> Regions.of((float[]) null, 0), "Regions: corners are null");
    assertNull(() -> Regions.of(new double[0], (long[]) null), "Regions: images are null");
    assertNull(() -> Regions.ofRows(null), "Regions: rows are null");
  }

  @Test
  void refusesExponentsBelowOne() {
    for (double p : new double[] {0.99, 0, -0.0, -1, Double.NEGATIVE_INFINITY, Double.NaN, Double.MIN_VALUE}) {
      String fact = ": p is " + p + ", expected a number from 1 on, or infinity";
      assertRefused(() -> LpPool.of(p, 2, 2), "LpPool" + fact);
      assertRefused(() -> GlobalLpPool.of(p), "GlobalLpPool" + fact);
    }
  }

  @ParameterizedTest
  @EnumSource(ElementType.class)
  void refusesNormsAndPointsBetweenElementsOfIntegers(ElementType type) {
    if (type.isFloating()) {
      return;
    }
    IMAGE.as(type).refuses(LpPool.of(2, 2, 2), "LpPool: a norm of " + type + " is not defined, expected a floating"
        + " type; Tensor.to converts, for input {x} and p 2 window 2x2 stride 2x2");
    IMAGE.as(type).refuses(GlobalLpPool.of(1), "GlobalLpPool: a norm of " + type + " is not defined, expected a"
        + " floating type; Tensor.to converts, for input {x} and p 1");
    Pool align = RoiAlign.of(RoiAlign.Mode.HALF_PIXEL, 1, 1).over(Regions.of(new double[] {0, 0, 1, 1}, 0));
    IMAGE.as(type).refuses(align, "RoiAlign: points between elements of " + type + " are not defined, expected a"
        + " floating type; Tensor.to converts, for input {x} and half_pixel output 1x1 scale 1.0"
        + " over 1 region [0: 0.0 0.0 1.0 1.0]");
  }

  @ParameterizedTest
  @EnumSource(ElementType.class)
  void refusesDivisorsOfIntegersThatAreNotWhole(ElementType type) {
    if (type.isFloating()) {
      return;
    }
    for (double value : new double[] {0.5, 2.5, -1e-3, 0x1p54, -1e300}) {
      Divisor divisor = Divisor.fixed(value);
      SIGNAL.as(type).refuses(AvgPool.of(2).divisor(divisor), "AvgPool: " + divisor + " cannot divide a sum of " + type
          + ", expected a whole number of at most 2^53, for input {x} and window 2 stride 2 " + divisor);
    }
    SIGNAL.as(type).gives(AvgPool.of(2).divisor(Divisor.fixed(0x1p53)), 0, 0);
  }

  @Test
  void refusesDivisorsThatFloat32DoesNotHave() {
    for (ElementType type : new ElementType[] {ElementType.FLOAT32, ElementType.FLOAT16, ElementType.BFLOAT16}) {
      SIGNAL.as(type).refuses(AvgPool.of(2).divisor(Divisor.fixed(1e-60)), "AvgPool: divisor 1.0E-60 is 0.0 in float32,"
          + " in which " + type + " is divided, expected a finite number that is not 0, for input {x} and window 2"
          + " stride 2 divisor 1.0E-60");
      SIGNAL.as(type).refuses(AvgPool.of(2).divisor(Divisor.fixed(-1e60)), "AvgPool: divisor -1.0E60 is -Infinity in"
          + " float32, in which " + type + " is divided, expected a finite number that is not 0, for input {x} and"
          + " window 2 stride 2 divisor -1.0E60");
    }
    SIGNAL.as(ElementType.FLOAT64).gives(AvgPool.of(2).divisor(Divisor.fixed(0x1p-200)), 3 * 0x1p200, 7 * 0x1p200);
    assertThat(AvgPool.of(2).divisor(Divisor.fixed(0x1p-200)).outputShape(Shape.of(1, 1, 4), Layout.NCL))
        .isEqualTo(Shape.of(1, 1, 2));
  }

  /** 2^40 taps along each axis, all but a few of them in padding that counts. */
  @Test
  void refusesDivisorsBeyondTwoToThe62() {
    Window window = Window.of(1L << 40, 1L << 40).padding((1L << 40) - 1);
    Pool pool = AvgPool.of(window).divisor(Divisor.INCLUDE_PADDING);
    IMAGE.refuses(pool, "AvgPool: a divisor would be 1 times 1099511627776 times 1099511627776, expected at most"
        + " 9223372036854775807 for float32, for input {x} and window " + window + " include padding");
    Window half = Window.of(1L << 31, (1L << 31) + 1).padding(1L << 30, 1L << 30);
    IMAGE.as(ElementType.INT8).refuses(AvgPool.of(half).divisor(Divisor.INCLUDE_PADDING), "AvgPool: a divisor would be"
        + " 1 times 2147483648 times 2147483649, expected at most 4611686018427387904 for int8, for input {x} and"
        + " window " + half + " include padding");
    IMAGE.gives(AvgPool.of(half).divisor(Divisor.INCLUDE_PADDING), (float) (36 / (0x1p31 * (0x1p31 + 1))));
    IMAGE.gives(SumPool.of(half), 36);
  }

  @Test
  void refusesAdaptiveSizesThatAreNegativeOrOfAnotherRank() {
    assertRefused(() -> AdaptiveMaxPool.of(3, -1), "AdaptiveMaxPool: output size 3x-1 has -1, expected 0 or more");
    assertRefused(() -> AdaptiveAvgPool.of(Long.MIN_VALUE),
        "AdaptiveAvgPool: output size -9223372036854775808 has -9223372036854775808, expected 0 or more");
    assertRefused(AdaptiveMaxPool::of, "AdaptiveMaxPool: 0 output sizes, expected one an axis, 1 to 3");
    assertRefused(() -> AdaptiveAvgPool.of(1, 2, 3, 4),
        "AdaptiveAvgPool: 4 output sizes, expected one an axis, 1 to 3");
    IMAGE.refuses(AdaptiveMaxPool.of(3), "AdaptiveMaxPool: the output has 1 size, expected 2, one a spatial axis, for"
        + " input {x} and output 3");
    SIGNAL.refuses(AdaptiveAvgPool.of(3, 3), "AdaptiveAvgPool: the output has 2 sizes, expected 1, one a spatial axis,"
        + " for input {x} and output 3x3");
  }

  @Test
  void refusesAdaptiveSizesThatCannotBeListed() {
    SIGNAL.refuses(AdaptiveMaxPool.of((1 << 24) + 1), "AdaptiveMaxPool: axis L: 16777217 windows, which do not lie"
        + " evenly and have to be listed, expected at most 16777216, for input {x} and output 16777217");
    SIGNAL.refuses(AdaptiveMaxPool.of(Long.MAX_VALUE), "AdaptiveMaxPool: axis L: 9223372036854775807 windows, which do"
        + " not lie evenly and have to be listed, expected at most 16777216, for input {x} and output"
        + " 9223372036854775807");
    Shape long1 = Shape.of(1, 1, Long.MAX_VALUE, 1);
    assertRefused(() -> AdaptiveAvgPool.of(5, 1).outputShape(long1), "AdaptiveAvgPool: axis H: input"
        + " 9223372036854775807 times output 5 exceeds 2^63 - 1, for input 1x1x9223372036854775807x1 NCHW and output"
        + " 5x1");
  }

  @Test
  void refusesFractionalSizesThatDoNotFit() {
    assertRefused(() -> FractionalMaxPool.of(of(2), of(2)),
        "FractionalMaxPool: window 2 and output 2, expected 2 or 3 sizes each, one an axis");
    assertRefused(() -> FractionalMaxPool.of(of(2, 2), of(2, 2, 2)),
        "FractionalMaxPool: window 2x2 and output 2x2x2, expected 2 or 3 sizes each, one an axis");
    assertRefused(() -> FractionalMaxPool.of(of(2, 0), of(2, 2)),
        "FractionalMaxPool: window 2x0 and output 2x2 have a size below 1, expected 1 or more");
    assertRefused(() -> FractionalMaxPool.of(of(2, 2), of(-2, 2)),
        "FractionalMaxPool: window 2x2 and output -2x2 have a size below 1, expected 1 or more");
    IMAGE.refuses(FractionalMaxPool.of(of(1, 3), of(1, 3)), "FractionalMaxPool: axis W: 3 windows of 3 elements do not"
        + " fit into 4, expected output + window - 1 to be at most the input, for input {x} and window 1x3 output 1x3"
        + " seed 0");
    IMAGE.refuses(FractionalMaxPool.of(of(Long.MAX_VALUE, 3), of(Long.MAX_VALUE, 3)), "FractionalMaxPool: axis H:"
        + " 9223372036854775807 windows of 9223372036854775807 elements do not fit into 2, expected output + window - 1"
        + " to be at most the input, for input {x} and window 9223372036854775807x3 output 9223372036854775807x3 seed"
        + " 0");
    IMAGE.refuses(FractionalMaxPool.of(of(1, 1, 1), of(1, 1, 1)), "FractionalMaxPool: the window has 3 sizes, expected"
        + " 2, one a spatial axis, for input {x} and window 1x1x1 output 1x1x1 seed 0");
  }

  @Test
  void refusesSamplesThatAreNotInTheirRange() {
    FractionalMaxPool pool = FractionalMaxPool.of(of(1, 2), of(1, 2));
    for (double bad : new double[] {1, -0x1p-60, 2, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertRefused(() -> pool.samples(0, bad),
          "FractionalMaxPool: sample 1 is " + bad + ", expected a number in [0, 1)");
    }
    double almostOne = Math.nextDown(1.0);
    IMAGE.refuses(pool.samples(0, almostOne), "FractionalMaxPool: sample " + almostOne + " is 1 in float32, expected a"
        + " number in [0, 1), for input {x} and window 1x2 output 1x2 samples [0.0, " + almostOne + "]");
    IMAGE.as(ElementType.FLOAT64).givesShape(pool.samples(0, almostOne), Shape.of(1, 1, 1, 2));
  }

  @Test
  void refusesAnotherNumberOfSamples() {
    FractionalMaxPool pool = FractionalMaxPool.of(of(1, 2), of(1, 2));
    IMAGE.refuses(pool.samples(0.5), "FractionalMaxPool: 1 samples for 1 planes with 2 axes, expected 2, for input {x}"
        + " and window 1x2 output 1x2 samples [0.5]");
    IMAGE.refuses(pool.samples(), "FractionalMaxPool: 0 samples for 1 planes with 2 axes, expected 2, for input {x} and"
        + " window 1x2 output 1x2 samples []");
    IMAGE.refuses(pool.samples(0, 0, 0, 0), "FractionalMaxPool: 4 samples for 1 planes with 2 axes, expected 2, for"
        + " input {x} and window 1x2 output 1x2 samples [0.0, 0.0, 0.0, 0.0]");
  }

  @Test
  void refusesToListWindowsOfTooManyPlanes() {
    FractionalMaxPool pool = FractionalMaxPool.of(of(1, 2), of(1, 2));
    assertRefused(() -> pool.outputShape(Shape.of(1 << 24, 2, 2, 4)), "FractionalMaxPool: axis H: 33554432 times 1"
        + " windows, which do not lie evenly and have to be listed, expected at most 16777216, for input 16777216x2x2x4"
        + " NCHW and window 1x2 output 1x2 seed 0");
    assertRefused(() -> pool.outputShape(Shape.of(1, 1 << 16, 1 << 15, 1), Layout.NHWC), "FractionalMaxPool: an image"
        + " has 2147483648 elements, which is more than a Java array, in which channels-last images are rearranged,"
        + " holds, for input 1x65536x32768x1 NHWC and window 1x2 output 1x2 seed 0");
  }

  @Test
  void refusesWindowsOfAnotherRank() {
    for (Pool pool : new Pool[] {MinPool.of(2), SumPool.of(2), AvgPool.of(2), MaxPool.of(2)}) {
      IMAGE.refuses(pool, pool.name() + ": the window has 1 size, expected 2, one a spatial axis, for input {x}"
          + " and " + pool.parameters());
    }
  }

  @Test
  void refusesIntegerWindowsOfTooManyElements() {
    Shape plane = Shape.of(1, 1, (1 << 16) + 1, 1 << 15);
    assertRefused(() -> GlobalAvgPool.of().plan(plane, ElementType.INT8, Layout.NCHW), "GlobalAvgPool: a window has"
        + " 2147516416 elements of type int8, expected at most 2147483648, for input 1x1x65537x32768 NCHW int8");
    assertThat(GlobalMaxPool.of().plan(plane, ElementType.INT8, Layout.NCHW).outputShape())
        .isEqualTo(Shape.of(1, 1, 1, 1));
  }

  @Test
  void refusesOutputsBeyondALong() {
    Shape in = Shape.of(1L << 30, 1, 4, 1 << 24);
    assertRefused(() -> AdaptiveMaxPool.of(1 << 20, 1 << 24).outputShape(in),
        "AdaptiveMaxPool: Shape: 1073741824x1x1048576x16777216 has more than 2^63 - 1 elements, for input"
            + " 1073741824x1x4x16777216 NCHW and output 1048576x16777216");
  }

  @Test
  void refusesToMakeOutputsThatDoNotFitAnArray() {
    SIGNAL.refuses(MaxPool.of(Window.of(1 << 24).stride(1).padding((1 << 24) - 1)), "MaxPool: axis L: 16777219 windows"
        + " reach beyond the input, expected at most 16777216, for input {x} and window 16777216 stride 1 padding"
        + " 16777215");
    assertThatThrownBy(() -> AdaptiveMaxPool.of(1 << 16, 1 << 16).apply(IMAGE.tensor()))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(
            "1x1x65536x65536 has 4294967296 elements, more than a Java array; use Tensor.allocate for off-heap memory");
  }
}
