package dev.cenote;

import dev.cenote.tensor.ElementType;
import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;
import org.junit.jupiter.api.Test;

/** The sum of each window. */
class SumPoolTest {
  private static final double NAN = Double.NaN;
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  @Test
  void adds() {
    Example.image(2, 4,
        1, 2, 3, 4,
        5, 6, 7, 8).gives(SumPool.of(2, 2), 14, 22);
  }

  @Test
  void takesNothingFromPadding() {
    Example.image(2, 2,
        1, 2,
        4, 8).gives(SumPool.of(Window.of(3, 3).stride(1).padding(1)), 15, 15, 15, 15);
    Example.signal(1, 2, 4).gives(SumPool.of(Window.of(3).stride(1).padding(2)), 1, 3, 7, 6, 4);
  }

  @Test
  void addsWhatCeilModeKeeps() {
    Example.signal(1, 2, 4).gives(SumPool.of(Window.of(2).ceil()), 3, 4);
  }

  @Test
  void addsInThreeDimensions() {
    Example.of(Layout.NCDHW, Shape.of(1, 2, 2, 1, 2), 1, 2, 3, 4, 10, 20, 30, 40).gives(SumPool.of(2, 1, 2), 10, 100);
  }

  @Test
  void givesZeroForAWindowWithoutElements() {
    Pool around = SumPool.of(Window.of(2).stride(1).dilation(2).padding(1));
    for (ElementType type : ElementType.values()) {
      Example.signal(5).as(type).gives(around, 0);
    }
  }

  @Test
  void keepsNaNAndInfinityInTheirWindows() {
    Example.signal(1, NAN, 3, 4, INFINITY, 5, INFINITY, -INFINITY).gives(SumPool.of(2), NAN, 7, INFINITY, NAN);
  }

  @Test
  void givesPositiveZero() {
    Example.signal(-0.0, -0.0, 1, -1).gives(SumPool.of(2), 0.0, 0.0);
  }

  @Test
  void saturatesIntegers() {
    Example.signal(100, 100, -100, -100, 100, 27, -100, -28).as(ElementType.INT8)
        .gives(SumPool.of(2), 127, -128, 127, -128);
    Example.signal(200, 100, 1, 2).as(ElementType.UINT8).gives(SumPool.of(2), 255, 3);
    Example.signal(32767, 1, -32768, -1).as(ElementType.INT16).gives(SumPool.of(2), 32767, -32768);
    Example.signal(Integer.MAX_VALUE - 127, 1000, Integer.MIN_VALUE, -1).as(ElementType.INT32)
        .gives(SumPool.of(2), Integer.MAX_VALUE, Integer.MIN_VALUE);
    Example.longs(Long.MAX_VALUE, 1, Long.MIN_VALUE, -1, Long.MAX_VALUE, Long.MIN_VALUE)
        .givesLongs(SumPool.of(2), Long.MAX_VALUE, Long.MIN_VALUE, -1);
  }

  /** Sums on the way are exact, so that only the end saturates. */
  @Test
  void addsIntegersExactlyBeforeItSaturates() {
    Example.signal(127, 127, -127, -127).as(ElementType.INT8).gives(SumPool.of(4), 0);
    Example.longs(Long.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE).givesLongs(SumPool.of(4), -2);
  }

  @Test
  void overflowsFloatsToInfinity() {
    Example.signal(65504, 65504, -65504, -65504).as(ElementType.FLOAT16).gives(SumPool.of(2), INFINITY, -INFINITY);
    Example.signal(Float.MAX_VALUE, Float.MAX_VALUE).gives(SumPool.of(2), INFINITY);
    Example.signal(Float.MAX_VALUE, Float.MAX_VALUE).as(ElementType.FLOAT64)
        .gives(SumPool.of(2), 2.0 * Float.MAX_VALUE);
  }

  /** Summed in float32, and rounded once: 65504 + 16 - 65504 is 16, though float16 has no 65520. */
  @Test
  void addsSixteenBitFloatsInFloat32() {
    Example.signal(65504, 16, -65504, 0).as(ElementType.FLOAT16).gives(SumPool.of(4), 16);
    Example.signal(256, 1, -256, 0).as(ElementType.BFLOAT16).gives(SumPool.of(4), 1);
    Example.signal(256, 1).as(ElementType.BFLOAT16).gives(SumPool.of(2), 256);
    Example.signal(256, 3).as(ElementType.BFLOAT16).gives(SumPool.of(2), 260);
  }
}
