package dev.cenote.internal.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The 16-bit floating types, on every pattern and around every boundary of rounding. */
class HalfTest {
  /** A format as its definition says, and the functions under test. */
  enum Format {
    FLOAT16(5, 10, Half::fromFloat16, Half::toFloat16, Half::toFloat16, Half::toFloat16),
    BFLOAT16(8, 7, Half::fromBfloat16, Half::toBfloat16, Half::toBfloat16, Half::toBfloat16);

    final int fractionBits;
    final int bias;
    final int infinity;
    final int nan;
    final Function<Short, Float> widen;
    final Function<Float, Short> narrow;
    final DoubleFunction<Short> narrowDouble;
    final LongFunction<Short> narrowLong;

    Format(int exponentBits, int fractionBits, Function<Short, Float> widen, Function<Float, Short> narrow,
        DoubleFunction<Short> narrowDouble, LongFunction<Short> narrowLong) {
      this.fractionBits = fractionBits;
      this.bias = (1 << exponentBits - 1) - 1;
      this.infinity = (1 << exponentBits) - 1 << fractionBits;
      this.nan = infinity | 1 << fractionBits - 1;
      this.widen = widen;
      this.narrow = narrow;
      this.narrowDouble = narrowDouble;
      this.narrowLong = narrowLong;
    }

    /** The number of a pattern without sign; for infinity's, what the next greater number would be. */
    double number(int magnitude) {
      int exponent = magnitude >> fractionBits;
      int fraction = magnitude & (1 << fractionBits) - 1;
      return exponent == 0
          ? Math.scalb((double) fraction, 1 - bias - fractionBits)
          : Math.scalb((double) (fraction | 1 << fractionBits), exponent - bias - fractionBits);
    }

    void assertNarrows(double number, int magnitude) {
      for (int sign : new int[] {0, 0x8000}) {
        double signed = sign == 0 ? number : -number;
        int expected = sign | magnitude;
        if ((float) number == number && narrow.apply((float) signed) != (short) expected) {
          assertThat(narrow.apply((float) signed) & 0xFFFF).as("%s of float %s", this, signed).isEqualTo(expected);
        }
        if (narrowDouble.apply(signed) != (short) expected) {
          assertThat(narrowDouble.apply(signed) & 0xFFFF).as("%s of double %s", this, signed).isEqualTo(expected);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void widensEveryPatternExactlyAndGetsItBack(Format format) {
    for (int pattern = 0; pattern < 1 << 16; pattern++) {
      int magnitude = pattern & 0x7FFF;
      float wide = format.widen.apply((short) pattern);
      if (magnitude > format.infinity) {
        assertThat(wide).isNaN();
        assertThat(format.narrow.apply(wide)).isEqualTo((short) format.nan);
        assertThat(format.narrowDouble.apply(wide)).isEqualTo((short) format.nan);
        continue;
      }
      double expected = magnitude == format.infinity ? Double.POSITIVE_INFINITY : format.number(magnitude);
      expected = pattern == magnitude ? expected : -expected;
      assertThat(Double.doubleToRawLongBits(wide)).as("%s %04x", format, pattern)
          .isEqualTo(Double.doubleToRawLongBits(expected));
      assertThat(format.narrow.apply(wide)).isEqualTo((short) pattern);
      assertThat(format.narrowDouble.apply(wide)).isEqualTo((short) pattern);
    }
  }

  /** Narrowing is monotone, so between boundaries there is nothing to see. */
  @ParameterizedTest
  @EnumSource
  void roundsToNearestEvenOnBothSidesOfEveryMidpoint(Format format) {
    for (int magnitude = 0; magnitude < format.infinity; magnitude++) {
      double midpoint = (format.number(magnitude) + format.number(magnitude + 1)) / 2;
      float narrow = (float) midpoint;
      assertThat((double) narrow).isEqualTo(midpoint);
      format.assertNarrows(midpoint, magnitude + (magnitude & 1));
      format.assertNarrows(Math.nextDown(midpoint), magnitude);
      format.assertNarrows(Math.nextDown(narrow), magnitude);
      format.assertNarrows(Math.nextUp(midpoint), magnitude + 1);
      format.assertNarrows(Math.nextUp(narrow), magnitude + 1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void overflowsToInfinityAndUnderflowsToZero(Format format) {
    format.assertNarrows(Double.POSITIVE_INFINITY, format.infinity);
    format.assertNarrows(Double.MAX_VALUE, format.infinity);
    format.assertNarrows(Float.MAX_VALUE, format.infinity);
    format.assertNarrows(Double.MIN_VALUE, 0);
    format.assertNarrows(Float.MIN_VALUE, 0);
    format.assertNarrows(0, 0);
  }

  @ParameterizedTest
  @EnumSource
  void givesOneNaN(Format format) {
    for (int bits : new int[] {0x7F800001, 0x7FC00000, 0x7FFFFFFF, 0xFF800001, 0xFFC00000, 0xFFFFFFFF}) {
      assertThat(format.narrow.apply(Float.intBitsToFloat(bits))).isEqualTo((short) format.nan);
    }
    assertThat(format.narrowDouble.apply(Double.NaN)).isEqualTo((short) format.nan);
    assertThat(format.nan).isEqualTo(format == Format.FLOAT16 ? 0x7E00 : 0x7FC0);
  }

  @ParameterizedTest
  @EnumSource
  void roundsIntegersOnce(Format format) {
    for (int magnitude = 0; magnitude < format.infinity; magnitude++) {
      double midpoint = (format.number(magnitude) + format.number(magnitude + 1)) / 2;
      if (midpoint >= 1 && midpoint < 0x1p63 && midpoint == (long) midpoint) {
        long tie = new BigDecimal(midpoint).longValueExact();
        assertRounds(format, tie, magnitude + (magnitude & 1));
        if (format.number(magnitude) < tie) {
          assertRounds(format, tie - 1, magnitude); // next to a tie, a double would be that tie already
          assertRounds(format, tie + 1, magnitude + 1);
        }
      }
    }
    assertThat(format.narrowLong.apply(0)).isZero();
    int greatest = format.narrow.apply((float) Long.MAX_VALUE);
    assertRounds(format, Long.MAX_VALUE, greatest);
    assertThat((int) format.narrowLong.apply(Long.MIN_VALUE)).isEqualTo((int) format.narrow.apply(-0x1p63f));
  }

  private static void assertRounds(Format format, long number, int magnitude) {
    assertThat(format.narrowLong.apply(number)).as("%s of %d", format, number).isEqualTo((short) magnitude);
    assertThat(format.narrowLong.apply(-number)).as("%s of -%d", format, number)
        .isEqualTo((short) (magnitude | 0x8000));
  }
}
