package dev.cenote.benchmarks;

import dev.cenote.benchmarks.contenders.Contender;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.MultisetStatistics;

/**
 * Runs {@link PoolingBenchmark} under JMH, a case at a time, all of its entrants one after the other; and that again
 * for each further fork, so that whatever slows the machine for a while meets all of them.
 */
final class Suite {
  private static final String HEAP = "3g";
  private static final String ALLOCATED = "gc.alloc.rate.norm";
  /** In fewer calls the few kilobytes that JMH itself allocates in an iteration would pass for theirs. */
  private static final int CALLS_TO_SEE_BYTES = 10_000;

  private final List<Entrant> entrants;
  private final Effort effort;
  private final PrintStream log;

  /** @param log takes what JMH itself prints */
  Suite(List<Entrant> entrants, Effort effort, PrintStream log) {
    this.entrants = entrants;
    this.effort = effort;
    this.log = log;
  }

  /**
   * Verifies and times each entrant that does not decline. That another library fails is a result.
   *
   * @throws RunnerException if another answer is wrong or a measuring JVM fails; the log has the reason
   */
  CaseResult run(Case measured) throws RunnerException {
    Map<String, Samples> samples = new LinkedHashMap<>();
    Map<String, String> absences = new LinkedHashMap<>();
    for (Entrant entrant : entrants) {
      String reason = entrant.declines(measured);
      if (!reason.isEmpty()) {
        absences.put(entrant.label(), reason);
      }
    }
    for (int fork = 0; fork < effort.forks(); fork++) {
      for (Entrant entrant : entrants) {
        if (!absences.containsKey(entrant.label())) {
          try {
            samples.computeIfAbsent(entrant.label(), label -> new Samples()).add(run(measured, entrant));
          } catch (RunnerException e) {
            if (entrant.contender().role() != Contender.Role.PEER) {
              throw e;
            }
            absences.put(entrant.label(), BenchCommand.reason(e));
          }
        }
      }
    }
    samples.keySet().removeAll(absences.keySet());
    Map<String, Measurement> times = new LinkedHashMap<>();
    samples.forEach((label, some) -> times.put(label, some.measurement()));
    return new CaseResult(measured, times, absences);
  }

  private RunResult run(Case measured, Entrant entrant) throws RunnerException {
    OptionsBuilder options = jmh(effort.withForks(1), PoolingBenchmark.class);
    options.param("problem", measured.problem().toString())
        .param("contender", entrant.contender().name())
        .param("threads", Integer.toString(entrant.threads()))
        .addProfiler(GCProfiler.class);
    return run(options, log).iterator().next();
  }

  /** What one entrant's forks gave. */
  private final class Samples {
    private final MultisetStatistics times = new MultisetStatistics(); // one an iteration
    private double bytes = Double.NaN;

    void add(RunResult fork) {
      fork.getPrimaryResult().getStatistics().getRawData()
          .forEachRemaining(time -> times.addValue(time.getKey(), time.getValue()));
      bytes = allocated(fork);
    }

    Measurement measurement() {
      double median = times.getPercentile(50);
      boolean seesBytes = median * CALLS_TO_SEE_BYTES < effort.millis() * 1e6;
      return new Measurement(median, (times.getPercentile(75) - times.getPercentile(25)) / 2,
          seesBytes ? bytes : Double.NaN);
    }
  }

  private static double allocated(RunResult result) {
    for (String name : result.getSecondaryResults().keySet()) {
      if (name.endsWith(ALLOCATED)) { // some JMH put a sign before it
        return result.getSecondaryResults().get(name).getScore();
      }
    }
    return Double.NaN;
  }

  /** Runs a benchmark; the log takes what JMH prints. */
  static Iterable<RunResult> run(OptionsBuilder options, PrintStream log) throws RunnerException {
    return new Runner(options.build(), OutputFormatFactory.createFormatInstance(log, VerboseMode.NORMAL)).run();
  }

  /** The JVM's own arguments, -Dcenote.backend among them, and the environment pass on to the forks. */
  static OptionsBuilder jmh(Effort effort, Class<?> benchmark) {
    OptionsBuilder options = new OptionsBuilder();
    options.include("^" + Pattern.quote(benchmark.getName() + ".") + "[a-z]+$")
        .forks(effort.forks())
        .warmupIterations(effort.warmups())
        .warmupTime(TimeValue.milliseconds(effort.millis()))
        .measurementIterations(effort.iterations())
        .measurementTime(TimeValue.milliseconds(effort.millis()))
        .shouldFailOnError(true)
        .jvmArgsAppend(jvmArguments());
    return options;
  }

  private static String[] jvmArguments() {
    return Runtime.version().feature() >= 24
        ? new String[] {"-Xms" + HEAP, "-Xmx" + HEAP, "--enable-native-access=ALL-UNNAMED"}
        : new String[] {"-Xms" + HEAP, "-Xmx" + HEAP};
  }
}
