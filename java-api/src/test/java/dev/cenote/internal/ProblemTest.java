package dev.cenote.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cenote.AvgPool;
import dev.cenote.Divisor;
import dev.cenote.GlobalAvgPool;
import dev.cenote.GlobalMaxPool;
import dev.cenote.MaxPool;
import dev.cenote.Padding;
import dev.cenote.Window;
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

  @ParameterizedTest
  @CsvSource({
      "max n1c2h8w8 k2x2s2x2, max n1c2h8w8 k2", "max n1c2h8w8 k3s2x2p0x0d1x1, max n1c2h8w8 k3s2",
      "avg n1c2h8w8 k2 include ceil, avg n1c2h8w8 k2 ceil include", "max n1c2h8w8 k2 nchw, max n1c2h8w8 k2",
      "avg n1c2h8w8 k2 divisor2.0, avg n1c2h8w8 k2 divisor2", "max c4l17 k3p1..1, max c4l17 k3p1",
      "globalavg  c4l17, globalavg c4l17", "max c1l4 k3p2..1s1, ''"})
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
      "avg c1l5 k2 divisor0.5 nlc"})
  void roundTrips(String text) {
    assertThat(Problem.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "'' | Problem: \"\" ends too early, expected max, avg, globalmax or globalavg",
      "min c1h2w2 k2 | Problem: \"min c1h2w2 k2\" has \"min\", expected max, avg, globalmax or globalavg",
      "max | Problem: \"max\" ends too early, expected sizes such as n1c64h112w112",
      "max c1h2w2 | Problem: \"max c1h2w2\" ends too early, expected a window such as k3s2p1",
      "max c1x2 k2 | Problem: \"max c1x2 k2\" has \"c1x2\", expected sizes such as n1c64h112w112, c4l17 or n1c2d4h5w6",
      "max c1h2 k2 | Problem: \"max c1h2 k2\" has \"c1h2\", expected sizes such as n1c64h112w112, c4l17 or n1c2d4h5w6",
      "max c1h2w2 p2 | Problem: \"max c1h2w2 p2\" has \"p2\", expected a window such as k3s2p1 or k3x2s1x2p0x1..1x1d2",
      "max c1h2w2 k2x2x2 | Problem: \"max c1h2w2 k2x2x2\" has \"k2x2x2\", expected 1 or 2 numbers in place of 2x2x2",
      "max c1h2w2 k2 ceiling | Problem: \"max c1h2w2 k2 ceiling\" has \"ceiling\", expected ceil, include, "
          + "divisor<number>, same_upper, same_lower or a layout such as nhwc",
      "max c1h2w2 k2 ceil ceil | Problem: \"max c1h2w2 k2 ceil ceil\" has \"ceil\", expected no second rounding",
      "max c1h2w2 k2 include | Problem: \"max c1h2w2 k2 include\" has \"include\", expected no divisor with max",
      "globalavg c1h2w2 ceil | Problem: \"globalavg c1h2w2 ceil\" has \"ceil\", expected no rounding with globalavg",
      "globalavg c1h2w2 k2 | Problem: \"globalavg c1h2w2 k2\" has \"k2\", expected ceil, include, divisor<number>, "
          + "same_upper, same_lower or a layout such as nhwc",
      "max c1l2 k2 nhwc | Problem: \"max c1l2 k2 nhwc\" has \"c1l2\", expected 2 spatial sizes for layout nhwc",
      "max c1h2w2 k2p1 same_upper | Problem: \"max c1h2w2 k2p1 same_upper\" has \"k2p1\", expected no padding sizes "
          + "with same_upper",
      "max c1l99999999999999999999 k2 | Problem: \"max c1l99999999999999999999 k2\" has \"c1l99999999999999999999\", "
          + "expected numbers below 2^63 in place of 99999999999999999999",
      "max c1h2w2 k2p2 | Problem: \"max c1h2w2 k2p2\" has \"k2p2\": MaxPool: axis H: padding 2 is too large for a "
          + "window that reaches over 2, expected at most 1 for window 2x2 stride 2x2 padding 2x2",
      "max c1h2w2 k0 | Problem: \"max c1h2w2 k0\" has \"k0\": Window: size 0x0 has 0, expected 1 or more",
      "avg c1h2w2 k2 divisor0 | Problem: \"avg c1h2w2 k2 divisor0\" has \"k2\": Divisor: 0.0 cannot divide a float32 "
          + "sum, expected a finite number that is not 0"})
  void namesTheTextAndTheWordAtFault(String text, String message) {
    assertThatThrownBy(() -> Problem.parse(text)).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
