package dev.cenote.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cenote.benchmarks.contenders.Contender;
import dev.cenote.benchmarks.contenders.Contenders;
import dev.cenote.internal.Problem;
import dev.cenote.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
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
    return new Suite(List.of(new Entrant(contender, 1)), LEAST, stream).run(new Case("a", Problem.parse(problem), "x"));
  }

  @Test
  void measuresContender() throws RunnerException {
    CaseResult result = run(Contenders.named(Contenders.MANAGED), "max n1c1h8w8 k2");
    assertThat(result.times()).containsOnlyKeys(Contenders.MANAGED);
    assertThat(result.times().get(Contenders.MANAGED).nanos()).isBetween(1.0, 1e9);
    assertThat(log.toString(StandardCharsets.UTF_8)).contains("-Xmx3g");
  }

  @Test
  void takesTheMedianOfAllForks() throws RunnerException {
    PrintStream stream = new PrintStream(log, true, StandardCharsets.UTF_8);
    List<Entrant> entrants = Entrant.of(
        List.of(Contenders.named(Contenders.MANAGED), Contenders.named(Contenders.TEXTBOOK)), List.of(1));
    new Suite(entrants, LEAST.withForks(2), stream).run(new Case("a", Problem.parse("max n1c1h8w8 k2"), "x"));
    List<String> turns = log.toString(StandardCharsets.UTF_8).lines()
        .filter(line -> line.startsWith("# Parameters")).map(line -> line.replaceAll(".*contender = (\\w+).*", "$1"))
        .toList();
    assertThat(turns).containsExactly("managed", "textbook", "managed", "textbook");
  }

  @Test
  void leavesOutWhoDeclines() throws RunnerException {
    CaseResult result = run(Contenders.named(Contenders.TEXTBOOK), "max n1c1d4h4w4 k2");
    assertThat(result.times()).isEmpty();
    assertThat(result.absences().get(Contenders.TEXTBOOK)).startsWith("the loops are written for");
  }

  @Test
  void seesThatCallsAllocateNothing() throws RunnerException {
    for (String name : List.of(Contenders.MANAGED, Contenders.NATIVE_HEAP, Contenders.NATIVE_OFF_HEAP)) {
      Contender contender = Contenders.named(name);
      if (contender.declines(Problem.parse("max n1c1h8w8 k2"), 1).isEmpty()) {
        PrintStream stream = new PrintStream(log, true, StandardCharsets.UTF_8);
        CaseResult result = new Suite(List.of(new Entrant(contender, 1)), new Effort(1, 5, 3, 200), stream)
            .run(new Case("a", Problem.parse("max n1c1h8w8 k2"), "x"));
        assertThat(result.times().get(name).bytes()).as("bytes a call of %s", name).isLessThan(0.5);
      }
    }
  }

  @Test
  void measuresStalls() throws RunnerException {
    PrintStream stream = new PrintStream(log, true, StandardCharsets.UTF_8);
    List<Stall> stalls = Stalls.measure(LEAST, stream, new PrintWriter(new StringWriter()));
    assertThat(stalls).extracting(Stall::neighbour).startsWith(StallBenchmark.NOBODY).contains(Contenders.MANAGED);
    assertThat(stalls).allSatisfy(stall -> assertThat(stall.longest()).isBetween(1.0, 1e10)
        .isGreaterThanOrEqualTo(stall.median()));
  }

  @Test
  void failsLoudlyWhenTheMeasuringJvmFails() {
    assertThatThrownBy(() -> run(unknownThere(Contender.Role.LOOP), "max n1c1h4w4 k2"))
        .isInstanceOf(RunnerException.class)
        .satisfies(failure -> assertThat(BenchCommand.reason((RunnerException) failure))
            .startsWith("there is no contender \"unknown-there\""));
  }

  @Test
  void saysWhyAnotherLibraryFailed() throws RunnerException {
    CaseResult result = run(unknownThere(Contender.Role.PEER), "max n1c1h4w4 k2");
    assertThat(result.times()).isEmpty();
    assertThat(result.absences().get("unknown-there")).startsWith("there is no contender \"unknown-there\"");
  }

  private static Contender unknownThere(Contender.Role role) {
    return new Contender() {
      @Override
      public String name() {
        return "unknown-there";
      }

      @Override
      public Role role() {
        return role;
      }

      @Override
      public String declines(Problem problem, int threads) {
        return "";
      }

      @Override
      public Entry prepare(Problem problem, Tensor x, int threads) {
        throw new AssertionError("only the measuring JVM prepares");
      }
    };
  }
}
