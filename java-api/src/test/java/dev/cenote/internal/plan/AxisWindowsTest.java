package dev.cenote.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.StringJoiner;
import org.junit.jupiter.api.Test;

/** The windows along one axis. */
class AxisWindowsTest {
  /** Every window as {@code start:firstTap-endTap/count}. */
  private static String text(AxisWindows axis) {
    StringJoiner text = new StringJoiner(" ");
    for (long i = 0; i < axis.out(); i++) {
      text.add(axis.start(i) + ":" + axis.firstTap(i) + "-" + axis.endTap(i) + "/" + axis.count(i));
    }
    return text.toString();
  }

  private static AxisWindows padded(long in, long taps, long stride, long step, long begin, long end, boolean ceil,
      boolean countPadding) {
    return AxisWindows.padded(in, taps, stride, step, begin, end, ceil, countPadding);
  }

  @Test
  void listsOnlyBorders() {
    AxisWindows axis = padded(112, 3, 2, 1, 1, 1, false, false);
    assertThat(axis.out()).isEqualTo(56);
    assertThat(axis.origin()).isEqualTo(-1);
    assertThat(axis.innerBegin()).isEqualTo(1);
    assertThat(axis.innerEnd()).isEqualTo(56);
    assertThat(axis.edges()).containsExactly(-1, 1, 3, 2);
    assertThat(axis.start(55)).isEqualTo(109);
    assertThat(axis.count(55)).isEqualTo(3);
  }

  @Test
  void cutsWindowsAtBothBorders() {
    assertThat(text(padded(4, 3, 2, 1, 1, 1, false, false))).isEqualTo("-1:1-3/2 1:0-3/3");
    assertThat(text(padded(5, 3, 2, 1, 1, 1, false, false))).isEqualTo("-1:1-3/2 1:0-3/3 3:0-2/2");
    assertThat(text(padded(5, 3, 2, 1, 1, 1, false, true))).isEqualTo("-1:1-3/3 1:0-3/3 3:0-2/3");
  }

  @Test
  void hangsOverTheEndInCeilMode() {
    assertThat(text(padded(5, 2, 2, 1, 0, 0, false, false))).isEqualTo("0:0-2/2 2:0-2/2");
    assertThat(text(padded(5, 2, 2, 1, 0, 0, true, false))).isEqualTo("0:0-2/2 2:0-2/2 4:0-1/1");
    assertThat(text(padded(4, 3, 2, 1, 1, 1, true, true))).isEqualTo("-1:1-3/3 1:0-3/3 3:0-1/2");
  }

  @Test
  void dropsACeilWindowThatStartsInThePaddingAtTheEnd() {
    assertThat(padded(2, 1, 2, 1, 0, 0, true, false).out()).isEqualTo(1);
    assertThat(padded(4, 3, 3, 1, 1, 1, true, false).out()).isEqualTo(2);
  }

  @Test
  void keepsACeilWindowLargerThanTheInput() {
    assertThat(text(padded(2, 3, 2, 1, 0, 0, true, true))).isEqualTo("0:0-2/2");
  }

  @Test
  void countsTapsNotExtents() {
    assertThat(text(padded(5, 3, 1, 2, 1, 1, false, false))).isEqualTo("-1:1-3/2 0:0-3/3 1:0-2/2");
    assertThat(text(padded(5, 3, 1, 2, 1, 1, false, true))).isEqualTo("-1:1-3/3 0:0-3/3 1:0-2/3");
  }

  @Test
  void givesWindowsInPaddingAloneNothingToReadAndADivisorOfOne() {
    // Two taps two apart around a single element: both miss it.
    assertThat(text(padded(1, 2, 1, 2, 1, 1, false, false))).isEqualTo("-1:1-1/1");
    assertThat(text(padded(1, 2, 1, 2, 1, 1, false, true))).isEqualTo("-1:1-1/2");
  }

  @Test
  void sharesSamePaddingBetweenTheSides() {
    assertThat(text(AxisWindows.same(5, 2, 1, 1, true, false))).isEqualTo("0:0-2/2 1:0-2/2 2:0-2/2 3:0-2/2 4:0-1/1");
    assertThat(text(AxisWindows.same(5, 2, 1, 1, false, false))).isEqualTo("-1:1-2/1 0:0-2/2 1:0-2/2 2:0-2/2 3:0-2/2");
    assertThat(text(AxisWindows.same(5, 3, 2, 1, true, true))).isEqualTo("-1:1-3/3 1:0-3/3 3:0-2/3");
    assertThat(text(AxisWindows.same(4, 1, 3, 1, true, false))).isEqualTo("0:0-1/1 3:0-1/1");
    assertThat(text(AxisWindows.same(5, 3, 1, 2, false, false)))
        .isEqualTo("-2:1-3/2 -1:1-3/2 0:0-3/3 1:0-2/2 2:0-2/2");
  }

  @Test
  void coversAWholeAxis() {
    assertThat(text(AxisWindows.whole(7))).isEqualTo("0:0-7/7");
    assertThat(AxisWindows.whole(7).edges()).isEmpty();
  }

  @Test
  void refusesNoOutput() {
    assertThatThrownBy(() -> padded(4, 5, 1, 1, 0, 0, false, false)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the window reaches over 5 elements and the padded input has only 4, so the output would have size "
            + "0, expected 1 or more");
  }

  @Test
  void refusesSumsAndProductsBeyondALong() {
    long most = Long.MAX_VALUE;
    assertThatThrownBy(() -> padded(most, 2, 1, 1, 1, 0, false, false)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("input 9223372036854775807 plus padding 1 and 0 exceeds 2^63 - 1");
    assertThatThrownBy(() -> AxisWindows.reach(most, most, "")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> AxisWindows.same(most, most, 1, 1, true, false))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void isExactForTheLongestAxes() {
    long most = Long.MAX_VALUE;
    assertThat(padded(most, 2, 2, 1, 0, 0, false, false).out()).isEqualTo(most / 2);
    assertThat(padded(most, 2, 2, 1, 0, 0, true, false).out()).isEqualTo(most / 2 + 1);
    assertThat(padded(most, most, most, 1, 0, 0, true, false).out()).isEqualTo(1);
    assertThat(padded(5, 2, most, 1, 1, 1, true, false).out()).isEqualTo(1);
  }

  @Test
  void refusesMoreBorderWindowsThanATableHolds() {
    assertThatThrownBy(() -> padded(1L << 30, 1L << 29, 1, 1, (1L << 29) - 1, 0, false, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("536870911 windows reach beyond the input, expected at most 16777216");
  }
}
