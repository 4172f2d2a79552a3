package dev.cenote.startup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cenote.Pool;
import dev.cenote.jni.CenoteNative;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** How a JVM comes to its backend: natives there or not, forced or not. Each test is a JVM of its own. */
class StartupTest {
  private static final String LIBRARY_FOLDER = "dev/cenote/jni/" + Loader.getPlatform();

  @TempDir Path folder;

  @Test
  void runsOnTheBestNativeBackend() {
    Run run = run(List.of(), Map.of(), withNatives());
    assertThat(run.backend()).startsWith("native/");
    assertThat(run.line("reason")).isEqualTo("the best that this CPU runs");
    assertThat(run.errors).as("a start with natives logs nothing").doesNotContain("Cenote");
  }

  @Test
  void poolsInJavaAndSaysSoOnceWithoutThePlatformJar() {
    Run run = run(List.of(), Map.of(), withoutNatives());
    assertThat(run.backend()).isEqualTo("managed");
    assertThat(run.line("reason")).contains("no native library for this platform on the class path")
        .contains("add the artifact cenote-native with classifier " + Loader.getPlatform());
    assertSaysSoOnce(run);
    assertSameAnswerAsNative(run);
  }

  @Test
  void poolsInJavaWithNothingElseOnTheClassPath() {
    String alone = Stream.of(Pool.class, Probe.class).map(StartupTest::home).map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
    Run run = run(List.of(), Map.of(), alone);
    assertThat(run.backend()).isEqualTo("managed");
    assertThat(run.line("reason")).contains("the class path lacks a class of cenote-native or javacpp");
    assertSaysSoOnce(run);
    assertSameAnswerAsNative(run);
  }

  @Test
  void poolsInJavaWhereTheLibraryCannotBeUnpacked() {
    Path file = write(folder.resolve("a-file"), "not a folder");
    String nowhere = file.resolve("cache").toString();
    Run run = run(List.of("-Dorg.bytedeco.javacpp.cachedir=" + nowhere, "-Djava.io.tmpdir=" + nowhere,
        "-Duser.home=" + nowhere), Map.of(), classPath(nativesAsJar()));
    assertThat(run.backend()).isEqualTo("managed");
    assertThat(run.line("reason")).contains("could not be loaded").contains("-Dorg.bytedeco.javacpp.cachedir=FOLDER");
    assertSaysSoOnce(run);
    assertSameAnswerAsNative(run);
  }

  @Test
  void unpacksTheLibraryIntoTheCacheFolder() throws IOException {
    Path cache = folder.resolve("cache");
    Run run = run(List.of("-Dorg.bytedeco.javacpp.cachedir=" + cache), Map.of(), classPath(nativesAsJar()));
    assertThat(run.backend()).startsWith("native/");
    try (Stream<Path> files = Files.walk(cache)) {
      assertThat(files.filter(Files::isRegularFile).map(f -> f.getFileName().toString()))
          .contains(System.mapLibraryName("jnicenote"));
    }
  }

  @Test
  void poolsInJavaWhereTheLibraryIsBroken() {
    Path broken = folder.resolve("broken");
    write(broken.resolve(LIBRARY_FOLDER).resolve(System.mapLibraryName("jnicenote")), "this is no library");
    Run run = run(List.of(), Map.of(), classPath(broken));
    assertThat(run.backend()).isEqualTo("managed");
    assertSaysSoOnce(run);
    assertSameAnswerAsNative(run);
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_24, disabledReason = "older JVMs cannot deny native access")
  void poolsInJavaWhereNativeAccessIsDenied() {
    Run run = run(List.of("--illegal-native-access=deny"), Map.of(), withNatives());
    assertThat(run.backend()).isEqualTo("managed");
    assertThat(run.line("reason")).contains("the JVM denies native access")
        .contains("--enable-native-access=ALL-UNNAMED");
    assertSaysSoOnce(run);
    assertSameAnswerAsNative(run);
  }

  @Test
  void canBeForcedToJava() {
    Run run = run(List.of("-Dcenote.backend=managed"), Map.of(), withNatives());
    assertThat(run.backend()).isEqualTo("managed");
    assertThat(run.line("reason")).isEqualTo("forced by -Dcenote.backend=managed");
    assertThat(run.errors).doesNotContain("Cenote");
    assertSameAnswerAsNative(run);
  }

  @Test
  void canBeForcedToAnInstructionSet() {
    for (String isa : List.of("baseline", "sse4")) {
      assertThat(run(List.of(), Map.of("CENOTE_ISA", isa), withNatives()).backend()).isEqualTo("native/" + isa);
      assertThat(run(List.of("-Dcenote.backend=native/" + isa), Map.of(), withNatives()).backend())
          .isEqualTo("native/" + isa);
      assertThat(run(List.of("-Dcenote.backend=native"), Map.of("CENOTE_ISA", isa), withNatives()).backend())
          .isEqualTo("native/" + isa);
    }
  }

  @Test
  void failsWhereItIsForcedToTheImpossible() {
    assertThat(run(List.of("-Dcenote.backend=native"), Map.of(), withoutNatives()).errors)
        .contains("IllegalStateException: Cenote: -Dcenote.backend=native cannot be followed: the native backend is not"
            + " there: there is no native library for this platform on the class path");
    assertThat(run(List.of(), Map.of("CENOTE_ISA", "avx9"), withNatives()).errors)
        .contains("CENOTE_ISA=avx9 cannot be followed: this build has no instruction set \"avx9\", expected one of"
            + " baseline");
    assertThat(run(List.of("-Dcenote.backend=gpu"), Map.of(), withNatives()).errors)
        .contains("there is no backend \"gpu\", expected managed, native, or native/baseline");
    assertThat(run(List.of("-Dcenote.backend=native/sse4"), Map.of("CENOTE_ISA", "avx2"), withNatives()).errors)
        .contains("-Dcenote.backend=native/sse4 contradicts CENOTE_ISA=avx2");
  }

  @Test
  void givesTheJvmsJniCheckerNothingToSay() {
    Run run = run(List.of("-Xcheck:jni"), Map.of(), withNatives());
    assertThat(run.backend()).startsWith("native/");
    assertThat((run.output + run.errors).lines().filter(line -> line.contains("WARNING") || line.contains("Warning")
        || line.contains("FATAL"))).as(run.errors).allMatch(line -> line.contains("restricted method")
            || line.contains("enable-native-access") || line.contains("has been called by")
            || line.contains("Restricted methods"));
    assertSameAnswerAsNative(run);
  }

  private static void assertSaysSoOnce(Run run) {
    assertThat(run.errors.lines().filter(line -> line.contains("Cenote pools in managed Java"))).hasSize(1);
  }

  private static void assertSameAnswerAsNative(Run run) {
    assertThat(run.line("answer")).isEqualTo(NativeAnswer.ANSWER);
  }

  private static final class NativeAnswer {
    static final String ANSWER = run(List.of("-Dcenote.backend=native"), Map.of(), withNatives()).line("answer");
  }

  /** What a JVM printed. */
  private static final class Run {
    final String output;
    final String errors;

    Run(String output, String errors) {
      this.output = output;
      this.errors = errors;
    }

    String backend() {
      return line("backend");
    }

    String line(String name) {
      return output.lines().filter(line -> line.startsWith(name + " ")).map(line -> line.substring(name.length() + 1))
          .findFirst().orElseThrow(() -> new AssertionError("no " + name + " in: " + output + errors));
    }
  }

  private static Run run(List<String> options, Map<String, String> environment, String classPath) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, Probe.class.getName()));
    try {
      Path output = Files.createTempFile("probe", ".out");
      Path errors = Files.createTempFile("probe", ".err");
      try {
        ProcessBuilder builder = new ProcessBuilder(command)
            .redirectOutput(output.toFile()).redirectError(errors.toFile());
        builder.environment().keySet().removeIf(name -> name.equals("CENOTE_ISA") || name.equals("JAVA_TOOL_OPTIONS"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
          process.destroyForcibly();
          throw new AssertionError("did not end: " + command);
        }
        assertThat(process.exitValue()).as("no crash: %s", command).isIn(0, 1);
        return new Run(Files.readString(output), Files.readString(errors));
      } finally {
        Files.delete(output);
        Files.delete(errors);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static String withNatives() {
    return classPath(natives());
  }

  private static String withoutNatives() {
    return classPath();
  }

  private static String classPath(Path... more) {
    return Stream.concat(
            Stream.of(Pool.class, CenoteNative.class, Loader.class, Probe.class).map(StartupTest::home),
            Stream.of(more))
        .map(Path::toString).distinct().collect(Collectors.joining(File.pathSeparator));
  }

  /** The folder or jar that a class comes from. */
  private static Path home(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /** The folder that the natives were built into: the root of what goes into their jar. */
  private static Path natives() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path natives = at.resolve("native/target/native");
      if (Files.isDirectory(natives.resolve(LIBRARY_FOLDER))) {
        return natives;
      }
    }
    throw new AssertionError("native/target/native/" + LIBRARY_FOLDER + " is not there: the natives were not built");
  }

  private Path nativesAsJar() {
    Path jar = folder.resolve("natives.jar");
    String entry = LIBRARY_FOLDER + "/" + System.mapLibraryName("jnicenote");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry(entry));
      Files.copy(natives().resolve(entry), out);
      out.closeEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return jar;
  }

  private static Path write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
