package dev.cenote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cenote.internal.Problem;
import dev.cenote.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Random problems and numbers: every backend gives the reference's bits. */
class PoolPropertyTest {
  private static final int TRIES = 2_000;

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  void everyBackendGivesTheReferencesBits(
      @ForAll("problems") Problem problem, @ForAll Values kind, @ForAll long seed) {
    float[] input = kind.draw(Math.toIntExact(problem.shape().elements()), seed);
    float[] expected = Reference.pool(problem, input);
    Tensor x = Tensor.of(input, problem.shape(), problem.layout());
    for (Backend backend : Backend.available()) {
      Tensor y = problem.pool().on(backend).apply(x);
      assertThat(y.shape()).as("%s", problem).isEqualTo(Reference.outputShape(problem));
      Bits.assertSame(problem + " on " + backend + " " + kind, y.toArray(), expected);
    }
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  void problemsRoundTripAsText(@ForAll("problems") Problem problem) {
    Problem again = Problem.parse(problem.toString());
    assertThat(again).isEqualTo(problem).hasToString(problem.toString());
    assertThat(again.pool()).isEqualTo(problem.pool());
    assertThat(again.shape()).isEqualTo(problem.shape());
    assertThat(again.layout()).isEqualTo(problem.layout());
  }

  @Provide
  Arbitrary<Problem> problems() {
    return Arbitraries.integers().between(1, 3).flatMap(rank -> {
      Arbitrary<Integer> channels = Arbitraries.integers().between(1, rank == 3 ? 5 : 20);
      Arbitrary<List<Axis>> axes = axis(rank).list().ofSize(rank);
      Arbitrary<Boolean> yes = Arbitraries.of(false, true);
      Arbitrary<String> batch = Arbitraries.of("n1", "", "n2", "n3", "n0");
      Arbitrary<String> padding = Arbitraries.frequency(
          Tuple.of(6, "explicit"), Tuple.of(1, "same_upper"),
          Tuple.of(1, "same_lower"));
      Arbitrary<String> operator = Arbitraries.of("max", "avg", "avg include", "avg divisor-3", "avg divisor0.7");
      return Combinators.combine(operator, batch, channels, axes, padding, yes, yes).as(PoolPropertyTest::problem);
    });
  }

  private static Problem problem(String operator, String batch, int channels, List<Axis> axes, String padding,
      boolean ceil, boolean channelsLast) {
    String letters = axes.size() == 1 ? "l" : axes.size() == 2 ? "hw" : "dhw";
    StringBuilder text = new StringBuilder(operator.split(" ")[0]).append(' ').append(batch)
        .append('c').append(channels);
    for (int axis = 0; axis < axes.size(); axis++) {
      text.append(letters.charAt(axis)).append(axes.get(axis).in(padding.equals("explicit")));
    }
    text.append(" k").append(join(axes, axis -> axis.size)).append('s').append(join(axes, axis -> axis.stride));
    if (padding.equals("explicit")) {
      text.append('p').append(join(axes, axis -> axis.begin)).append("..").append(join(axes, axis -> axis.end));
    }
    text.append('d').append(join(axes, axis -> axis.dilation));
    List<String> options = new ArrayList<>();
    if (!padding.equals("explicit")) {
      options.add(padding);
    }
    if (ceil) {
      options.add("ceil");
    }
    if (operator.contains(" ")) {
      options.add(operator.split(" ")[1]);
    }
    if (channelsLast) {
      options.add("n" + letters + "c");
    }
    return Problem.parse(text + (options.isEmpty() ? "" : " " + String.join(" ", options)));
  }

  private interface Number {
    int of(Axis axis);
  }

  private static String join(List<Axis> axes, Number number) {
    return axes.stream().map(axis -> Integer.toString(number.of(axis))).collect(Collectors.joining("x"));
  }

  private static Arbitrary<Axis> axis(int rank) {
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

    private int in(boolean explicit) {
      return Math.max(1, explicit ? reach() - begin - end : 1) + more;
    }
  }
}
