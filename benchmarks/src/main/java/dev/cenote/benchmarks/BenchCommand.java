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
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command line: which cases and contenders, how long, and where results go. */
@Command(name = "cenote bench", mixinStandardHelpOptions = true, versionProvider = BenchCommand.Version.class,
    sortOptions = false, usageHelpAutoWidth = true,
    description = {"Times pooling layers: Cenote's native code on Java arrays and off-heap, managed Java, a textbook "
        + "loop, other libraries, and the machine's own limit. Every answer is verified before it is timed.", ""},
    footer = {"", "CENOTE_ISA=avx2 and -Dcenote.backend=native/avx2 choose the instruction set.",
        "Exit status: 0 done, 1 a measurement failed, 2 the options are wrong."})
final class BenchCommand implements Callable<Integer> {
  @Spec
  private CommandSpec spec;

  @Parameters(paramLabel = "WHAT", arity = "0..1", defaultValue = "layers", converter = PresetName.class,
      completionCandidates = PresetName.class,
      description = "What to measure: layers (of real networks; the default), calls (what a call costs), windows (of "
          + "3x3 to 101x101), sizes (from the first cache to memory), threads, stalls (of a thread that allocates "
          + "beside pooling).")
  private Preset preset;

  @Option(names = "--peers", description = "Other libraries too: ONNX Runtime, oneDNN and libtorch. The first time "
      + "downloads 200 MB.")
  private boolean peers;

  @Option(names = "--cases", paramLabel = "FILE",
      description = "Cases of your own: tab-separated, a header line first (default: those of WHAT; see --list).")
  private Path caseFile;

  @Option(names = "--only", paramLabel = "REGEX", description = "Only cases whose name has a match.")
  private String only;

  @Option(names = "--contenders", paramLabel = "NAME", split = ",",
      description = "Only these contenders: roofline, native-heap, native-direct, native-off-heap, managed, textbook, "
          + "jni-call, ffm-call; with --peers onnxruntime, onednn, libtorch.")
  private List<String> contenderNames;

  @Option(names = "--threads", paramLabel = "N", split = ",", description = "Each contender in so many threads.")
  private List<Integer> threads;

  @Option(names = "--quick", description = "Few, short iterations: minutes become a minute, and noise grows.")
  private boolean quick;

  @Option(names = "--forks", paramLabel = "N",
      description = "JVMs to measure each contender in; contenders take turns.")
  private int forks = 1;

  @Option(names = "--json", paramLabel = "FILE",
      description = "Write the results as JSON; the file appears whole or not at all.")
  private Path json;

  @Option(names = "--out", paramLabel = "DIR",
      description = "Write results.json, results.md and charts (SVG) into a folder.")
  private Path folder;

  @Option(names = "--list", description = "List the cases and where they come from, and measure nothing.")
  private boolean list;

  @Override
  public Integer call() throws IOException {
    Run run;
    try {
      Backend.current(); // refuses a forced backend that cannot run here
      check("--forks", forks);
      Provenance provenance = Provenance.now(spec.commandLine().getParseResult().originalArgs());
      run = new Run(preset, preset == Preset.STALLS ? CaseFile.NONE : chosenCases(), entrants(),
          (quick ? Effort.QUICK : Effort.STANDARD).withForks(forks), provenance);
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    if (list) {
      list(run.cases());
      return 0;
    }
    if (preset != Preset.STALLS && run.cases().cases().isEmpty()) {
      throw new ParameterException(spec.commandLine(),
          "no case can be measured; not supported yet: " + String.join(", ", run.cases().unsupported()));
    }
    try (Outputs outputs = outputs()) {
      return measure(run, outputs);
    }
  }

  private List<Entrant> entrants() {
    if (peers && Contenders.peers().isEmpty()) {
      throw new IllegalArgumentException("--peers: there is no other library on the class path; start it as "
          + "./cenote bench --peers, which adds them");
    }
    List<Contender> contenders = new ArrayList<>();
    for (String name : contenderNames == null ? preset.contenders() : contenderNames) {
      contenders.add(Contenders.named(name));
    }
    if (peers && contenderNames == null) {
      contenders.addAll(Contenders.peers());
    }
    List<Integer> numbers = threads == null ? preset.threads() : threads;
    numbers.forEach(number -> check("--threads", number));
    return Entrant.of(contenders.stream().distinct().toList(), numbers.stream().distinct().toList());
  }

  private static void check(String option, int number) {
    if (number < 1) {
      throw new IllegalArgumentException(option + " is " + number + ", expected 1 or more");
    }
  }

  private CaseFile chosenCases() throws IOException {
    CaseFile all = caseFile == null ? preset.cases() : CaseFile.read(caseFile);
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

  private Outputs outputs() {
    try {
      return new Outputs(json, folder);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private void list(CaseFile cases) {
    PrintWriter out = spec.commandLine().getOut();
    int name = cases.cases().stream().mapToInt(one -> one.name().length()).max().orElse(1);
    int problem = cases.cases().stream().mapToInt(one -> one.problem().toString().length()).max().orElse(1);
    String line = "%-" + name + "s  %-" + problem + "s  %s%n";
    out.printf(line, "case", "problem", "origin");
    cases.cases().forEach(one -> out.printf(line, one.name(), one.problem(), one.source()));
    Notes.unsupported(cases).forEach(out::println);
    out.flush();
  }

  private int measure(Run run, Outputs outputs) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter progress = spec.commandLine().getErr();
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    PrintStream jmh = new PrintStream(log, true, StandardCharsets.UTF_8);
    try {
      Report report;
      if (preset == Preset.STALLS) {
        report = new StallReport(run, Stalls.measure(run.effort(), jmh, progress));
      } else {
        Notes.before(run).forEach(progress::println);
        Suite suite = new Suite(run.entrants(), run.effort(), jmh);
        report = new PoolingReport(run,
            new Progress(progress, run.effort(), run.entrants()).run(suite, run.cases().cases()), plusMinus());
      }
      out.println();
      out.print(report.text());
      out.println(run.provenance());
      outputs.write(report).forEach(file -> out.println("written: " + file));
    } catch (RunnerException e) {
      progress.println("cenote bench: " + reason(e) + keep(log));
      return 1;
    }
    out.flush();
    return 0;
  }

  private static String plusMinus() {
    return Charset.defaultCharset().newEncoder().canEncode('\u00b1') ? "\u00b1" : "+-";
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

  /** What stands at the bottom of JMH's pile of exceptions, in one line. */
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
    String message = cause.getMessage() == null || cause.getMessage().isBlank() ? cause.toString() : cause.getMessage();
    return message.strip().lines().findFirst().orElse("");
  }

  /** Presets by their names in small letters. */
  static final class PresetName extends ArrayList<String> implements CommandLine.ITypeConverter<Preset> {
    private static final long serialVersionUID = 1;

    PresetName() {
      for (Preset preset : Preset.values()) {
        add(preset.toString());
      }
    }

    @Override
    public Preset convert(String name) {
      if (!contains(name)) {
        throw new CommandLine.TypeConversionException(
            "there is no benchmark \"" + name + "\", expected one of " + String.join(", ", this));
      }
      return Preset.valueOf(name.toUpperCase(Locale.ROOT));
    }
  }

  /** The version of this build. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"cenote bench " + Provenance.buildVersion()};
    }
  }
}
