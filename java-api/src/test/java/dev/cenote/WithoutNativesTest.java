package dev.cenote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cenote.internal.Problem;
import dev.cenote.tensor.Tensor;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Another JVM, whose class path lacks the natives, gives the same bits in every kind of memory. */
class WithoutNativesTest {
  private static final String[] PROBLEMS = {
      "max n1c2h9w9 k3s2p1", "avg n1c3h8w8 k3s1p1 include nhwc", "globalavg n2c5h13w14", "max c2d3h4w5 k2"};

  /** The program of the other JVM. */
  public static void main(String[] arguments) {
    System.out.println("available " + Backend.available());
    for (String text : PROBLEMS) {
      Problem problem = Problem.parse(text);
      float[] input = Values.MIXED.draw((int) problem.shape().elements(), 1);
      float[] expected = Reference.pool(problem, input);
      for (Memory memory : Memory.values()) {
        try (Memory.Held x = memory.hold(input, problem.shape(), problem.layout());
            Memory.Held y = memory.hold(Reference.outputShape(problem), problem.layout())) {
          problem.pool().apply(x.tensor(), y.tensor());
          Bits.assertSame(problem + " " + memory, y.tensor().toArray(), expected);
          y.assertNothingAroundItChanged(problem + " " + memory);
        }
      }
    }
    Tensor closed = Tensor.allocate(Problem.parse(PROBLEMS[0]).shape());
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
  }

  /** Whether a folder or jar of the class path holds the natives of some platform. */
  private static boolean hasNatives(Path entry) {
    String name = entry.getFileName().toString();
    return name.matches("cenote-native-.*-(linux|macosx|windows)-.*\\.jar")
        || Files.isDirectory(entry.resolve("dev/cenote/jni")) && !Files.exists(
            entry.resolve("dev/cenote/jni/CenoteNative.class"));
  }
}
