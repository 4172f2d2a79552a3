package dev.cenote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cenote.startup.Answers;
import dev.cenote.tensor.Shape;
import dev.cenote.tensor.Tensor;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Another JVM, whose class path lacks the natives, gives the same bits in every kind of memory. */
class WithoutNativesTest {
  /** The program of the other JVM. */
  public static void main(String[] arguments) {
    System.out.println("available " + Backend.available());
    Answers.on(null).forEach(line -> System.out.println("answer " + line));
    Tensor closed = Tensor.allocate(Shape.of(1, 2, 9, 9));
    closed.close();
    try {
      closed.get(0);
    } catch (IllegalStateException e) {
      System.out.println("refused " + e.getMessage());
    }
    System.out.println("done");
  }

  @Test
  void givesTheSameBitsInEveryKindOfMemory() throws Exception {
    String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !hasNatives(Path.of(entry))).collect(Collectors.joining(File.pathSeparator));
    ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp", classPath, WithoutNativesTest.class.getName()).redirectErrorStream(true);
    builder.environment().remove("CENOTE_ISA");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("exit code, with output:%n%s", output).isZero();
    assertThat(output.lines()).contains("available [managed]", "refused Tensor: is closed", "done");
    List<String> answers = output.lines().filter(line -> line.startsWith("answer "))
        .map(line -> line.substring("answer ".length())).collect(Collectors.toList());
    for (Backend backend : Backend.available()) {
      assertThat(answers).as("without natives, beside %s", backend).isEqualTo(Answers.on(backend));
    }
  }

  /** Whether a folder or jar of the class path holds the natives of some platform. */
  private static boolean hasNatives(Path entry) {
    String name = entry.getFileName().toString();
    return name.matches("cenote-native-.*-(linux|macosx|windows)-.*\\.jar")
        || Files.isDirectory(entry.resolve("dev/cenote/jni")) && !Files.exists(
            entry.resolve("dev/cenote/jni/CenoteNative.class"));
  }
}
