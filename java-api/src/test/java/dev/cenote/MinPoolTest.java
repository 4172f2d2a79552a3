package dev.cenote;

import dev.cenote.tensor.ElementType;
import org.junit.jupiter.api.Test;

/** The least element of each window. */
class MinPoolTest {
  private static final double NAN = Double.NaN;
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  @Test
  void takesTheLeast() {
    Example.image(4, 4,
        9, 8, 1, 2,
        7, 6, 3, 4,
        -1, 5, 0, 0,
        5, -2, 0, -3).gives(MinPool.of(2, 2), 6, 1, -2, -3);
  }

  @Test
  void takesNothingFromPadding() {
    Example.image(3, 3,
        1, 2, 3,
        4, 5, 6,
        7, 8, 9).gives(MinPool.of(Window.of(3, 3).stride(2).padding(1)), 1, 2, 4, 5);
  }

  @Test
  void keepsNaN() {
    Example.signal(1, NAN, 3, 4).gives(MinPool.of(2), NAN, 3);
  }

  @Test
  void givesPositiveZero() {
    Example.signal(-0.0, 1, -0.0, 0.0, 0.0, -0.0).gives(MinPool.of(2), 0.0, 0.0, 0.0);
  }

  @Test
  void keepsInfinities() {
    Example.signal(INFINITY, INFINITY, -INFINITY, 1).gives(MinPool.of(2), INFINITY, -INFINITY);
  }

  /** Two taps two apart around a single element: both miss it. */
  @Test
  void givesTheGreatestNumberForAWindowWithoutElements() {
    Pool around = MinPool.of(Window.of(2).stride(1).dilation(2).padding(1));
    Example.signal(5).gives(around, INFINITY);
    Example.signal(5).as(ElementType.FLOAT64).gives(around, INFINITY);
    Example.signal(5).as(ElementType.FLOAT16).gives(around, INFINITY);
    Example.signal(5).as(ElementType.UINT8).gives(around, 255);
    Example.signal(5).as(ElementType.INT16).gives(around, Short.MAX_VALUE);
    Example.longs(5).givesLongs(around, Long.MAX_VALUE);
    Example.longs(5).isFoundAt(around, -1);
  }

  @Test
  void comparesAllTypesAsNumbers() {
    for (ElementType type : ElementType.values()) {
      Example.signal(3, 1, 4, 1, 5, 9).as(type).gives(MinPool.of(3), 1, 1);
    }
    Example.signal(200, 100).as(ElementType.UINT8).gives(MinPool.of(2), 100);
    Example.longs(Long.MAX_VALUE, Long.MAX_VALUE - 1, Long.MIN_VALUE, 0)
        .givesLongs(MinPool.of(2), Long.MAX_VALUE - 1, Long.MIN_VALUE);
  }

  @Test
  void isFoundAtTheFirstOfEqualElements() {
    Example.signal(2, 1, 1, 3, 0.0, -0.0).isFoundAt(MinPool.of(3), 1, 4);
    Example.signal(2, NAN, NAN, 3, 0, 0).isFoundAt(MinPool.of(3), 2, 4);
  }
}
