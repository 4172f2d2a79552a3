package dev.cenote.internal.managed;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PowerTest {
  /** Twice 2^-53, the unit of "eps" for a result: what the two roundings at the end may cost. */
  private static final BigDecimal TWO_EPS = new BigDecimal(0x1p-52);

  private static final MathContext EXACT_ENOUGH = new MathContext(60);
  private final Random random = new Random(1);

  /** With y of 13 bits x = y^4 is exact, and so is x^(n/4) = y^n but for its rounding. */
  @ParameterizedTest
  @ValueSource(ints = {5, 6, 7, 12, 13, 20, 29, 40, 101})
  void powersAreWithinTwoEps(int quarters) {
    Power power = new Power(quarters / 4.0);
    for (int i = 0; i < 20_000; i++) {
      double y = Math.scalb((double) (4096 + random.nextInt(4096)), random.nextInt(12) - 18);
      double x = y * y * y * y;
      assertClose(power.power(x), new BigDecimal(y).pow(quarters, EXACT_ENOUGH), x, quarters / 4.0);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 6, 7, 12, 13, 20, 29, 40, 101})
  void rootsAreWithinTwoEps(int quarters) {
    Power power = new Power(quarters / 4.0);
    for (int i = 0; i < 20_000; i++) {
      double x = randomPositive(300);
      double root = power.root(x);
      // root^p against x, whose relative errors are p times as large: (root^n)^(1/4) would not be exact
      BigDecimal fourth = new BigDecimal(x).pow(4, EXACT_ENOUGH);
      BigDecimal power4 = new BigDecimal(root).pow(quarters, EXACT_ENOUGH);
      BigDecimal error = power4.subtract(fourth).divide(fourth, EXACT_ENOUGH).abs();
      assertThat(error).as("root %s of %s", quarters / 4.0, x)
          .isLessThanOrEqualTo(TWO_EPS.multiply(BigDecimal.valueOf(quarters)));
    }
  }

  /** StrictMath.pow is within one unit in the last place, two eps at most. */
  @ParameterizedTest
  @ValueSource(doubles = {1.0000000000000002, 1.5, 2.718281828459045, 3, 17.3, 1e3, 1e6})
  void agreesWithTheLibraryOverTheWholeRange(double p) {
    Power power = new Power(p);
    for (int i = 0; i < 50_000; i++) {
      double x = randomPositive(Math.min(1074, 1100 / p));
      double library = StrictMath.pow(x, p);
      double result = power.power(x);
      boolean close = result == library || Math.abs(result - library) <= 2 * Math.ulp(library);
      assertThat(close).as("%s ^ %s = %s, not %s", x, p, library, result).isTrue();
    }
  }

  @Test
  void smallWholePowersAreExact() {
    for (int n = 3; n <= 5; n++) {
      Power power = new Power(n);
      for (int x = 1; x <= 200; x++) {
        assertThat(power.power(x)).as("%d ^ %d", x, n).isEqualTo((double) Math.round(Math.pow(x, n)));
        assertThat(power.root(Math.pow(x, n))).as("root %d of %d ^ %d", n, x, n).isEqualTo(x);
      }
    }
  }

  @Test
  void keepsZeroInfinityAndNaN() {
    Power power = new Power(3);
    for (double x : new double[] {0, Double.POSITIVE_INFINITY, Double.NaN, 1}) {
      assertThat(power.power(x)).isEqualTo(Double.valueOf(x));
      assertThat(power.root(x)).isEqualTo(Double.valueOf(x));
    }
  }

  @Test
  void overflowsAndUnderflows() {
    assertThat(new Power(4).power(1e80)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(new Power(1e300).power(1.0000000000000002)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(new Power(4).power(1e-100)).isZero();
    assertThat(new Power(1e300).power(0.9999999999999999)).isZero();
    assertThat(new Power(1.5).power(Double.MIN_VALUE)).isZero();
    assertThat(new Power(3).power(0x1p-350)).isEqualTo(0x1p-1050); // denormal
  }

  @Test
  void rootsOfDenormalsAndOfGreatDegree() {
    assertThat(new Power(2).root(Double.MIN_VALUE)).isEqualTo(0x1p-537);
    assertThat(new Power(0x1p64).root(1e300)).isEqualTo(1);
    assertThat(new Power(1.5e19).root(0x1p-1074)).isEqualTo(1);
  }

  private double randomPositive(double greatestExponent) {
    int exponent = (int) ((random.nextDouble() * 2 - 1) * Math.min(1022, greatestExponent));
    return Math.scalb(1 + random.nextDouble(), exponent);
  }

  private static void assertClose(double result, BigDecimal exact, double x, double p) {
    BigDecimal error = new BigDecimal(result).subtract(exact).abs();
    assertThat(error).as("%s ^ %s = %s", x, p, result).isLessThanOrEqualTo(exact.multiply(TWO_EPS));
  }
}
