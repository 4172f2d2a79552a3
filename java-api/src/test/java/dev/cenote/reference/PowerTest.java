package dev.cenote.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Powers and roots, against exact arithmetic, and against StrictMath, which is within one unit itself. */
class PowerTest {
  private static final MathContext PRECISE = new MathContext(60);
  private static final double EPS = Math.ulp(1.0);

  private static void assertWithinTwoEps(String what, double actual, BigDecimal exact) {
    BigDecimal error = new BigDecimal(actual).subtract(exact).abs();
    assertThat(error).as("%s is %s, exactly %s", what, actual, exact.round(new MathContext(20)))
        .isLessThanOrEqualTo(exact.multiply(BigDecimal.valueOf(2 * EPS)));
  }

  @Test
  void wholePowersAreWithinTwoEps() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      double x = Math.scalb(1 + random.nextDouble(), random.nextInt(200) - 100);
      int p = 1 + random.nextInt(9);
      assertWithinTwoEps(x + "^" + p, Power.power(x, p), new BigDecimal(x).pow(p, PRECISE));
    }
  }

  @Test
  void powersOfHalvesAreWithinTwoEps() {
    Random random = new Random(2);
    for (int i = 0; i < 5_000; i++) {
      double x = Math.scalb(1 + random.nextDouble(), random.nextInt(200) - 100);
      int twice = 3 + 2 * random.nextInt(6);
      assertWithinTwoEps(x + "^" + twice / 2.0, Power.power(x, twice / 2.0),
          new BigDecimal(x).pow(twice, PRECISE).sqrt(PRECISE));
    }
  }

  /** The root r is as far off as its power from x, by p times: |r^p - x| <= p * 2 eps * x, and a little. */
  @Test
  void rootsAreWithinTwoEps() {
    Random random = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      double x = Math.scalb(1 + random.nextDouble(), random.nextInt(1800) - 900);
      int p = 1 + random.nextInt(9);
      double root = Power.root(x, p);
      BigDecimal exact = new BigDecimal(x);
      BigDecimal error = new BigDecimal(root).pow(p, PRECISE).subtract(exact).abs();
      assertThat(error).as("root %d of %s is %s", p, x, root)
          .isLessThanOrEqualTo(exact.multiply(BigDecimal.valueOf(p * 2.001 * EPS)));
    }
  }

  @Test
  void realExponentsAgreeWithStrictMath() {
    Random random = new Random(4);
    for (int i = 0; i < 100_000; i++) {
      double x = Math.scalb(1 + random.nextDouble(), random.nextInt(40) - 20);
      double p = 1 + 20 * random.nextDouble();
      double expected = StrictMath.pow(x, p);
      assertThat(Math.abs(Power.power(x, p) - expected)).as("%s^%s", x, p).isLessThanOrEqualTo(2 * EPS * expected);
    }
  }

  @Test
  void extremesKeepTheirMeaning() {
    for (double p : new double[] {1, 1.5, 3, 100, 1e300}) {
      assertThat(Power.power(0, p)).isZero();
      assertThat(Power.power(1, p)).isEqualTo(1);
      assertThat(Power.power(Double.POSITIVE_INFINITY, p)).isInfinite();
      assertThat(Power.power(Double.NaN, p)).isNaN();
      assertThat(Power.root(0, p)).isZero();
      assertThat(Power.root(1, p)).isEqualTo(1);
      assertThat(Power.root(Double.POSITIVE_INFINITY, p)).isInfinite();
      assertThat(Power.root(Double.NaN, p)).isNaN();
    }
    assertThat(Power.power(1e300, 3)).isInfinite();
    assertThat(Power.power(1e-300, 3)).isZero();
    assertThat(Power.power(Double.MIN_VALUE, 1)).isEqualTo(Double.MIN_VALUE);
    assertThat(Power.root(Double.MIN_VALUE, 1)).isEqualTo(Double.MIN_VALUE);
    assertThat(Power.root(Double.MAX_VALUE, 1e20)).isEqualTo(1);
  }
}
