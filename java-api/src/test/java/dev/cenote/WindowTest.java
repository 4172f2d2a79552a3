package dev.cenote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Windows, padding and divisors as values. */
class WindowTest {
  @Test
  void printsWhatWasAskedFor() {
    assertThat(Window.of(2, 2)).hasToString("2x2 stride 2x2");
    assertThat(Window.of(3, 3).stride(2).padding(1)).hasToString("3x3 stride 2x2 padding 1x1");
    Padding padding = Padding.of(new long[] {0, 1}, new long[] {1, 1});
    assertThat(Window.of(3, 2).stride(1, 2).padding(padding).dilation(2).ceil())
        .hasToString("3x2 stride 1x2 padding 0x1..1x1 dilation 2x2 ceil");
    assertThat(Window.of(5).stride(1).padding(Padding.SAME_LOWER)).hasToString("5 stride 1 padding SAME_LOWER");
  }

  @Test
  void isEqualByValue() {
    Window window = Window.of(3, 3).stride(2).padding(1).ceil();
    assertThat(window).isEqualTo(Window.of(3, 3).padding(1).ceil().stride(2, 2)).hasSameHashCodeAs(
        Window.of(3, 3).stride(2).padding(1).ceil());
    assertThat(window).isNotEqualTo(Window.of(3, 3).stride(2).padding(1))
        .isNotEqualTo(Window.of(3, 3).stride(2).padding(2).ceil())
        .isNotEqualTo(Window.of(3, 3).stride(2).padding(1).ceil().dilation(2)).isNotEqualTo("window");
    assertThat(MaxPool.of(window)).isEqualTo(MaxPool.of(window)).hasSameHashCodeAs(MaxPool.of(window));
    assertThat((Object) MaxPool.of(window)).isNotEqualTo(AvgPool.of(window));
    assertThat(AvgPool.of(window)).isNotEqualTo(AvgPool.of(window).divisor(Divisor.fixed(2)));
  }

  @Test
  void treatsOnePaddingSizeAsOneAnAxis() {
    assertThat(MaxPool.of(Window.of(3, 3).padding(1))).isEqualTo(MaxPool.of(Window.of(3, 3).padding(1, 1)));
  }

  @Test
  void keepsItsNumbersWhenArraysChange() {
    long[] sizes = {3, 3};
    Window window = Window.of(sizes);
    sizes[0] = 9;
    assertThat(window).hasToString("3x3 stride 3x3");
    long[] sides = {1, 1};
    Padding padding = Padding.of(sides);
    sides[0] = 9;
    assertThat(padding).hasToString("1x1");
  }

  @Test
  void refusesSizesBelowOne() {
    assertThatThrownBy(() -> Window.of(3, 0)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Window: size 3x0 has 0, expected 1 or more");
    assertThatThrownBy(() -> Window.of(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Window.of(3, 3).stride(0)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Window: stride 0 has 0, expected 1 or more");
    assertThatThrownBy(() -> Window.of(3, 3).stride(1, -2)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Window.of(3, 3).dilation(0)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Window: dilation 0 has 0, expected 1 or more");
  }

  @Test
  void refusesAnotherNumberOfAxes() {
    assertThatThrownBy(Window::of).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Window: 0 sizes, expected one an axis, 1 to 3");
    assertThatThrownBy(() -> Window.of(1, 2, 3, 4)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Window.of(3, 3).stride(1, 1, 1)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Window: 3 values of stride for a window of 3x3, expected 1 or 2");
    assertThatThrownBy(() -> Window.of(3, 3).stride()).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Window.of(3, 3).dilation(1, 1, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Window.of(3).padding(1, 1)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Window: 2 padding sizes for a window of 3, expected 1; Padding.of(begin, end) takes both sides");
  }

  @Test
  void refusesPaddingThatIsNegativeOrOneSided() {
    assertThatThrownBy(() -> Padding.of(0, -1)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Padding: size -1 of axis 1 is negative, expected 0 or more");
    assertThatThrownBy(() -> Padding.of()).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Padding.of(new long[] {1}, new long[] {1, 2}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Padding: 1 sizes at the begin and 2 at the end, expected the same number, one or one an axis");
  }

  @Test
  void refusesPaddingBeyondTheWindow() {
    assertThatThrownBy(() -> MaxPool.of(Window.of(3, 3).stride(2).padding(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("MaxPool: axis H: padding 3 is too large for a window that reaches over 3, expected at most 2 for "
            + "window 3x3 stride 2x2 padding 3x3");
    assertThatThrownBy(() -> AvgPool.of(Window.of(3, 2).padding(Padding.of(new long[] {0, 0}, new long[] {0, 2}))))
        .isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith("AvgPool: axis W: padding 2 is too large");
    assertThat(MaxPool.of(Window.of(3, 3).padding(2))).isNotNull();
    assertThat(MaxPool.of(Window.of(3, 3).padding(4).dilation(2))).isNotNull();
  }

  @Test
  void refusesReachesBeyondALong() {
    assertThatThrownBy(() -> MaxPool.of(Window.of(Long.MAX_VALUE, 1).dilation(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("MaxPool: axis H: the reach of 9223372036854775807 taps with dilation 2 exceeds 2^63 - 1");
  }

  @Test
  void refusesNull() {
    assertThatThrownBy(() -> Window.of((long[]) null)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> Window.of(2).stride((long[]) null)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> Window.of(2).padding((Padding) null)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> Padding.of(null, new long[1])).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> MaxPool.of((Window) null)).isInstanceOf(NullPointerException.class)
        .hasMessage("MaxPool: window is null");
    assertThatThrownBy(() -> AvgPool.of((Window) null)).isInstanceOf(NullPointerException.class)
        .hasMessage("AvgPool: window is null");
    assertThatThrownBy(() -> AvgPool.of(2, 2).divisor(null)).isInstanceOf(NullPointerException.class)
        .hasMessage("AvgPool: divisor is null");
  }

  @Test
  void refusesDivisorsThatCannotDivide() {
    for (double value : new double[] {0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
      assertThatThrownBy(() -> Divisor.fixed(value)).as("%s", value).isInstanceOf(IllegalArgumentException.class)
          .hasMessage("Divisor: " + value + " cannot divide a sum, expected a finite number that is not 0");
    }
  }

  @Test
  void comparesDivisors() {
    assertThat(Divisor.fixed(0.1)).isEqualTo(Divisor.fixed(0.1)).isNotEqualTo(Divisor.fixed(0.2))
        .isNotEqualTo(Divisor.fixed(0.1f)).isNotEqualTo(Divisor.INCLUDE_PADDING);
    assertThat(Divisor.fixed(3)).hasToString("divisor 3");
    assertThat(Divisor.fixed(-0.5)).hasToString("divisor -0.5");
    assertThat(Divisor.EXCLUDE_PADDING).hasToString("exclude padding");
    assertThat(Divisor.INCLUDE_PADDING).hasToString("include padding").isNotEqualTo(Divisor.EXCLUDE_PADDING);
  }
}
