package dev.cenote.internal.managed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cenote.Rounding;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class QuotientTest {
  private static final long LOW = 0xFFFFFFFFL;

  private final Random random = new Random(1);

  @ParameterizedTest
  @EnumSource(Rounding.class)
  void smallQuotientsAreExact(Rounding rounding) {
    for (long total = -300; total <= 300; total++) {
      for (long divisor = -20; divisor <= 20; divisor++) {
        if (divisor != 0) {
          long expected = expected(BigInteger.valueOf(total), divisor, rounding, -128, 127);
          assertThat(Quotient.of(total, divisor, rounding, -128, 127))
              .as("%d / %d %s", total, divisor, rounding).isEqualTo(expected);
          long wide = expected(BigInteger.valueOf(total), divisor, rounding, Long.MIN_VALUE, Long.MAX_VALUE);
          assertThat(Quotient.ofLimbs(total >> 32, total & LOW, divisor, rounding))
              .as("limbs %d / %d %s", total, divisor, rounding).isEqualTo(wide);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Rounding.class)
  void quotientsOfLimbsAreExactOverTheWholeRange(Rounding rounding) {
    for (int i = 0; i < 200_000; i++) {
      long high = random.nextLong() >> 1 + random.nextInt(40);
      long low = random.nextLong() >>> 1 + random.nextInt(40);
      long divisor = random.nextLong() >> 1 + random.nextInt(62);
      assertQuotient(high, low, divisor == 0 ? 1 : divisor, rounding);
    }
  }

  @ParameterizedTest
  @EnumSource(Rounding.class)
  void halvesAndLimitsAreExact(Rounding rounding) {
    BigInteger limit = BigInteger.ONE.shiftLeft(63);
    for (long divisor : new long[] {1, -1, 2, -2, 3, 6, 1L << 31, (1L << 31) + 1, 1L << 62, -(1L << 62)}) {
      for (BigInteger quotient : new BigInteger[] {limit, limit.negate(), BigInteger.ONE, BigInteger.TEN}) {
        BigInteger twice = quotient.multiply(BigInteger.valueOf(divisor)).shiftLeft(1);
        for (long beside = -3; beside <= 3; beside++) {
          BigInteger total = twice.add(BigInteger.valueOf(divisor).multiply(BigInteger.valueOf(beside))).shiftRight(1);
          if (total.bitLength() < 94) {
            assertQuotient(total.shiftRight(32).longValue(), total.longValue() & LOW, divisor, rounding);
          }
        }
      }
    }
  }

  @Test
  void sumsBeyondTheRangeBecomeItsLimits() {
    assertThat(Quotient.ofLimbs(1L << 40, 0, 1, Rounding.TOWARD_ZERO)).isEqualTo(Long.MAX_VALUE);
    assertThat(Quotient.ofLimbs(1L << 40, 0, -1, Rounding.TOWARD_ZERO)).isEqualTo(Long.MIN_VALUE);
    assertThat(Quotient.ofLimbs(Integer.MIN_VALUE, 0, -1, Rounding.TOWARD_ZERO)).isEqualTo(Long.MAX_VALUE);
    assertThat(Quotient.of(300, -1, Rounding.TOWARD_ZERO, 0, 255)).isZero();
  }

  private static void assertQuotient(long high, long low, long divisor, Rounding rounding) {
    BigInteger total = BigInteger.valueOf(high).shiftLeft(32).add(BigInteger.valueOf(low));
    assertThat(Quotient.ofLimbs(high, low, divisor, rounding)).as("%s / %d %s", total, divisor, rounding)
        .isEqualTo(expected(total, divisor, rounding, Long.MIN_VALUE, Long.MAX_VALUE));
  }

  private static long expected(BigInteger total, long divisor, Rounding rounding, long least, long greatest) {
    RoundingMode mode = rounding == Rounding.TOWARD_ZERO ? RoundingMode.DOWN
        : rounding == Rounding.HALF_TO_EVEN ? RoundingMode.HALF_EVEN : RoundingMode.HALF_UP;
    BigInteger quotient = new BigDecimal(total).divide(BigDecimal.valueOf(divisor), 0, mode).toBigInteger();
    return quotient.max(BigInteger.valueOf(least)).min(BigInteger.valueOf(greatest)).longValue();
  }
}
