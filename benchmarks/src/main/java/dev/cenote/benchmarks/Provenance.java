package dev.cenote.benchmarks;

import dev.cenote.Backend;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where numbers come from; without it they say nothing.
 *
 * @param cores how many of the machine's cores this JVM may use
 * @param load how many threads wanted a core in the minute before the run; negative if the system does not say
 * @param backend Cenote's backend unless forced otherwise by a contender, such as {@code native/avx512}
 * @param date when the run began
 * @param command what to type to run the same again
 */
record Provenance(String cpu, int cores, double load, String system, String jdk, String version, String backend,
    String backendReason, OffsetDateTime date, String command) {

  /** Of this JVM, now, started with these arguments. */
  static Provenance now(List<String> arguments) {
    return new Provenance(cpuModel(), Runtime.getRuntime().availableProcessors(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        System.getProperty("os.name") + " " + System.getProperty("os.version") + " " + System.getProperty("os.arch"),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"), buildVersion(),
        Backend.current().name(), Backend.reason(), OffsetDateTime.now().truncatedTo(ChronoUnit.SECONDS),
        commandLine(arguments));
  }

  /** The version of this build; {@code unpackaged} where classes do not run from their jar. */
  static String buildVersion() {
    String version = Provenance.class.getPackage().getImplementationVersion();
    return version == null ? "unpackaged" : version;
  }

  private static String cpuModel() {
    Path info = Path.of("/proc/cpuinfo");
    if (Files.isReadable(info)) {
      try (Stream<String> lines = Files.lines(info)) {
        return lines.filter(line -> line.startsWith("model name")).findFirst()
            .map(line -> line.substring(line.indexOf(':') + 1).strip()).orElse(unknownCpu());
      } catch (IOException e) {
        return unknownCpu();
      }
    }
    return unknownCpu();
  }

  private static String unknownCpu() {
    return "unknown " + System.getProperty("os.arch") + " CPU";
  }

  private static String commandLine(List<String> arguments) {
    String isa = System.getenv("CENOTE_ISA");
    String options = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("-Dcenote.") || argument.startsWith("--add-modules"))
        .collect(Collectors.joining(" "));
    return Stream.of(isa == null || isa.isEmpty() ? Stream.<String>empty() : Stream.of("CENOTE_ISA=" + isa),
            options.isEmpty() ? Stream.<String>empty() : Stream.of("CENOTE_JAVA_OPTIONS=" + quoted(options)),
            Stream.of("./cenote bench"), arguments.stream().map(Provenance::quoted))
        .flatMap(part -> part).collect(Collectors.joining(" "));
  }

  private static String quoted(String argument) {
    return argument.matches("[\\w./:=,@%+-]+") ? argument : "'" + argument.replace("'", "'\\''") + "'";
  }

  /** Whether others were at work, in one line; empty if the machine was quiet. */
  String disturbance() {
    return load < cores / 2.0 ? "" : String.format(Locale.ROOT,
        "The machine was busy when this run began: load %.1f on %d cores. Trust no small difference.", load, cores);
  }

  /** Two lines: the machine and what ran on it; when, and how to run it again. */
  @Override
  public String toString() {
    return cpu + ", " + cores + (cores == 1 ? " core" : " cores") + ", " + system + "; " + jdk + "; Cenote " + version
        + ", " + backend + " (" + backendReason + ")\n"
        + date.format(DateTimeFormatter.ISO_OFFSET_DATE_TIME) + ": " + command;
  }
}
