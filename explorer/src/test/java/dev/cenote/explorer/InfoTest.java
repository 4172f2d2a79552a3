package dev.cenote.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cenote.Backend;
import dev.cenote.jni.CenoteNative;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code cenote info}, and what works where natives are absent. */
class InfoTest {
  /** The command line in a JVM of its own, whose class path has no natives. */
  private static Cli withoutNatives(List<String> options, String... args) throws IOException, InterruptedException {
    String classPath = Stream.of(Main.class, Backend.class, CenoteNative.class, CommandLine.class, Loader.class)
        .map(type -> Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath()).toString())
        .distinct().collect(Collectors.joining(File.pathSeparator));
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, Main.class.getName()));
    command.addAll(List.of(args));
    File err = File.createTempFile("cenote", ".err");
    Process process = new ProcessBuilder(command).redirectError(err).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exitCode = process.waitFor();
    String errors = Files.readString(err.toPath());
    Files.delete(err.toPath());
    return new Cli(exitCode, out, errors);
  }

  @Test
  void tellsTheBackendAndWhy() {
    String out = Cli.run("info").succeeds().out();
    assertThat(out).contains(Backend.current().name(), Backend.reason(), "managed", "baseline", "runs here",
        "processors", System.getProperty("java.vm.name"));
    // A path has no place to break.
    assertThat(out.lines().filter(line -> !line.startsWith("Native library"))).allMatch(line -> line.length() <= 100);
    Backend.available().forEach(backend -> assertThat(out).contains(backend.name()));
  }

  @Test
  void tellsWhatIsMissingWithoutNatives() throws Exception {
    Cli run = withoutNatives(List.of(), "info");
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out().replaceAll("\\s+", " ")).contains("Backend managed", "Native library not loaded:",
        "there is no native library for this platform on the class path", "add the artifact cenote-native");
  }

  @Test
  void tellsThatTheForcedBackendCannotRun() throws Exception {
    Cli run = withoutNatives(List.of("-Dcenote.backend=native"), "info");
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out().replaceAll("\\s+", " "))
        .contains("Backend none", "-Dcenote.backend=native cannot be followed", "others managed");
  }

  @Test
  void demoRunsWithoutNatives(@TempDir Path folder) throws Exception {
    Cli run = withoutNatives(List.of(), "demo", "-o", folder.toString());
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("Nothing to compare with: the native backend is not available here.",
        "there is no native library for this platform").doesNotContain("speed-up");
    assertThat(Cli.names(folder)).hasSize(4);
  }

  @Test
  void saysInOneLineThatTheHeapIsSmall(@TempDir Path folder) throws Exception {
    int[][] rows = new int[4000][4000];
    Path input = PngBytes.write(folder.resolve("large.png"), PngBytes.GREY, rows);
    Cli run = withoutNatives(List.of("-Xmx24m"), "pool", input.toString(), "-o", folder.resolve("out.png").toString(),
        "--max", "2");
    run.fails("cenote pool", "not enough memory");
    assertThat(Cli.names(folder)).containsExactly("large.png");
  }
}
