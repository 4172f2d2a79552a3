package dev.cenote;

import dev.cenote.internal.Operator;
import dev.cenote.internal.Problem;
import dev.cenote.tensor.ElementType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Random problems: every operator, element type and layout, with all kinds of windows, outputs and regions. */
final class ProblemArbitraries {
  private ProblemArbitraries() {}

  static Arbitrary<Problem> all() {
    return Arbitraries.of(Operator.class).flatMap(operator -> {
      boolean image = operator.isOverRegions();
      boolean fractional = operator == Operator.FRACTIONALMAX;
      return Arbitraries.integers().between(image || fractional ? 2 : 1, image ? 2 : 3)
          .flatMap(rank -> problems(operator, rank));
    });
  }

  private static Arbitrary<Problem> problems(Operator operator, int rank) {
    Arbitrary<ElementType> type = Arbitraries.of(ElementType.class)
        .filter(one -> one.isFloating() || !operator.isFloatingOnly());
    Arbitrary<Integer> channels = Arbitraries.integers().between(1, rank == 3 ? 5 : 20);
    Arbitrary<List<Axis>> axes = axis(rank).list().ofSize(rank);
    Arbitrary<String> batch = operator.isOverRegions() ? Arbitraries.of("n2", "n1", "n3", "")
        : Arbitraries.of("n1", "", "n2", "n3", "n0");
    Arbitrary<String> padding = Arbitraries.frequency(
        Tuple.of(6, "explicit"), Tuple.of(1, "same_upper"), Tuple.of(1, "same_lower"));
    Arbitrary<List<Integer>> extras = Arbitraries.integers().between(0, 999).list().ofSize(12);
    Arbitrary<Boolean> channelsLast = Arbitraries.of(false, true);
    return Combinators.combine(type, batch, channels, axes, padding, extras, channelsLast).as(
        (t, n, c, a, p, e, last) -> new Draft(operator, t, n, c, a, p, e, last).problem());
  }

  /** Now and then a wide window, one element from the next, of which there are about as many as it has elements. */
  private static Arbitrary<Axis> axis(int rank) {
    Arbitrary<Axis> wide = Combinators.combine(Arbitraries.integers().between(7, rank == 1 ? 60 : 20),
            Arbitraries.integers().between(9, rank == 1 ? 30 : 12), Arbitraries.integers().between(0, 30),
            Arbitraries.integers().between(0, 30))
        .as((more, size, begin, end) -> new Axis(more, size, 1, 1, begin, end));
    return Arbitraries.frequencyOf(Tuple.of(rank == 3 ? 9 : 3, anyAxis(rank)), Tuple.of(1, wide));
  }

  private static Arbitrary<Axis> anyAxis(int rank) {
    int longest = rank == 1 ? 90 : rank == 2 ? 24 : 8;
    return Combinators.combine(
            Arbitraries.integers().between(0, longest), Arbitraries.integers().between(1, rank == 1 ? 12 : 5),
            Arbitraries.integers().between(1, 5), Arbitraries.integers().between(1, 3),
            Arbitraries.integers().between(0, 12), Arbitraries.integers().between(0, 12))
        .as(Axis::new);
  }

  /** The numbers of one axis, corrected so that there is at least one window. */
  private static final class Axis {
    private final int more;
    private final int size;
    private final int stride;
    private final int dilation;
    private final int begin;
    private final int end;

    Axis(int more, int size, int stride, int dilation, int begin, int end) {
      this.more = more;
      this.size = size;
      this.stride = stride;
      this.dilation = dilation;
      this.begin = Math.min(begin, reach() - 1);
      this.end = Math.min(end, reach() - 1);
    }

    final int reach() {
      return dilation * (size - 1) + 1;
    }

    /** At least one window fits. */
    private int in(boolean explicit) {
      return Math.max(1, explicit ? reach() - begin - end : 1) + more;
    }

    /** An output size; a window of {@link #size} fits so often. */
    private int out(Operator operator) {
      switch (operator) {
        case FRACTIONALMAX:
          return 1 + begin % (more + 1);
        case ADAPTIVEMAX:
        case ADAPTIVEAVG:
          return stride * begin / 2;
        default:
          return stride;
      }
    }
  }

  /** A problem in the making; {@code extras} decide whatever else there is to decide. */
  private record Draft(Operator operator, ElementType type, String batch, int channels, List<Axis> axes, String padding,
      List<Integer> extras, boolean channelsLast) {
    Problem problem() {
      StringBuilder text = new StringBuilder().append(operator);
      if (operator.hasNorm()) {
        text.append(choice(0, "1", "2", "3", "2.5", "1.25", "7", "inf"));
      }
      text.append(' ').append(batch).append('c').append(channels);
      for (int axis = 0; axis < axes.size(); axis++) {
        text.append(letters().charAt(axis)).append(in(axes.get(axis)));
      }
      appendWindow(text);
      appendOptions(text);
      text.append(' ').append(type);
      return Problem.parse(text + (channelsLast ? " n" + letters() + "c" : ""));
    }

    private String letters() {
      return axes.size() == 1 ? "l" : axes.size() == 2 ? "hw" : "dhw";
    }

    private String choice(int extra, String... choices) {
      return choices[extras.get(extra) % choices.length];
    }

    private int in(Axis axis) {
      return operator == Operator.FRACTIONALMAX ? axis.size + axis.more
          : axis.in(operator.isWindowed() && padding.equals("explicit"));
    }

    private void appendWindow(StringBuilder text) {
      text.append(operator.isGlobal() ? "" : " ");
      if (operator.isWindowed() || operator == Operator.FRACTIONALMAX) {
        text.append('k').append(join(axis -> axis.size));
      }
      if (operator.isWindowed()) {
        text.append('s').append(join(axis -> axis.stride));
        if (padding.equals("explicit")) {
          text.append('p').append(join(axis -> axis.begin)).append("..").append(join(axis -> axis.end));
        }
        text.append('d').append(join(axis -> axis.dilation));
      } else if (!operator.isGlobal()) {
        text.append('o').append(join(axis -> axis.out(operator)));
      }
    }

    private interface Number {
      int of(Axis axis);
    }

    private String join(Number number) {
      return axes.stream().map(axis -> Integer.toString(number.of(axis))).collect(Collectors.joining("x"));
    }

    private void appendOptions(StringBuilder text) {
      List<String> options = new ArrayList<>();
      if (operator.isWindowed()) {
        options.add(padding.equals("explicit") ? "" : padding);
        options.add(choice(1, "", "ceil"));
      }
      if (operator == Operator.AVG) {
        options.add(choice(2, "", "include", "divisor-3", type.isFloating() ? "divisor0.7" : "divisor5"));
      }
      if (operator == Operator.AVG || operator == Operator.GLOBALAVG || operator == Operator.ADAPTIVEAVG) {
        options.add(choice(3, "", "half_to_even", "toward_zero"));
      }
      if (operator == Operator.FRACTIONALMAX) {
        options.add("seed" + (extras.get(4) - 500));
      }
      if (operator.isOverRegions()) {
        addRegions(options);
      }
      if (operator == Operator.ROIALIGN) {
        options.add(choice(5, "half_pixel", "output_half_pixel"));
        options.add("samples" + choice(6, "0", "1", "2", "3"));
        options.add(choice(7, "", "", "max"));
      }
      options.stream().filter(option -> !option.isEmpty()).forEach(option -> text.append(' ').append(option));
    }

    /** Corners from some way outside the input to some way beyond it, often upside down. */
    private void addRegions(List<String> options) {
      options.add("scale" + choice(8, "1", "0.5", "0.3", "2"));
      int images = batch.isEmpty() ? 1 : Integer.parseInt(batch.substring(1));
      int regions = extras.get(9) % 5;
      for (int r = 0; r < regions; r++) {
        StringBuilder region = new StringBuilder("roi").append((extras.get(10) + r) % images).append(':');
        for (int corner = 0; corner < 4; corner++) {
          int draw = extras.get((r * 4 + corner) % extras.size()) * (r + 1) % 1000;
          int size = in(axes.get(1 - corner % 2)); // x is W
          double at = (draw / 1000.0 * 1.5 - 0.25) * size;
          region.append(corner == 0 ? "" : ",").append(draw % 3 == 0 ? Math.rint(at) : Math.rint(at * 8) / 8);
        }
        options.add(region.toString());
      }
    }
  }
}
