package dev.cenote.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cenote.AdaptiveAvgPool;
import dev.cenote.AdaptiveMaxPool;
import dev.cenote.AvgPool;
import dev.cenote.Divisor;
import dev.cenote.FractionalMaxPool;
import dev.cenote.GlobalAvgPool;
import dev.cenote.GlobalLpPool;
import dev.cenote.GlobalMaxPool;
import dev.cenote.LpPool;
import dev.cenote.MaxPool;
import dev.cenote.MinPool;
import dev.cenote.Padding;
import dev.cenote.Regions;
import dev.cenote.RoiAlign;
import dev.cenote.RoiMaxPool;
import dev.cenote.Rounding;
import dev.cenote.SumPool;
import dev.cenote.Window;
import dev.cenote.tensor.ElementType;
import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Problems as text. */
class ProblemTest {
  @Test
  void readsALayerOfANetwork() {
    Problem problem = Problem.parse("max n1c64h112w112 k3s2p1");

    assertThat(problem.pool()).isEqualTo(MaxPool.of(Window.of(3, 3).stride(2).padding(1)));
    assertThat(problem.shape()).isEqualTo(Shape.of(1, 64, 112, 112));
    assertThat(problem.layout()).isEqualTo(Layout.NCHW);
  }

  @Test
  void readsEverythingAtOnce() {
    Problem problem = Problem.parse("avg n2c3h7w9 k3x2s1x2p0x1..1x1d2 ceil include nhwc");

    assertThat(problem.pool()).isEqualTo(AvgPool.of(Window.of(3, 2).stride(1, 2).dilation(2)
        .padding(Padding.of(new long[] {0, 1}, new long[] {1, 1})).ceil()).divisor(Divisor.INCLUDE_PADDING));
    assertThat(problem.shape()).isEqualTo(Shape.of(2, 7, 9, 3));
    assertThat(problem.layout()).isEqualTo(Layout.NHWC);
    assertThat(problem).hasToString("avg n2c3h7w9 k3x2s1x2p0x1..1d2 ceil include nhwc");
  }

  @Test
  void readsSequencesAndVolumes() {
    assertThat(Problem.parse("max c4l17 k3").shape()).isEqualTo(Shape.of(4, 17));
    assertThat(Problem.parse("max c4l17 k3").layout()).isEqualTo(Layout.NCL);
    assertThat(Problem.parse("max c4l17 k3 nlc").shape()).isEqualTo(Shape.of(17, 4));
    assertThat(Problem.parse("avg n1c2d4h5w6 k2x2x2").shape()).isEqualTo(Shape.of(1, 2, 4, 5, 6));
    assertThat(Problem.parse("avg n1c2d4h5w6 k2x2x2 ndhwc").shape()).isEqualTo(Shape.of(1, 4, 5, 6, 2));
    assertThat(Problem.parse("avg n1c2d4h5w6 k2x2x2").pool()).isEqualTo(AvgPool.of(2, 2, 2));
  }

  @Test
  void readsGlobalOperators() {
    assertThat(Problem.parse("globalavg n32c2048h7w7").pool()).isEqualTo(GlobalAvgPool.of());
    assertThat(Problem.parse("globalmax n32c2048h7w7 nhwc").pool()).isEqualTo(GlobalMaxPool.of());
    assertThat(Problem.parse("globalmax n32c2048h7w7").size()).isNull();
  }

  @Test
  void readsPaddingRulesAndDivisors() {
    assertThat(Problem.parse("max c1h4w4 k2 same_upper").pool())
        .isEqualTo(MaxPool.of(Window.of(2, 2).padding(Padding.SAME_UPPER)));
    assertThat(Problem.parse("max c1h4w4 k2 same_lower").pool())
        .isEqualTo(MaxPool.of(Window.of(2, 2).padding(Padding.SAME_LOWER)));
    assertThat(Problem.parse("avg c1h4w4 k2 divisor-3").pool())
        .isEqualTo(AvgPool.of(2, 2).divisor(Divisor.fixed(-3)));
    assertThat(Problem.parse("avg c1h4w4 k2 divisor0.5").pool())
        .isEqualTo(AvgPool.of(2, 2).divisor(Divisor.fixed(0.5)));
  }

  @Test
  void readsMinimaSumsAndNorms() {
    assertThat(Problem.parse("min c1h4w4 k2").pool()).isEqualTo(MinPool.of(2, 2));
    assertThat(Problem.parse("sum c1h4w4 k3s1").pool()).isEqualTo(SumPool.of(Window.of(3, 3).stride(1)));
    assertThat(Problem.parse("lp2 c1h4w4 k2").pool()).isEqualTo(LpPool.of(2, 2, 2));
    assertThat(Problem.parse("lp2.5 c1l4 k2p1 ceil").pool())
        .isEqualTo(LpPool.of(2.5, Window.of(2).padding(1).ceil()));
    assertThat(Problem.parse("lpinf c1h4w4 k2").p()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(Problem.parse("globallp3 c1h4w4").pool()).isEqualTo(GlobalLpPool.of(3));
  }

  @Test
  void readsElementTypesAndRoundings() {
    assertThat(Problem.parse("max c1h4w4 k2").type()).isEqualTo(ElementType.FLOAT32);
    for (ElementType type : ElementType.values()) {
      assertThat(Problem.parse("max c1h4w4 k2 " + type).type()).isEqualTo(type);
    }
    assertThat(Problem.parse("avg c1h4w4 k2 int8 half_to_even").pool())
        .isEqualTo(AvgPool.of(2, 2).rounding(Rounding.HALF_TO_EVEN));
    assertThat(Problem.parse("globalavg c1h4w4 toward_zero int8").pool())
        .isEqualTo(GlobalAvgPool.of().rounding(Rounding.TOWARD_ZERO));
    assertThat(Problem.parse("adaptiveavg c1h4w4 o2 int8 toward_zero").rounding()).isEqualTo(Rounding.TOWARD_ZERO);
  }

  @Test
  void readsOutputSizes() {
    assertThat(Problem.parse("adaptivemax c1h9w9 o7x5").pool()).isEqualTo(AdaptiveMaxPool.of(7, 5));
    assertThat(Problem.parse("adaptiveavg c1h9w9 o0").pool()).isEqualTo(AdaptiveAvgPool.of(0, 0));
    assertThat(Problem.parse("adaptivemax c1h9w9 o7x5").outputSize()).containsExactly(7, 5);
    Problem fractional = Problem.parse("fractionalmax n1c3h9w9 k2x3o5x4 seed7");
    assertThat(fractional.pool())
        .isEqualTo(FractionalMaxPool.of(new long[] {2, 3}, new long[] {5, 4}).seed(7));
    assertThat(fractional.size()).containsExactly(2, 3);
    assertThat(fractional.outputSize()).containsExactly(5, 4);
  }

  @Test
  void readsRegions() {
    Problem maximum = Problem.parse("roimax n2c3h9w9 o2x3 scale0.5 roi1:0,0,8,8 roi0:-4,2,17,9.5");
    Regions regions = Regions.of(new double[] {0, 0, 8, 8, -4, 2, 17, 9.5}, 1, 0);
    assertThat(maximum.pool()).isEqualTo(RoiMaxPool.of(2, 3).scale(0.5).over(regions));
    assertThat(maximum.corners()).containsExactly(0, 0, 8, 8, -4, 2, 17, 9.5);
    assertThat(maximum.images()).containsExactly(1, 0);
    assertThat(Problem.parse("roialign n2c3h9w9 o2 roi1:0,0,8,8 roi0:-4,2,17,9.5 half_pixel samples2 max").pool())
        .isEqualTo(RoiAlign.of(RoiAlign.Mode.HALF_PIXEL, 2, 2).samples(2).max().over(regions));
    assertThat(Problem.parse("roialign n2c3h9w9 o2 output_half_pixel").pool())
        .isEqualTo(RoiAlign.of(RoiAlign.Mode.OUTPUT_HALF_PIXEL, 2, 2).over(Regions.of(new double[0])));
  }

  @ParameterizedTest
  @CsvSource({
      "max n1c2h8w8 k2x2s2x2, max n1c2h8w8 k2", "max n1c2h8w8 k3s2x2p0x0d1x1, max n1c2h8w8 k3s2",
      "avg n1c2h8w8 k2 include ceil, avg n1c2h8w8 k2 ceil include", "max n1c2h8w8 k2 nchw, max n1c2h8w8 k2",
      "avg n1c2h8w8 k2 divisor2.0, avg n1c2h8w8 k2 divisor2", "max c4l17 k3p1..1, max c4l17 k3p1",
      "globalavg  c4l17, globalavg c4l17", "lp2.0 c4l17 k3 float32, lp2 c4l17 k3", "min c4l17 int8 k3, ''",
      "avg c4l17 k3 half_away_from_zero nlc int8, avg c4l17 k3 int8 nlc",
      "adaptivemax c1h4w4 o2x2, adaptivemax c1h4w4 o2",
      "fractionalmax c1h4w4 k2x2o3x3 seed0, fractionalmax c1h4w4 k2o3", "lp1.50 c1l4 k2, lp1.5 c1l4 k2",
      "'roimax c1h4w4 o2 roi0:1.0,-0,2.50,3 scale1.0', 'roimax c1h4w4 o2 roi0:1,0,2.5,3'",
      "'roialign c1h4w4 o2 samples0 half_pixel', 'roialign c1h4w4 o2 half_pixel'", "max c1l4 k3p2..1s1, ''"})
  void printsTheShortestText(String text, String shortest) {
    if (shortest.isEmpty()) {
      assertThatThrownBy(() -> Problem.parse(text)).isInstanceOf(IllegalArgumentException.class);
      return;
    }
    assertThat(Problem.parse(text)).hasToString(shortest).isEqualTo(Problem.parse(shortest));
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "max n1c64h112w112 k3s2p1", "avg n2c3h7w9 k3x2s1x2p0x1..1d2 ceil include nhwc", "globalavg n32c2048h7w7",
      "max c4l17 k3", "avg n1c2d4h5w6 k2", "avg n1c2h4w6 k2s1 same_upper divisor-3", "max n0c3h8w8 k2 ceil same_lower",
      "avg c1l5 k2 divisor0.5 nlc", "min c1l5 k2 uint8", "sum n1c2h4w6 k2s1 ceil int64 nhwc", "lpinf c1l5 k2 float64",
      "globallp2.5 c1l5 bfloat16", "avg c1l5 k2 include half_to_even int8", "adaptiveavg c1h5w6 o0x7 toward_zero int8",
      "fractionalmax n1c1d4h5w6 k2o3x4x5 seed-7 float16 ndhwc", "roimax n1c2h5w6 o2x3 scale0.5 roi0:1,2,3,4.5 int8",
      "roialign n2c2h5w6 o2 scale0.0625 roi1:0,0,8,8 roi0:-1.5,2,1.0E20,9 output_half_pixel samples2 max float64 nhwc"})
  void roundTrips(String text) {
    assertThat(Problem.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "'' | Problem: \"\" ends too early, expected max, min, avg, sum, lp<p>, globalmax, "
          + "globalavg, globallp<p>, adaptivemax, adaptiveavg, fractionalmax, roimax, roialign",
      "mix c1h2w2 k2 | Problem: \"mix c1h2w2 k2\" has \"mix\", expected max, min, avg, sum, lp<p>, globalmax, "
          + "globalavg, globallp<p>, adaptivemax, adaptiveavg, fractionalmax, roimax, roialign",
      "lp c1h2w2 k2 | Problem: \"lp c1h2w2 k2\" has \"lp\", expected lp<p> with a number or inf",
      "lpmax c1h2w2 k2 | Problem: \"lpmax c1h2w2 k2\" has \"lpmax\", expected lp<p> with a number or inf",
      "lp0.5 c1h2w2 k2 | Problem: \"lp0.5 c1h2w2 k2\" has \"lp0.5\": LpPool: p is 0.5, expected a number from 1 on, or "
          + "infinity",
      "max | Problem: \"max\" ends too early, expected sizes such as n1c64h112w112",
      "max c1h2w2 | Problem: \"max c1h2w2\" ends too early, expected a window such as k3s2p1",
      "max c1x2 k2 | Problem: \"max c1x2 k2\" has \"c1x2\", expected sizes such as n1c64h112w112, c4l17 or n1c2d4h5w6",
      "max c1h2 k2 | Problem: \"max c1h2 k2\" has \"c1h2\", expected sizes such as n1c64h112w112, c4l17 or n1c2d4h5w6",
      "max c1h2w2 p2 | Problem: \"max c1h2w2 p2\" has \"p2\", expected a window such as k3s2p1 or k3x2s1x2p0x1..1x1d2",
      "max c1h2w2 k2x2x2 | Problem: \"max c1h2w2 k2x2x2\" has \"k2x2x2\", expected 1 or 2 numbers in place of 2x2x2",
      "max c1h2w2 k2 ceiling | Problem: \"max c1h2w2 k2 ceiling\" has \"ceiling\", expected ceil, "
          + "same_upper, same_lower, an element type such as int8 or a layout such as nhwc",
      "avg c1h2w2 k2 ceiling | Problem: \"avg c1h2w2 k2 ceiling\" has \"ceiling\", expected ceil, same_upper, "
          + "same_lower, include, divisor<number>, half_to_even, toward_zero, an element type such as int8 or a layout "
          + "such as nhwc",
      "max c1h2w2 k2 ceil ceil | Problem: \"max c1h2w2 k2 ceil ceil\" has \"ceil\", expected no second ceil",
      "max c1h2w2 k2 include | Problem: \"max c1h2w2 k2 include\" has \"include\", expected no divisor with max",
      "globalavg c1h2w2 ceil | Problem: \"globalavg c1h2w2 ceil\" has \"ceil\", expected no ceil with globalavg",
      "globalavg c1h2w2 k2 | Problem: \"globalavg c1h2w2 k2\" has \"k2\", expected half_to_even, "
          + "toward_zero, an element type such as int8 or a layout such as nhwc",
      "max c1l2 k2 nhwc | Problem: \"max c1l2 k2 nhwc\" has \"c1l2\", expected 2 spatial sizes for layout nhwc",
      "max c1h2w2 k2p1 same_upper | Problem: \"max c1h2w2 k2p1 same_upper\" has \"k2p1\", expected no padding sizes "
          + "with same_upper",
      "max c1l99999999999999999999 k2 | Problem: \"max c1l99999999999999999999 k2\" has \"c1l99999999999999999999\", "
          + "expected numbers below 2^63 in place of 99999999999999999999",
      "max c1h2w2 k2p2 | Problem: \"max c1h2w2 k2p2\" has \"k2p2\": MaxPool: axis H: padding 2 is too large for a "
          + "window that reaches over 2, expected at most 1 for window 2x2 stride 2x2 padding 2x2",
      "max c1h2w2 k0 | Problem: \"max c1h2w2 k0\" has \"k0\": Window: size 0x0 has 0, expected 1 or more",
      "avg c1h2w2 k2 divisor0 | Problem: \"avg c1h2w2 k2 divisor0\" has \"divisor0\": Divisor: 0.0 cannot divide a "
          + "sum, expected a finite number that is not 0",
      "max c1h2w2 k2 half_to_even | Problem: \"max c1h2w2 k2 half_to_even\" has \"half_to_even\", expected no rounding "
          + "with max",
      "max c1h2w2 k2 int8 int16 | Problem: \"max c1h2w2 k2 int8 int16\" has \"int16\", expected no second element type",
      "adaptivemax c1h2w2 | Problem: \"adaptivemax c1h2w2\" ends too early, expected an output size such as o7x5",
      "adaptivemax c1h2w2 k2 | Problem: \"adaptivemax c1h2w2 k2\" has \"k2\", expected an output size such as o7x5",
      "fractionalmax c1h2w2 k2 | Problem: \"fractionalmax c1h2w2 k2\" has \"k2\", expected a window and an output size "
          + "such as k2o5x4",
      "fractionalmax c1h2w2 k1o1 seed99999999999999999999 | Problem: \"fractionalmax c1h2w2 k1o1 "
          + "seed99999999999999999999\" has \"seed99999999999999999999\", expected numbers below 2^63 in place of "
          + "99999999999999999999",
      "roialign c1h2w2 o2 | Problem: \"roialign c1h2w2 o2\" ends too early, expected half_pixel, output_half_pixel",
      "roialign c1h2w2 o2 half_pixel output_half_pixel | Problem: \"roialign c1h2w2 o2 half_pixel output_half_pixel\" "
          + "has \"output_half_pixel\", expected no second mode",
      "roialign c1h2w2 o2 half_pixel samples3000000000 | Problem: \"roialign c1h2w2 o2 half_pixel samples3000000000\" "
          + "has \"samples3000000000\", expected at most 2147483647 samples",
      "roimax c1h2w2 o2 scale0 | Problem: \"roimax c1h2w2 o2 scale0\" has \"scale0\": RoiMaxPool: scale is 0.0, "
          + "expected a finite number above 0",
      "roimax c1l2 o2 | Problem: \"roimax c1l2 o2\" has \"o2\", expected the two output sizes of an image, in which "
          + "regions lie",
      "roimax c1h2w2 o2 roi0:1,2,3 | Problem: \"roimax c1h2w2 o2 roi0:1,2,3\" has \"roi0:1,2,3\", expected "
          + "scale<number>, roi<image>:<x1>,<y1>,<x2>,<y2>, an element type such as int8 or a layout such as nhwc"})
  void namesTheTextAndTheWordAtFault(String text, String message) {
    assertThatThrownBy(() -> Problem.parse(text)).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
