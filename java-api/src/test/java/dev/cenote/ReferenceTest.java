package dev.cenote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cenote.internal.Problem;
import dev.cenote.reference.Format;
import dev.cenote.tensor.ElementType;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The reference itself, against numbers worked out by hand. */
class ReferenceTest {
  private static final float BIG = 1 << 24; // BIG + 1 is BIG in float32

  /** Numbers to numbers, of any element type whose numbers float64 has. */
  private static double[] pool(String text, double... input) {
    Problem problem = Problem.parse(text);
    Format format = Format.of(problem.type());
    long[] out = Reference.pool(problem, bits(problem.type(), input));
    return Arrays.stream(out)
        .mapToDouble(bits -> format.isFloating() ? format.number(bits) : format.whole(bits)).toArray();
  }

  private static long[] bits(ElementType type, double... input) {
    Format format = Format.of(type);
    return Arrays.stream(input)
        .mapToLong(number -> format.isFloating() ? format.bits(number) : format.pattern((long) number)).toArray();
  }

  private static long[] indices(String problem, double... input) {
    return Reference.indices(Problem.parse(problem), bits(Problem.parse(problem).type(), input));
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
    double[] most = new double[128];
    most[0] = BIG;
    most[1] = 1;
    assertThat(pool("avg c1l128 k128 divisor1", most)).containsExactly(BIG);
    double[] wide = new double[129];
    wide[0] = BIG;
    wide[1] = 1;
    wide[2] = 1;
    assertThat(pool("avg c1l129 k129 divisor1", wide)).containsExactly(BIG + 2);
  }

  /** Of lp1, whose sums of 9 are still float64: BIG is 2^53 here. */
  @Test
  void addsWideOverlappingWindowsInBlocks() {
    double big = 0x1p53; // big + 1 is big, big + 2 is not
    double[] input = new double[17];
    input[0] = big;
    input[1] = 1;
    input[2] = 1;
    // window 0 is a block: (big + 1) + 1, from its first position on
    assertThat(pool("lp1 c1l17 k9s1 float64", input)[0]).isEqualTo(big);
    input = new double[17];
    input[1] = 1;
    input[2] = 1;
    input[8] = big;
    // window 1 has the end of block 0, from its last position back: (big + 1) + 1, and 0 from block 1
    assertThat(pool("lp1 c1l17 k9s1 float64", input)).startsWith(big + 2, big, 1 + big);
    input[9] = 1;
    input[10] = 1;
    // window 2 adds to that 1 + 1, which came together first
    assertThat(pool("lp1 c1l17 k9s1 float64", input)).startsWith(big + 2, big, big + 2);
    // with 8 windows of 9 elements, or 9 of 8, windows are trees of pairs: (1 + 1) + big
    double[] pairs = new double[17];
    pairs[2] = 1;
    pairs[3] = 1;
    pairs[4] = big;
    assertThat(pool("lp1 c1l16 k9s1 float64", Arrays.copyOf(pairs, 16))[2]).isEqualTo(big + 2);
    assertThat(pool("lp1 c1l16 k8s1 float64", Arrays.copyOf(pairs, 16))[2]).isEqualTo(big + 2);
    assertThat(pool("lp1 c1l17 k9s1 float64", pairs)[2]).isEqualTo(big);
  }

  @Test
  void sumsBlocksInFloat64() {
    double[] input = new double[17];
    input[0] = BIG;
    input[1] = 1;
    input[2] = 1;
    assertThat(pool("avg c1l17 k9s1 divisor1", input)[0]).isEqualTo(BIG + 2);
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
    assertThat(pool("max c1l1 k2s1p1d2", 5)).containsExactly(Double.NEGATIVE_INFINITY);
    assertThat(pool("max c1l2 k2", 1, Double.NaN)).containsExactly(Double.NaN);
    assertThat(pool("max c1l2 k2", -0.0, -0.0)).containsExactly(0.0);
    assertThat(pool("min c1l4 k2s1", 1, 3, 2, -5)).containsExactly(1, 2, -5);
    assertThat(pool("min c1l1 k2s1p1d2 int16", 5)).containsExactly(32767);
    assertThat(pool("max c1l1 k2s1p1d2 int8", 5)).containsExactly(-128);
    assertThat(pool("max c1l3 k3 uint8", 127, 128, 3)).containsExactly(128);
  }

  @Test
  void findsTheFirstOfEqualElementsAndTheLastNaN() {
    assertThat(indices("max c1h2w2 k2", 1, 3, 3, 2)).containsExactly(1);
    assertThat(indices("min c1h2w2 k2 int8", 3, 1, 1, 2)).containsExactly(1);
    assertThat(indices("max c1l3 k3", 0.0, -0.0, 0.0)).containsExactly(0);
    assertThat(indices("max c1l4 k4", 9, Double.NaN, Double.NaN, 1)).containsExactly(2);
    assertThat(indices("max c1l3 k3", -1 / 0.0, -1 / 0.0, -1 / 0.0)).containsExactly(0);
    assertThat(indices("max c1l1 k2s1p1d2", 5)).containsExactly(-1);
    assertThat(indices("max c2l2 k2 nlc", 1, 8, 2, 7)).containsExactly(1, 0);
  }

  @Test
  void roundsAveragesOfIntegers() {
    assertThat(pool("avg c1l8 k2 int8", 2, 3, -2, -3, 3, 4, 1, 2)).containsExactly(3, -3, 4, 2);
    assertThat(pool("avg c1l8 k2 int8 half_to_even", 2, 3, -2, -3, 3, 4, 1, 2)).containsExactly(2, -2, 4, 2);
    assertThat(pool("avg c1l8 k2 int8 toward_zero", 2, 3, -2, -3, 3, 4, 1, 2)).containsExactly(2, -2, 3, 1);
    assertThat(pool("avg c1l2 k2 int8 divisor-2", 2, 3)).containsExactly(-3);
    assertThat(pool("sum c1l2 k2 int8", 100, 100)).containsExactly(127);
    assertThat(pool("sum c1l2 k2 uint8", 200, 100)).containsExactly(255);
  }

  @Test
  void sumsInt64Exactly() {
    long[] input = {Long.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE};
    assertThat(Reference.pool(Problem.parse("avg c1l4 k2 int64"), input)).containsExactly(
        Long.MAX_VALUE, Long.MIN_VALUE);
    assertThat(Reference.pool(Problem.parse("sum c1l4 k4 int64"), input)).containsExactly(-2);
  }

  @Test
  void sumsSixteenBitsInFloat32() {
    assertThat(pool("avg c1l2 k2 float16", 65504, 65504)).containsExactly(65504);
    assertThat(pool("sum c1l2 k2 float16", 65504, 65504)).containsExactly(Double.POSITIVE_INFINITY);
    assertThat(pool("avg c1l4 k4 bfloat16", 256, 1, 1, 1)).containsExactly(65); // 64.75, to even
  }

  @Test
  void takesNorms() {
    assertThat(pool("lp1 c1l2 k2", 3, -4)).containsExactly(7);
    assertThat(pool("lp2 c1l2 k2", 3, -4)).containsExactly(5);
    assertThat(pool("lpinf c1l2 k2", 3, -4)).containsExactly(4);
    assertThat(pool("lp3 c1l3 k3", 3, -4, 5)).containsExactly(6);
    assertThat(pool("globallp2 c1h1w2", 3, 4)).containsExactly(5);
    assertThat(pool("lp2 c1l1 k2s1p1d2", 5)).containsExactly(0);
  }

  @Test
  void sharesAnAxisAdaptively() {
    assertThat(pool("adaptivemax c1l5 o3", 1, 2, 3, 4, 5)).containsExactly(2, 4, 5);
    assertThat(pool("adaptiveavg c1l5 o3", 1, 2, 3, 4, 5)).containsExactly(1.5, 3, 4.5);
    assertThat(pool("adaptiveavg c1l2 o3", 1, 2)).containsExactly(1, 1.5, 2);
    assertThat(pool("adaptivemax c1l2 o0", 1, 2)).isEmpty();
  }

  @Test
  void placesFractionalWindows() {
    Problem problem = Problem.parse("fractionalmax c1h2w7 k2o1x3");
    long[] input = bits(ElementType.FLOAT32, 0, 1, 2, 3, 4, 5, 6, 0, 1, 2, 3, 4, 5, 6);
    // alpha is 2.5; with u = 0.5 starts are 0, trunc(3.75) - trunc(1.25) and 5
    assertThat(Reference.pool(problem, new double[] {0, 0.5}, input)).isEqualTo(bits(ElementType.FLOAT32, 1, 3, 6));
    assertThat(Reference.pool(problem, new double[] {0, 0}, input)).isEqualTo(bits(ElementType.FLOAT32, 1, 3, 6));
    assertThat(Reference.pool(problem, new double[] {0, 0.7}, input)).isEqualTo(bits(ElementType.FLOAT32, 1, 4, 6));
  }

  @Test
  void poolsRegions() {
    double[] image = {0, 1, 2, 3, 4, 5, 6, 7, 8};
    assertThat(pool("roimax n1c1h3w3 o1 roi0:0,0,1,1", image)).containsExactly(4);
    assertThat(pool("roimax n1c1h3w3 o1x2 roi0:-1,0,1,0 roi0:5,5,6,6", image)).containsExactly(0, 1, 0, 0);
    assertThat(pool("roimax n1c1h3w3 o1 roi0:2,2,0,0", image)).containsExactly(8);
    assertThat(pool("roialign n1c1h3w3 o1 roi0:0,0,1,1 output_half_pixel samples1", image)).containsExactly(2);
    assertThat(pool("roialign n1c1h3w3 o1 roi0:1,1,2,2 half_pixel samples1", image)).containsExactly(4);
    assertThat(pool("roialign n1c1h3w3 o1 roi0:9,9,9,9 half_pixel samples1", image)).containsExactly(0);
    assertThat(pool("roialign n1c1h3w3 o1 roi0:1,1,1,1 half_pixel", image)).containsExactly(0);
    assertThat(pool("roialign n1c1h3w3 o1 roi0:0,0,1,1 output_half_pixel samples1 max", image)).containsExactly(1);
  }

  @Test
  void knowsOutputSizes() {
    assertThat(Reference.outputShape(Problem.parse("max n1c64h112w112 k3s2p1"))).hasToString("1x64x56x56");
    assertThat(Reference.outputShape(Problem.parse("max n1c3h2w2 k1s2 ceil"))).hasToString("1x3x1x1");
    assertThat(Reference.outputShape(Problem.parse("max c3h5w6 k2 ceil nhwc"))).hasToString("3x3x3");
    assertThat(Reference.outputShape(Problem.parse("max c3h5w6 k3s2 same_lower"))).hasToString("3x3x3");
    assertThat(Reference.outputShape(Problem.parse("adaptivemax n2c3h5w6 o7x0 nhwc"))).hasToString("2x7x0x3");
    assertThat(Reference.outputShape(Problem.parse("fractionalmax c3h5w6 k2o3x4"))).hasToString("3x3x4");
    assertThat(Reference.outputShape(Problem.parse("roimax c3h5w6 o2 roi0:0,0,1,1 nhwc"))).hasToString("1x2x2x3");
  }
}
