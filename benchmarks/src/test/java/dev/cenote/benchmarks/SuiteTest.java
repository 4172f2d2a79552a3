package dev.cenote.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cenote.benchmarks.contenders.Contender;
import dev.cenote.benchmarks.contenders.Contenders;
import dev.cenote.internal.Problem;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.RunnerException;

/** JMH measures in a JVM of its own, and a failure there is heard here. */
class SuiteTest {
  private static final Effort LEAST = new Effort(1, 1, 2, 10);

  private final ByteArrayOutputStream log = new ByteArrayOutputStream();

  private CaseResult run(Contender contender, String problem) throws RunnerException {
    PrintStream stream = new PrintStream(log, true, StandardCharsets.UTF_8);
    return new Suite(List.of(contender), LEAST, stream).run(new Case("a", Problem.parse(problem), "x"));
  }

  @Test
  void measuresContender() throws RunnerException {
    CaseResult result = run(Contenders.named(Contenders.MANAGED), "max n1c1h8w8 k2");
    assertThat(result.times()).containsOnlyKeys(Contenders.MANAGED);
    assertThat(result.times().get(Contenders.MANAGED).nanos()).isBetween(1.0, 1e9);
    assertThat(log.toString(StandardCharsets.UTF_8)).contains("-Xmx2g");
  }

  @Test
  void leavesOutWhoDeclines() throws RunnerException {
    assertThat(run(Contenders.named(Contenders.TEXTBOOK), "max n1c1d4h4w4 k2").times()).isEmpty();
  }

  @Test
  void failsLoudlyWhenTheMeasuringJvmFails() {
    Contender unknown = new Contender() {
      @Override
      public String name() {
        return "unknown-there";
      }

      @Override
      public boolean isCenote() {
        return false;
      }

      @Override
      public String declines(Problem problem) {
        return "";
      }

      @Override
      public Entry prepare(Problem problem, float[] x) {
        throw new AssertionError("only the measuring JVM prepares");
      }
    };
    assertThatThrownBy(() -> run(unknown, "max n1c1h4w4 k2")).isInstanceOf(RunnerException.class)
        .satisfies(failure -> assertThat(BenchCommand.reason((RunnerException) failure))
            .startsWith("there is no contender \"unknown-there\""));
  }
}
