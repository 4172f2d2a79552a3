package dev.cenote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cenote.internal.Problem;
import org.junit.jupiter.api.Test;

/** The reference itself, against numbers worked out by hand. */
class ReferenceTest {
  private static final float BIG = 1 << 24; // BIG + 1 is BIG in float32

  private static float[] pool(String problem, float... input) {
    return Reference.pool(Problem.parse(problem), input);
  }

  @Test
  void addsNeighboursInPairsAndMovesAnOddOneUp() {
    // ((BIG + 1) + (1 + 1)) + 2: one after the other would give BIG + 2
    assertThat(pool("avg c1l5 k5 divisor1", BIG, 1, 1, 1, 2)).containsExactly(BIG + 4);
    assertThat(pool("avg c1l4 k4 divisor1", 1, 1, 1, BIG)).containsExactly(BIG + 2);
    assertThat(pool("avg c1l3 k3 divisor1", 1, 1, BIG)).containsExactly(BIG + 2);
    assertThat(pool("avg c1l3 k3 divisor1", BIG, 1, 1)).containsExactly(BIG);
  }

  @Test
  void keepsThePlaceOfPaddingInTheTree() {
    // (p + 1) + (1 + BIG): the pairs of the whole window, not (1 + 1) + BIG
    assertThat(pool("avg c1l3 k4s1p1..0 divisor1", 1, 1, BIG)).containsExactly(BIG);
    assertThat(pool("avg c1l3 k4s1p0..1 divisor1", 1, 1, BIG)).containsExactly(BIG + 2);
  }

  @Test
  void addsAlongHeightBeforeWidth() {
    // (BIG + -BIG) + (1 + 1), then (BIG + 1) + (-BIG + 1): columns first
    assertThat(pool("avg c1h2w2 k2 divisor1", BIG, 1, -BIG, 1)).containsExactly(2);
    assertThat(pool("avg c1h2w2 k2 divisor1", BIG, -BIG, 1, 1)).containsExactly(1);
  }

  @Test
  void sumsInFloat64BeyondSevenLevels() {
    float[] most = new float[128];
    most[0] = BIG;
    most[1] = 1;
    assertThat(pool("avg c1l128 k128 divisor1", most)).containsExactly(BIG);
    float[] wide = new float[129];
    wide[0] = BIG;
    wide[1] = 1;
    wide[2] = 1;
    assertThat(pool("avg c1l129 k129 divisor1", wide)).containsExactly(BIG + 2);
  }

  @Test
  void countsTapsForTheDivisor() {
    assertThat(pool("avg c1l3 k3s2p1", 6, 12, 24)).containsExactly(9, 18);
    assertThat(pool("avg c1l3 k3s2p1 include", 6, 12, 24)).containsExactly(6, 12);
    assertThat(pool("avg c1l4 k3s2 ceil include", 3, 3, 3, 3)).containsExactly(3, 3);
    assertThat(pool("avg c1l4 k3s2p1 ceil include", 3, 3, 3, 3)).containsExactly(2, 3, 1.5f);
    assertThat(pool("avg c1l1 k2s1p1d2", 5)).containsExactly(0);
  }

  @Test
  void findsTheGreatest() {
    assertThat(pool("max c1l4 k2s1", 1, 3, 2, -5)).containsExactly(3, 3, 2);
    assertThat(pool("max c1l1 k2s1p1d2", 5)).containsExactly(Float.NEGATIVE_INFINITY);
    assertThat(pool("max c1l2 k2", 1, Float.NaN)).containsExactly(Float.NaN);
    assertThat(Float.floatToRawIntBits(pool("max c1l2 k2", -0.0f, -0.0f)[0])).isZero();
  }

  @Test
  void knowsOutputSizes() {
    assertThat(Reference.outputShape(Problem.parse("max n1c64h112w112 k3s2p1"))).hasToString("1x64x56x56");
    assertThat(Reference.outputShape(Problem.parse("max n1c3h2w2 k1s2 ceil"))).hasToString("1x3x1x1");
    assertThat(Reference.outputShape(Problem.parse("max c3h5w6 k2 ceil nhwc"))).hasToString("3x3x3");
    assertThat(Reference.outputShape(Problem.parse("max c3h5w6 k3s2 same_lower"))).hasToString("3x3x3");
  }
}
