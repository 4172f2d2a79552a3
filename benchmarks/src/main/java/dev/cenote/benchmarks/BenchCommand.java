package dev.cenote.benchmarks;

import dev.cenote.Backend;
import dev.cenote.benchmarks.contenders.Contender;
import dev.cenote.benchmarks.contenders.Contenders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line: which cases and contenders, how long, and where results go. */
@Command(name = "cenote bench", mixinStandardHelpOptions = true, versionProvider = BenchCommand.Version.class,
    sortOptions = false, usageHelpAutoWidth = true,
    description = {"Times pooling layers: Cenote's native code on Java arrays and off-heap, managed Java, and a "
        + "textbook loop. Every answer is verified before it is timed.", ""},
    footer = {"", "CENOTE_ISA=avx2 and -Dcenote.backend=native/avx2 choose the instruction set.",
        "Exit status: 0 done, 1 a measurement failed, 2 the options are wrong."})
final class BenchCommand implements Callable<Integer> {
  @Spec
  private CommandSpec spec;

  @Option(names = "--cases", paramLabel = "FILE",
      description = "Cases to measure: tab-separated, a header line first (default: layers of real networks; see "
          + "--list).")
  private Path caseFile;

  @Option(names = "--only", paramLabel = "REGEX", description = "Only cases whose name has a match.")
  private String only;

  @Option(names = "--contenders", paramLabel = "NAME", split = ",",
      description = "Only these contenders: native-heap, native-off-heap, managed, textbook.")
  private List<String> contenderNames;

  @Option(names = "--quick", description = "Few, short iterations: minutes become a minute, and noise grows.")
  private boolean quick;

  @Option(names = "--forks", paramLabel = "N", description = "JVMs to measure each contender in, one after the other.")
  private int forks = 1;

  @Option(names = "--json", paramLabel = "FILE",
      description = "Write the results as JSON; the file appears whole or not at all.")
  private Path json;

  @Option(names = "--list", description = "List the cases and where they come from, and measure nothing.")
  private boolean list;

  @Override
  public Integer call() throws IOException {
    CaseFile cases;
    List<Contender> contenders;
    try {
      Backend.current(); // refuses a forced backend that cannot run here
      cases = chosenCases();
      contenders = contenderNames == null ? Contenders.all()
          : contenderNames.stream().distinct().map(Contenders::named).collect(Collectors.toList());
      if (forks < 1) {
        throw new IllegalArgumentException("--forks is " + forks + ", expected 1 or more");
      }
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    if (list) {
      list(cases);
      return 0;
    }
    if (cases.cases().isEmpty()) {
      throw new ParameterException(spec.commandLine(),
          "no case can be measured; not supported yet: " + String.join(", ", cases.unsupported()));
    }
    if (json == null) {
      return measure(cases, contenders, null);
    }
    try (WholeFile file = jsonFile()) {
      return measure(cases, contenders, file);
    }
  }

  private CaseFile chosenCases() throws IOException {
    CaseFile all = caseFile == null ? CaseFile.bundled() : CaseFile.read(caseFile);
    if (only == null) {
      return all;
    }
    CaseFile some;
    try {
      some = all.only(Pattern.compile(only).asPredicate());
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("--only " + only + " is not a regular expression: " + e.getDescription(), e);
    }
    if (some.cases().isEmpty() && some.unsupported().isEmpty()) {
      throw new IllegalArgumentException("--only " + only + " matches no case; --list shows their names");
    }
    return some;
  }

  private WholeFile jsonFile() {
    try {
      return new WholeFile(json);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--json: " + e.getMessage(), e);
    }
  }

  private void list(CaseFile cases) {
    PrintWriter out = spec.commandLine().getOut();
    int name = cases.cases().stream().mapToInt(one -> one.name().length()).max().orElse(1);
    int problem = cases.cases().stream().mapToInt(one -> one.problem().toString().length()).max().orElse(1);
    String line = "%-" + name + "s  %-" + problem + "s  %s%n";
    out.printf(line, "case", "problem", "origin");
    cases.cases().forEach(one -> out.printf(line, one.name(), one.problem(), one.source()));
    notSupported(cases, out);
    out.flush();
  }

  private static void notSupported(CaseFile cases, PrintWriter out) {
    if (!cases.unsupported().isEmpty()) {
      out.println("not supported yet: " + String.join(", ", cases.unsupported()));
    }
  }

  /** Who stays away from which cases, and why. */
  private static void absences(CaseFile cases, List<Contender> contenders, PrintWriter out) {
    for (Contender contender : contenders) {
      Map<String, List<String>> casesByReason = cases.cases().stream()
          .filter(one -> !contender.declines(one.problem()).isEmpty())
          .collect(Collectors.groupingBy(one -> contender.declines(one.problem()), TreeMap::new,
              Collectors.mapping(Case::name, Collectors.toList())));
      casesByReason.forEach((reason, names) -> out.println(contender.name() + " does not take part"
          + (names.size() == cases.cases().size() ? "" : " in " + String.join(", ", names)) + ": " + reason));
    }
  }

  private int measure(CaseFile cases, List<Contender> contenders, WholeFile jsonFile) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter progress = spec.commandLine().getErr();
    Effort effort = (quick ? Effort.QUICK : Effort.STANDARD).withForks(forks);
    Provenance provenance = Provenance.now(spec.commandLine().getParseResult().originalArgs());
    notSupported(cases, progress);
    absences(cases, contenders, progress);
    disturbance(provenance, progress);
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    Suite suite = new Suite(contenders, effort, new PrintStream(log, true, StandardCharsets.UTF_8));
    List<CaseResult> results;
    try {
      results = new Progress(progress, effort, contenders).run(suite, cases.cases());
    } catch (RunnerException e) {
      progress.println("cenote bench: " + reason(e) + keep(log));
      return 1;
    }
    out.println();
    out.print(new ResultTable(contenders.stream().map(Contender::name).toList(), plusMinus()).render(results));
    out.println();
    out.println("Time of one call, one thread, hot memory; " + effort + ". " + plusMinus()
        + " is the machine's noise: half the 99.9% confidence interval.");
    out.println("Ratios above 1x: the one named second is faster. native stands for native heap.");
    absences(cases, contenders, out);
    notSupported(cases, out);
    disturbance(provenance, out);
    out.println(provenance);
    if (jsonFile != null) {
      jsonFile.write(JsonReport.render(provenance, effort, results, cases.unsupported()));
      out.println("written: " + json);
    }
    out.flush();
    return 0;
  }

  private static String plusMinus() {
    return Charset.defaultCharset().newEncoder().canEncode('\u00b1') ? "\u00b1" : "+-";
  }

  private static void disturbance(Provenance provenance, PrintWriter out) {
    if (!provenance.disturbance().isEmpty()) {
      out.println(provenance.disturbance());
    }
  }

  /** Keeps what JMH printed where it may say more than the message. */
  private static String keep(ByteArrayOutputStream log) throws IOException {
    if (log.size() == 0) {
      return "";
    }
    Path file = Files.createTempFile("cenote-bench-", ".log");
    Files.write(file, log.toByteArray());
    return "; JMH's log is " + file;
  }

  /** What stands at the bottom of JMH's pile of exceptions. */
  static String reason(RunnerException failure) {
    Throwable cause = failure;
    List<Throwable> seen = new ArrayList<>();
    while (!seen.contains(cause)) {
      seen.add(cause);
      if (cause.getCause() != null) {
        cause = cause.getCause();
      } else if (cause.getSuppressed().length > 0) {
        cause = cause.getSuppressed()[0];
      }
    }
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }

  /** The version of this build. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"cenote bench " + Provenance.buildVersion()};
    }
  }
}
