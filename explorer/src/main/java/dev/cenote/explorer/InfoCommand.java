package dev.cenote.explorer;

import dev.cenote.Backend;
import dev.cenote.internal.nativelib.NativeLibrary;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code cenote info}: which backend runs here and why, and what else there is. */
@Command(name = "info", description = "Show which backend runs here and why.")
final class InfoCommand implements Runnable {
  private static final int LABEL = 18;
  private static final int LINE = 100;

  @Spec
  private CommandSpec spec;

  private PrintWriter out;

  @Override
  public void run() {
    out = spec.commandLine().getOut();
    row("Cenote", Version.text());
    out.println();
    backend();
    out.println();
    if (NativeLibrary.isLoaded()) {
      natives();
    } else {
      row("Native library", "not loaded: " + NativeLibrary.failure());
    }
    out.println();
    processorModel().ifPresent(model -> row("CPU", model));
    if (NativeLibrary.isLoaded()) {
      row("  features", NativeLibrary.cpuFeatures());
    }
    row("Threads",
        Runtime.getRuntime().availableProcessors() + " processors; sequential unless asked (pool --parallel)");
    row("Java", Runtime.version() + ", " + System.getProperty("java.vm.name") + ", "
        + System.getProperty("java.vm.vendor"));
    row("  heap", Runtime.getRuntime().maxMemory() / (1 << 20) + " MiB at most");
    row("System", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
  }

  private void backend() {
    String current = "";
    try {
      current = Backend.current().name();
      row("Backend", current);
      boolean saidBelow = Backend.reason().equals(NativeLibrary.failure());
      row("  why", saidBelow ? "the native library is not loaded" : Backend.reason());
    } catch (IllegalStateException e) { // forced to be what cannot run here: the rest is shown all the more
      row("Backend", "none");
      row("  why", e.getMessage());
    }
    String used = current;
    String others = Backend.available().stream().map(Backend::name).filter(name -> !name.equals(used))
        .collect(Collectors.joining(", "));
    row("  others", others.isEmpty() ? "none" : others);
    row("  choose with", "-Dcenote.backend=NAME, CENOTE_ISA=SET, or pool --backend NAME");
  }

  private void natives() {
    row("Native library", NativeLibrary.path());
    for (int isa = NativeLibrary.isaCount() - 1; isa >= 0; isa--) {
      String missing = NativeLibrary.isaMissing(isa);
      row("  " + NativeLibrary.isaName(isa),
          missing.isEmpty() ? "runs here" : "cannot run: this CPU has no " + missing);
    }
  }

  /** The name that Linux has for the processor. */
  private static Optional<String> processorModel() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"), StandardCharsets.ISO_8859_1)) {
      return lines.filter(line -> line.startsWith("model name") || line.startsWith("Model"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip()).filter(model -> !model.isEmpty()).findFirst();
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty(); // other systems tell it elsewhere, and nothing depends on it
    }
  }

  /** One label and its text, which goes on below itself if it is long. */
  private void row(String label, String text) {
    StringBuilder line = new StringBuilder(label).append(" ".repeat(Math.max(1, LABEL - label.length())));
    boolean first = true;
    for (String word : text.split(" ")) {
      if (!first && line.length() + 1 + word.length() > LINE) {
        out.println(line);
        line = new StringBuilder(" ".repeat(LABEL));
        first = true;
      }
      line.append(first ? "" : " ").append(word);
      first = false;
    }
    out.println(line);
  }
}
