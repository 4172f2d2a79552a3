package dev.cenote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cenote.internal.Problem;
import dev.cenote.tensor.ElementType;
import dev.cenote.tensor.Shape;
import java.util.List;
import java.util.stream.Collectors;

/** A problem, its numbers, and the reference's answer, which operators are compared with to the bit. */
final class Agreement {
  private final Problem problem;
  private final String what;
  private final long[] input;
  private final Shape outputShape;
  private final long[] values;
  private final long[] indices; // null where results have none

  /** The numbers are those that {@code kind} draws from the seed. */
  Agreement(Problem problem, Values kind, long seed) {
    this(problem, null, kind, seed);
  }

  /** As above, of a fractional operator with given samples. */
  Agreement(Problem problem, double[] samples, Values kind, long seed) {
    this.problem = problem;
    this.what = "\"" + problem + "\" with " + kind + " numbers of seed " + seed;
    this.input = kind.draw(problem.type(), Math.toIntExact(problem.shape().elements()), seed);
    this.outputShape = Reference.outputShape(problem);
    this.values = Reference.pool(problem, samples, input);
    this.indices = problem.operator().hasIndex() ? Reference.indices(problem, samples, input) : null;
    assertThat(problem.pool().outputShape(problem.shape(), problem.layout())).as(what).isEqualTo(outputShape);
  }

  /** The problem's operator on every backend. */
  static List<Pool> onEveryBackend(Pool pool) {
    return Backend.available().stream().map(pool::on).collect(Collectors.toList());
  }

  /** The numbers of the input, as bits. */
  long[] input() {
    return input;
  }

  /** The results, as bits. */
  long[] values() {
    return values;
  }

  /** The situation, for messages. */
  String what() {
    return what;
  }

  /** Pools from one memory to another, and compares what each operator gives, and all that must stay as it was. */
  void assertGivenBy(Memory from, Memory to, List<Pool> pools) {
    try (Memory.Held x = from.hold(problem.type(), input, problem.shape(), problem.layout())) {
      for (Pool pool : pools) {
        String description = what + " on " + pool + ", " + from + " to " + to;
        assertValues(description, pool, x, to);
        if (indices != null) {
          assertIndices(description, pool, x, from, to);
        }
      }
      Bits.assertSame(what + ", the input after " + pools, problem.type(), x.bits(), input);
    }
  }

  private void assertValues(String description, Pool pool, Memory.Held x, Memory to) {
    try (Memory.Held y = to.hold(problem.type(), outputShape, problem.layout())) {
      pool.apply(x.tensor(), y.tensor());
      Bits.assertSame(description, problem.type(), y.bits(), values);
      y.assertNothingAroundItChanged(description);
    }
  }

  /** Asking for indices gives them, and does not change the values. */
  private void assertIndices(String description, Pool pool, Memory.Held x, Memory from, Memory to) {
    ElementType indexType = from == to ? ElementType.INT32 : ElementType.INT64;
    description += ", asked for " + indexType + " indices";
    try (Memory.Held y = to.hold(problem.type(), outputShape, problem.layout());
        Memory.Held found = from.hold(indexType, outputShape, problem.layout())) {
      pool.apply(x.tensor(), y.tensor(), found.tensor(), Indices.PLANE);
      Bits.assertSame(description, problem.type(), y.bits(), values);
      Bits.assertSame(description + ", the indices", ElementType.INT64, found.tensor().toLongs(), indices);
      y.assertNothingAroundItChanged(description);
      found.assertNothingAroundItChanged(description + ", the indices");
    }
  }
}
