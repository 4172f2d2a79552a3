package dev.cenote.benchmarks;

import dev.cenote.benchmarks.contenders.Contender;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs {@link PoolingBenchmark} under JMH, a case at a time, all of its contenders one after the other. */
final class Suite {
  private static final String HEAP = "2g";

  private final List<Contender> contenders;
  private final Effort effort;
  private final PrintStream log;

  /** @param log takes what JMH itself prints */
  Suite(List<Contender> contenders, Effort effort, PrintStream log) {
    this.contenders = contenders;
    this.effort = effort;
    this.log = log;
  }

  /**
   * Verifies and times each contender that does not decline.
   *
   * @throws RunnerException if an answer is wrong or a measuring JVM fails; the log has the reason
   */
  CaseResult run(Case measured) throws RunnerException {
    String[] willing = contenders.stream().filter(contender -> contender.declines(measured.problem()).isEmpty())
        .map(Contender::name).toArray(String[]::new);
    Map<String, Measurement> times = new LinkedHashMap<>();
    if (willing.length > 0) {
      Options options = options(measured.problem().toString(), willing);
      for (RunResult result : new Runner(options, OutputFormatFactory.createFormatInstance(log, VerboseMode.NORMAL))
          .run()) {
        Result<?> time = result.getPrimaryResult();
        times.put(result.getParams().getParam("contender"), new Measurement(time.getScore(), time.getScoreError()));
      }
    }
    return new CaseResult(measured, times);
  }

  /** The JVM's own arguments, -Dcenote.backend among them, and the environment pass on to the forks. */
  private Options options(String problem, String[] willing) {
    OptionsBuilder options = new OptionsBuilder();
    options.include("^" + Pattern.quote(PoolingBenchmark.class.getName() + ".pool") + "$")
        .param("problem", problem)
        .param("contender", willing)
        .forks(effort.forks())
        .warmupIterations(effort.warmups())
        .warmupTime(TimeValue.milliseconds(effort.millis()))
        .measurementIterations(effort.iterations())
        .measurementTime(TimeValue.milliseconds(effort.millis()))
        .shouldFailOnError(true)
        .jvmArgsAppend(jvmArguments());
    return options.build();
  }

  private static String[] jvmArguments() {
    return Runtime.version().feature() >= 24
        ? new String[] {"-Xms" + HEAP, "-Xmx" + HEAP, "--enable-native-access=ALL-UNNAMED"}
        : new String[] {"-Xms" + HEAP, "-Xmx" + HEAP};
  }
}
