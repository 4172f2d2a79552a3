package dev.cenote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cenote.internal.Problem;
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
    Agreement agreement = new Agreement(problem, kind, seed);
    for (Backend backend : Backend.available()) {
      Pool pool = problem.pool().on(backend);
      agreement.assertGivenBy(parallel ? pool.parallel() : pool, from, to);
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
}
