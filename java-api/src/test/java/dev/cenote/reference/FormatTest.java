package dev.cenote.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cenote.tensor.ElementType;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The reference's conversions, against the JDK's and against the distances between numbers. */
class FormatTest {
  @Test
  void convertsAsTheJdkDoes() {
    Format float32 = Format.of(ElementType.FLOAT32);
    Format float64 = Format.of(ElementType.FLOAT64);
    Random random = new Random(1);
    for (int i = 0; i < 200_000; i++) {
      long bits = random.nextLong() >> random.nextInt(3) * 20;
      double number = Double.longBitsToDouble(bits);
      double nearFloat = number * Math.scalb(1.0, random.nextInt(300) - 150 - Math.getExponent(number));
      assertThat(float64.bits(number)).isEqualTo(Double.doubleToLongBits(number));
      assertThat(Double.valueOf(float64.number(bits))).isEqualTo(Double.valueOf(number));
      assertThat(float32.bits(number)).isEqualTo(Float.floatToIntBits((float) number) & 0xFFFFFFFFL);
      assertThat(float32.bits(nearFloat)).as("%s", nearFloat)
          .isEqualTo(Float.floatToIntBits((float) nearFloat) & 0xFFFFFFFFL);
      assertThat((Float) (float) float32.number(bits & 0xFFFFFFFFL))
          .isEqualTo((Float) Float.intBitsToFloat((int) bits));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT16", "BFLOAT16"})
  void roundsSixteenBitsToTheNearest(ElementType type) {
    Format format = Format.of(type);
    long infinity = format.bits(Double.POSITIVE_INFINITY);
    for (long bits = 0; bits < infinity; bits++) {
      double number = format.number(bits);
      double above = bits + 1 < infinity ? format.number(bits + 1) : 2 * number - format.number(bits - 1);
      double middle = (number + above) / 2;
      assertThat(format.bits(number)).isEqualTo(bits);
      assertThat(format.bits(-number)).isEqualTo(bits | 0x8000);
      assertThat(format.bits(middle)).as("%s", middle).isEqualTo(bits + (bits & 1));
      assertThat(format.bits(Math.nextDown(middle))).isEqualTo(bits);
      assertThat(format.bits(Math.nextUp(middle))).isEqualTo(bits + 1);
    }
    assertThat(format.bits(Double.NaN)).isEqualTo(type == ElementType.FLOAT16 ? 0x7E00 : 0x7FC0);
    assertThat(format.number(1)).isEqualTo(type == ElementType.FLOAT16 ? 0x1p-24 : 0x1p-133);
    assertThat(format.number(infinity - 1)).isEqualTo(type == ElementType.FLOAT16 ? 65504 : 0x1.FEp127);
    assertThat(format.number(infinity)).isInfinite();
    assertThat(format.number(infinity + 1)).isNaN();
  }

  @Test
  void keepsIntegersWithinTheirRange() {
    assertThat(Format.of(ElementType.INT8).whole(0x80)).isEqualTo(-128);
    assertThat(Format.of(ElementType.UINT8).whole(0x80)).isEqualTo(128);
    assertThat(Format.of(ElementType.INT64).whole(-1)).isEqualTo(-1);
    assertThat(Format.of(ElementType.INT8).bits(BigInteger.valueOf(-129))).isEqualTo(0x80);
    assertThat(Format.of(ElementType.UINT8).bits(BigInteger.valueOf(-1))).isZero();
    assertThat(Format.of(ElementType.INT64).bits(BigInteger.ONE.shiftLeft(70))).isEqualTo(Long.MAX_VALUE);
  }
}
