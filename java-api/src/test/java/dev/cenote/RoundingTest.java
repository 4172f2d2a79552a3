package dev.cenote;

import dev.cenote.tensor.ElementType;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** How averages of integers become integers. */
class RoundingTest {
  private static final ElementType[] SIGNED = {
      ElementType.INT8, ElementType.INT16, ElementType.INT32, ElementType.INT64};

  /** Pairs with the averages 2.5, 3.5, -2.5, -3.5, 0.5, -0.5. */
  private static final Example HALVES = Example.signal(2, 3, 3, 4, -2, -3, -3, -4, 0, 1, 0, -1);

  @Test
  void roundsHalvesAwayFromZeroByDefault() {
    for (ElementType type : SIGNED) {
      HALVES.as(type).gives(AvgPool.of(2), 3, 4, -3, -4, 1, -1);
      HALVES.as(type).gives(AvgPool.of(2).rounding(Rounding.HALF_AWAY_FROM_ZERO), 3, 4, -3, -4, 1, -1);
    }
  }

  @Test
  void roundsHalvesToEven() {
    for (ElementType type : SIGNED) {
      HALVES.as(type).gives(AvgPool.of(2).rounding(Rounding.HALF_TO_EVEN), 2, 4, -2, -4, 0, 0);
    }
  }

  @Test
  void cutsFractionsOff() {
    for (ElementType type : SIGNED) {
      HALVES.as(type).gives(AvgPool.of(2).rounding(Rounding.TOWARD_ZERO), 2, 3, -2, -3, 0, 0);
    }
  }

  /** Thirds: 1/3, 2/3, -1/3, -2/3, 4/3, -5/3. */
  @Test
  void roundsToTheNearest() {
    Example thirds = Example.signal(1, 0, 0, 1, 1, 0, -1, 0, 0, -1, -1, 0, 2, 1, 1, -3, -1, -1);
    for (ElementType type : SIGNED) {
      thirds.as(type).gives(AvgPool.of(3), 0, 1, 0, -1, 1, -2);
      thirds.as(type).gives(AvgPool.of(3).rounding(Rounding.HALF_TO_EVEN), 0, 1, 0, -1, 1, -2);
      thirds.as(type).gives(AvgPool.of(3).rounding(Rounding.TOWARD_ZERO), 0, 0, 0, 0, 1, -1);
    }
  }

  @Test
  void dividesByNegativeNumbers() {
    Pool byMinusTwo = AvgPool.of(2).divisor(Divisor.fixed(-2));
    Pool even = AvgPool.of(2).divisor(Divisor.fixed(-2)).rounding(Rounding.HALF_TO_EVEN);
    Pool cut = AvgPool.of(2).divisor(Divisor.fixed(-2)).rounding(Rounding.TOWARD_ZERO);
    for (ElementType type : SIGNED) {
      HALVES.as(type).gives(byMinusTwo, -3, -4, 3, 4, -1, 1);
      HALVES.as(type).gives(even, -2, -4, 2, 4, 0, 0);
      HALVES.as(type).gives(cut, -2, -3, 2, 3, 0, 0);
    }
    Example.signal(255, 255, 0, 1).as(ElementType.UINT8).gives(byMinusTwo, 0, 0); // -255 and -0.5 saturate
  }

  @Test
  void saturatesWhereAFixedDivisorLeavesTheRange() {
    Pool sum = AvgPool.of(2).divisor(Divisor.fixed(1));
    Example.signal(100, 100, -100, -100).as(ElementType.INT8).gives(sum, 127, -128);
    Example.signal(200, 200, 1, 0).as(ElementType.UINT8).gives(sum, 255, 1);
    Example.longs(Long.MIN_VALUE, 0).givesLongs(AvgPool.of(2).divisor(Divisor.fixed(-1)), Long.MAX_VALUE);
  }

  /** The sum of three of the greatest longs needs 65 bits; the average is the number itself. */
  @Test
  void isExactForTheGreatestLongs() {
    long[] most = new long[3];
    Arrays.fill(most, Long.MAX_VALUE);
    Example.longs(most).givesLongs(AvgPool.of(3), Long.MAX_VALUE);
    Arrays.fill(most, Long.MIN_VALUE);
    Example.longs(most).givesLongs(AvgPool.of(3), Long.MIN_VALUE);
    Example.longs(Long.MAX_VALUE, Long.MIN_VALUE).givesLongs(AvgPool.of(2), -1); // -0.5
    Example.longs(Long.MAX_VALUE, Long.MIN_VALUE).givesLongs(AvgPool.of(2).rounding(Rounding.HALF_TO_EVEN), 0);
    Example.longs(Long.MAX_VALUE, Long.MAX_VALUE - 1).givesLongs(AvgPool.of(2), Long.MAX_VALUE);
    Example.longs(Long.MAX_VALUE, Long.MAX_VALUE - 1)
        .givesLongs(AvgPool.of(2).rounding(Rounding.TOWARD_ZERO), Long.MAX_VALUE - 1);
    Example.longs(Long.MAX_VALUE, Long.MAX_VALUE)
        .givesLongs(AvgPool.of(2).divisor(Divisor.fixed(1L << 53)), 2048); // (2^64 - 2) / 2^53 rounds up
  }

  @Test
  void roundsGlobalAverages() {
    Example.signal(2, 3).as(ElementType.INT32).gives(GlobalAvgPool.of(), 3);
    Example.signal(2, 3).as(ElementType.INT32).gives(GlobalAvgPool.of().rounding(Rounding.TOWARD_ZERO), 2);
  }

  @Test
  void doesNotConcernFloats() {
    for (Rounding rounding : Rounding.values()) {
      HALVES.gives(AvgPool.of(2).rounding(rounding), 2.5, 3.5, -2.5, -3.5, 0.5, -0.5);
    }
  }
}
