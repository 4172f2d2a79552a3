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
  void overlapWidelyIfTheyAreWideDenseAndMany() {
    assertThat(padded(17, 9, 1, 1, 0, 0, false, false).overlapWidely()).isTrue();
    assertThat(padded(1, 9, 1, 1, 8, 8, false, false).overlapWidely()).isTrue();
    assertThat(padded(16, 9, 1, 1, 0, 0, false, false).overlapWidely()).isFalse(); // 8 windows
    assertThat(padded(40, 8, 1, 1, 0, 0, false, false).overlapWidely()).isFalse();
    assertThat(padded(40, 9, 2, 1, 0, 0, false, false).overlapWidely()).isFalse();
    assertThat(padded(40, 9, 1, 2, 0, 0, false, false).overlapWidely()).isFalse();
    assertThat(AxisWindows.whole(9).overlapWidely()).isFalse();
    assertThat(AxisWindows.adaptive(40, 13).overlapWidely()).isFalse();
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

  @Test
  void sharesAnAxisEvenly() {
    assertThat(text(AxisWindows.adaptive(6, 3))).isEqualTo("0:0-2/2 2:0-2/2 4:0-2/2");
    assertThat(AxisWindows.adaptive(6, 3).edges()).isEmpty();
    assertThat(text(AxisWindows.adaptive(5, 3))).isEqualTo("0:0-2/2 1:0-3/3 3:0-2/2");
    assertThat(text(AxisWindows.adaptive(2, 5))).isEqualTo("0:0-1/1 0:0-1/1 0:0-2/2 1:0-1/1 1:0-1/1");
    assertThat(AxisWindows.adaptive(5, 3).taps()).isEqualTo(3);
    assertThat(AxisWindows.adaptive(5, 3).perList()).as("one list for all planes").isZero();
    assertThat(AxisWindows.adaptive(5, 0).out()).isZero();
  }

  @Test
  void sharesTheLongestAxisEvenly() {
    long most = Long.MAX_VALUE;
    assertThat(AxisWindows.adaptive(most, 7).start(6)).as("2^63 - 1 is 7 times a whole number").isEqualTo(most / 7 * 6);
    assertThat(AxisWindows.adaptive(most, most).out()).isEqualTo(most);
    AxisWindows third = AxisWindows.adaptive(1L << 60, 3);
    assertThat(third.start(2) + third.endTap(2)).isEqualTo(1L << 60);
    assertThatThrownBy(() -> AxisWindows.adaptive(most, 5)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("input 9223372036854775807 times output 5 exceeds 2^63 - 1");
    assertThatThrownBy(() -> AxisWindows.adaptive(5, -1)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("output size -1 is negative, expected 0 or more");
  }

  /** Every list in turn, its windows numbered on: {@code l * perList() + i}. */
  private static String lists(AxisWindows axis, int lists) {
    StringJoiner text = new StringJoiner(" | ");
    for (int l = 0; l < lists; l++) {
      StringJoiner list = new StringJoiner(" ");
      for (long i = l * axis.perList(); i < l * axis.perList() + axis.out(); i++) {
        list.add(axis.start(i) + ":" + axis.firstTap(i) + "-" + axis.endTap(i) + "/" + axis.count(i));
      }
      text.merge(list);
    }
    return text.toString();
  }

  @Test
  void listsWindowsOfEachPlane() {
    AxisWindows axis = AxisWindows.listed(9, 2, 3, (list, starts, lengths) -> {
      starts[0] = list;
      starts[1] = 5;
      lengths[0] = 2;
      lengths[1] = list;
    });
    assertThat(axis.perList()).isEqualTo(2);
    assertThat(axis.stride()).isZero();
    assertThat(axis.taps()).isEqualTo(2);
    assertThat(lists(axis, 3)).isEqualTo("0:0-2/2 5:0-0/1 | 1:0-2/2 5:0-1/1 | 2:0-2/2 5:0-2/2");
    AxisWindows last = axis.lists(1, 2);
    assertThat(lists(last, 2)).isEqualTo("1:0-2/2 5:0-1/1 | 2:0-2/2 5:0-2/2");
    AxisWindows whole = AxisWindows.whole(9);
    assertThat(whole.lists(1, 2)).as("the same for all planes").isSameAs(whole);
  }

  @Test
  void cutsRegionsToTheInput() {
    double[] corners = {0, 0, 3, 3, 2, -9, 5, -6, -2, 3, 1, 1};
    assertThat(lists(AxisWindows.regions(4, 2, corners, 0, 1, false), 3))
        .isEqualTo("0:0-2/2 2:0-2/2 | 2:0-2/2 4:0-0/1 | 0:0-0/1 0:0-2/2");
    assertThat(lists(AxisWindows.regions(4, 2, corners, 1, 1, false), 3))
        .isEqualTo("0:0-2/2 2:0-2/2 | 0:0-0/1 0:0-0/1 | 3:0-1/1 3:0-1/1");
  }

  @Test
  void roundsCornersHalvesAwayFromZero() {
    double[][] corners = {{0, 0}, {0.49999999999999994, 0}, {0.5, 1}, {1.4, 1}, {1.5, 2}, {2.5, 3}, {2.6, 3}};
    for (double[] corner : corners) {
      AxisWindows axis = AxisWindows.regions(20, 1, new double[] {corner[0], 0, 9, 0}, 0, 1, true);
      assertThat(axis.start(0)).as("%s", corner[0]).isEqualTo((long) corner[1]);
    }
    AxisWindows below = AxisWindows.regions(20, 2, new double[] {-0.5, 0, 2, 0}, 0, 1, true);
    assertThat(lists(below, 1)).as("four elements from -1").isEqualTo("0:0-1/1 1:0-2/2");
    AxisWindows scaled = AxisWindows.regions(20, 1, new double[] {3, 0, 9, 0}, 0, 0.5 - 0x1p-40, false);
    assertThat(scaled.start(0)).as("1.5 in float32").isEqualTo(2);
  }

  @Test
  void refusesMoreListedWindowsThanATableHolds() {
    AxisWindows.Lister none = (list, starts, lengths) -> {
      throw new AssertionError("nothing is listed");
    };
    assertThatThrownBy(() -> AxisWindows.listed(9, 2, (1 << 23) + 1, none)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("8388609 times 2 windows, which do not lie evenly and have to be listed, expected at most"
            + " 16777216");
    for (long[] sizes : new long[][] {{Long.MAX_VALUE, 2}, {2, Long.MAX_VALUE}, {1L << 32, 1L << 32}}) {
      assertThatThrownBy(() -> AxisWindows.listed(9, sizes[0], sizes[1], none))
          .isInstanceOf(IllegalArgumentException.class).hasMessageEndingWith("expected at most 16777216");
    }
    assertThat(AxisWindows.listed(9, 2, 0, none).edges()).isEmpty();
  }

  @Test
  void knowsTheGreatestCount() {
    assertThat(padded(5, 3, 2, 1, 1, 1, false, false).mostCount()).isEqualTo(3);
    assertThat(padded(2, 3, 1, 1, 2, 2, false, false).mostCount()).as("no window is inner").isEqualTo(2);
    assertThat(padded(2, 3, 1, 1, 2, 2, false, true).mostCount()).isEqualTo(3);
    assertThat(AxisWindows.adaptive(5, 3).mostCount()).isEqualTo(3);
    assertThat(AxisWindows.adaptive(5, 0).mostCount()).isEqualTo(1);
  }
}
