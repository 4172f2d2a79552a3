package dev.cenote.benchmarks;

import dev.cenote.benchmarks.contenders.Contenders;
import dev.cenote.internal.Problem;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.util.Statistics;

/** Runs {@link StallBenchmark} under JMH. */
final class Stalls {
  private Stalls() {}

  /** @throws RunnerException if an answer is wrong or a measuring JVM fails; the log has the reason */
  static List<Stall> measure(Effort effort, PrintStream log, PrintWriter progress) throws RunnerException {
    List<Stall> stalls = new ArrayList<>();
    Problem problem = Problem.parse(StallBenchmark.PROBLEM);
    for (String neighbour : List.of(StallBenchmark.NOBODY, Contenders.NATIVE_OFF_HEAP, Contenders.NATIVE_HEAP,
        Contenders.MANAGED)) {
      if (!neighbour.equals(StallBenchmark.NOBODY) && !Contenders.named(neighbour).declines(problem, 1).isEmpty()) {
        continue;
      }
      OptionsBuilder options = Suite.jmh(effort, StallBenchmark.class);
      options.param("neighbour", neighbour);
      RunResult result = Suite.run(options, log).iterator().next();
      Statistics times = result.getPrimaryResult().getStatistics();
      stalls.add(new Stall(neighbour, times.getPercentile(50), times.getPercentile(99.9), times.getMax()));
      progress.println("beside " + neighbour + ": longest " + Numbers.time(times.getMax()));
      progress.flush();
    }
    return stalls;
  }
}
