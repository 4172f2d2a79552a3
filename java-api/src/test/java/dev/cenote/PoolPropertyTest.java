package dev.cenote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cenote.internal.Problem;
import dev.cenote.tensor.ElementType;
import dev.cenote.tensor.Tensor;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Random problems and numbers: every backend gives the reference's bits. */
class PoolPropertyTest {
  private static final int TRIES = 4_000;

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  void everyBackendGivesTheReferencesBits(@ForAll("problems") Problem problem, @ForAll Values kind,
      @ForAll long seed, @ForAll Memory from, @ForAll Memory to, @ForAll boolean parallel) {
    if (!Values.of(problem.type()).contains(kind)) {
      kind = Values.MIXED;
    }
    Pool pool = parallel ? problem.pool().parallel() : problem.pool();
    new Agreement(problem, kind, seed).assertGivenBy(from, to, Agreement.onEveryBackend(pool));
  }

  @Property(tries = TRIES / 4, edgeCases = EdgeCasesMode.NONE)
  void indicesOverTheTensorNameTheSameElements(@ForAll("problemsWithIndices") Problem problem, @ForAll long seed) {
    long[] input = Values.MIXED.draw(problem.type(), Math.toIntExact(problem.shape().elements()), seed);
    long[] positions = Reference.indices(problem, input);
    Tensor x = Bits.tensor(problem.type(), input, problem.shape(), problem.layout());
    for (Indices convention : new Indices[] {Indices.TENSOR, Indices.TENSOR_COLUMN_MAJOR}) {
      Tensor y = Tensor.zeros(Reference.outputShape(problem), problem.type(), problem.layout());
      Tensor found = Tensor.zeros(y.shape(), ElementType.INT64, problem.layout());
      problem.pool().apply(x, y, found, convention);
      Bits.assertSame("\"" + problem + "\" with MIXED numbers of seed " + seed + ", indices " + convention,
          ElementType.INT64, Bits.of(found),
          Reference.overTensor(problem, positions, convention == Indices.TENSOR_COLUMN_MAJOR));
    }
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  void problemsRoundTripAsText(@ForAll("problems") Problem problem) {
    Problem again = Problem.parse(problem.toString());
    assertThat(again).isEqualTo(problem).hasToString(problem.toString());
    assertThat(again.pool()).isEqualTo(problem.pool());
    assertThat(again.shape()).isEqualTo(problem.shape());
    assertThat(again.type()).isEqualTo(problem.type());
    assertThat(again.layout()).isEqualTo(problem.layout());
  }

  @Provide
  Arbitrary<Problem> problems() {
    return ProblemArbitraries.all();
  }

  @Provide
  Arbitrary<Problem> problemsWithIndices() {
    return ProblemArbitraries.all().filter(problem -> problem.operator().hasIndex());
  }
}
