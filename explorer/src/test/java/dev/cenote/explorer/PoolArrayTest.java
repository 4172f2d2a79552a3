package dev.cenote.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cenote.Backend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code cenote pool} on arrays, with known answers. */
class PoolArrayTest {
  @TempDir Path folder;
  private Path input;
  private Path output;

  @BeforeEach
  void names() {
    input = folder.resolve("input.npy");
    output = folder.resolve("output.npy");
  }

  private Path write(String shape) throws IOException {
    int elements = (int) NpyHeader.parse(NpyBytes.header("<f4", false, shape)).elements();
    return NpyBytes.write(input, shape, IntStream.range(0, elements).asDoubleStream().toArray());
  }

  private String pool(String... options) throws IOException {
    List<Object> args = new ArrayList<>(List.of("pool", input, "-o", output));
    args.addAll(List.of(options));
    Cli.run(args.toArray()).succeeds();
    return NpyBytes.text(output);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "(4,)             | --max 2                        | (2,) [1.0, 3.0]",
      "(4,)             | --global-max                   | (1,) [3.0]",
      "(2, 4)           | --max 2                        | (1, 2) [5.0, 7.0]",
      "(2, 4)           | --max 1x2                      | (2, 2) [1.0, 3.0, 5.0, 7.0]",
      "(2, 4)           | --max 2 --layout ncl           | (2, 2) [1.0, 3.0, 5.0, 7.0]",
      "(4, 2)           | --max 2 --layout nlc           | (2, 2) [2.0, 3.0, 6.0, 7.0]",
      "(2, 4)           | --global-max                   | (1, 1) [7.0]",
      "(2, 2, 2)        | --max 2                        | (2, 1, 1) [3.0, 7.0]",
      "(2, 2, 2)        | --max 2x2x2                    | (1, 1, 1) [7.0]",
      "(2, 2, 2)        | --max 2 --layout nhwc          | (1, 1, 2) [6.0, 7.0]",
      "(2, 2, 2)        | --max 2 --layout ncdhw         | (1, 1, 1) [7.0]",
      "(2, 2)           | --max 2 --layout nhwc          | (1, 1) [3.0]",
      "(1, 2, 2, 2)     | --max 2                        | (1, 2, 1, 1) [3.0, 7.0]",
      "(1, 2, 2, 2)     | --max 2x2x2                    | (1, 1, 1, 1) [7.0]",
      "(1, 1, 2, 2, 2)  | --max 2                        | (1, 1, 1, 1, 1) [7.0]",
      "(1, 2, 2, 2, 1)  | --max 2 --layout ndhwc         | (1, 1, 1, 1, 1) [7.0]",
      "(1, 2, 2, 2)     | --global-avg                   | (1, 2, 1, 1) [1.5, 5.5]",
      "(0, 1, 2, 2)     | --max 2                        | (0, 1, 1, 1) []",
      "(1, 4)           | --max 1x2 --stride 1           | (1, 3) [1.0, 2.0, 3.0]",
      "(1, 4)           | --max 1x2 --stride 1x3         | (1, 1) [1.0]",
      "(1, 4)           | --max 1x2 --dilation 1x2       | (1, 1) [2.0]",
      "(1, 3)           | --max 1x2 --ceil               | (1, 2) [1.0, 2.0]",
      "(1, 3)           | --max 1x2 --padding 0x1        | (1, 2) [0.0, 2.0]",
      "(1, 3)           | --max 1x2 --padding 0x0..0x1   | (1, 2) [1.0, 2.0]",
      "(3,)             | --max 2 --padding 0..1         | (2,) [1.0, 2.0]",
      "(3,)             | --max 2 --padding same-upper   | (2,) [1.0, 2.0]",
      "(3,)             | --max 2 --padding same-lower   | (2,) [0.0, 2.0]",
      "(3,)             | --max 2 --padding valid        | (1,) [1.0]",
      "(3,)             | --avg 2 --padding 1..0         | (2,) [0.0, 1.5]",
      "(3,)             | --avg 2 --padding 0..1 --divisor include | (2,) [0.5, 1.0]",
      "(3,)             | --avg 2 --padding 0..1 --divisor exclude | (2,) [0.5, 2.0]",
      "(3,)             | --avg 3 --divisor 1            | (1,) [3.0]",
      "(2, 4)           | --min 2                        | (1, 2) [0.0, 2.0]",
      "(4,)             | --min 2 --padding 1..0 --stride 1 | (4,) [0.0, 0.0, 1.0, 2.0]",
      "(2, 4)           | --sum 2                        | (1, 2) [10.0, 18.0]",
      "(2, 4)           | --sum 4 --layout ncl           | (2, 1) [6.0, 22.0]",
      "(3,)             | --sum 2 --ceil                 | (2,) [1.0, 2.0]",
      "(5,)             | --lp 2 --window 2 --stride 3   | (2,) [1.0, 5.0]",
      "(5,)             | --lp 1 --window 2 --dilation 2 --stride 1 | (3,) [2.0, 4.0, 6.0]",
      "(5,)             | --lp inf --window 2 --stride 4 --padding 0..1 | (2,) [1.0, 4.0]",
      "(2, 2, 2)        | --lp 1 --window 2x2x2          | (1, 1, 1) [28.0]",
      "(2, 2, 2)        | --global-lp 1                  | (2, 1, 1) [6.0, 22.0]",
      "(1, 2, 2)        | --global-lp inf --layout nhwc  | (1, 1, 2) [2.0, 3.0]",
      "(5,)             | --adaptive-max 2               | (2,) [2.0, 4.0]",
      "(5,)             | --adaptive-avg 2               | (2,) [1.0, 3.0]",
      "(2,)             | --adaptive-max 4               | (4,) [0.0, 0.0, 1.0, 1.0]",
      "(2, 4)           | --adaptive-avg 1x2             | (1, 2) [2.5, 4.5]",
      "(2, 4)           | --adaptive-avg 1x0             | (1, 0) []",
      "(2, 2, 2)        | --adaptive-max 1               | (2, 1, 1) [3.0, 7.0]",
      "(2, 2, 2)        | --adaptive-max 1x1x1           | (1, 1, 1) [7.0]",
      "(2, 2, 2)        | --adaptive-max 1 --layout nhwc | (1, 1, 2) [6.0, 7.0]",
      "(3, 3)           | --fractional-max 2 --window 2  | (2, 2) [4.0, 5.0, 7.0, 8.0]",
      "(3, 3)           | --fractional-max 1x2 --window 2 | (1, 2) [7.0, 8.0]",
      "(3, 3)           | --fractional-max 2 --window 2x1 | (2, 2) [3.0, 5.0, 6.0, 8.0]",
      "(2, 2, 2)        | --fractional-max 1 --window 2  | (2, 1, 1) [3.0, 7.0]",
      "(2, 2, 2)        | --fractional-max 1 --window 2x2x2 | (1, 1, 1) [7.0]",
      "(1, 2, 2, 2)     | --fractional-max 1 --window 2 --layout nhwc | (1, 1, 1, 2) [6.0, 7.0]",
      "(3,)             | --avg 3 --divisor -2           | (1,) [-1.5]",
      "(4,)             | --max 2 --parallel             | (2,) [1.0, 3.0]",
      "(4,)             | --max 2 --backend managed      | (2,) [1.0, 3.0]"})
  void poolsAsAsked(String shape, String options, String expected) throws IOException {
    write(shape);
    assertThat(pool(options.split(" "))).isEqualTo(expected);
  }

  @Test
  void givesTheSameBitsOnEveryBackend() throws IOException {
    write("(3, 20, 33)");
    List<byte[]> results = new ArrayList<>();
    for (Backend backend : Backend.available()) {
      pool("--avg", "3", "--stride", "2", "--padding", "1", "--backend", backend.name());
      results.add(Files.readAllBytes(output));
    }
    assertThat(results).hasSizeGreaterThan(1).allMatch(result -> Arrays.equals(result, results.get(0)));
  }

  @Test
  void drawsTheSameWindowsFromTheSameSeed() throws IOException {
    write("(3, 40, 40)");
    String[] options = {"--fractional-max", "17", "--window", "2", "--seed"};
    Function<String, String> seeded = seed -> {
      try {
        return pool(Stream.concat(Arrays.stream(options), Stream.of(seed)).toArray(String[]::new));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
    assertThat(seeded.apply("7")).isEqualTo(seeded.apply("7")).isNotEqualTo(seeded.apply("-7"));
    assertThat(seeded.apply("0")).isEqualTo(pool("--fractional-max", "17", "--window", "2"));
  }

  @Test
  void printsWhatItDid() throws IOException {
    write("(2, 4)");
    Cli run = Cli.run("pool", input, "-o", output, "--avg", "2", "--backend", "managed").succeeds();
    assertThat(run.out()).matches("AvgPool\\[window 2x2 stride 2x2, managed\\] 2x4 -> 1x2, \\d+\\.\\d\\d ms\\R");
  }

  @Test
  void makesPngOfAPlane() throws IOException {
    NpyBytes.write(input, "(2, 2)", 1, 2.5, -7, 300);
    Path png = folder.resolve("out.png");
    Cli.run("pool", input, "-o", png, "--max", "1").succeeds();
    assertThat(PngBytes.samples(png)).containsExactly(1, 3, 0, 255);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "(3, 1, 2) | nchw | 0 2 4 1 3 5", "(1, 2, 3) | nhwc | 0 1 2 3 4 5", "(4, 1, 1) | nchw | 0 1 2 3",
      "(1, 1, 3) | nchw | 0 1 2"})
  void makesPngOfChannels(String shape, String layout, String expected) throws IOException {
    write(shape);
    Path png = folder.resolve("out.PNG");
    Cli.run("pool", input, "-o", png, "--max", "1", "--layout", layout).succeeds();
    assertThat(PngBytes.samples(png))
        .containsExactly(Arrays.stream(expected.split(" ")).mapToInt(Integer::parseInt).toArray());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"(2, 1, 1) | 2x1x1 (CxHxW)", "(1, 1, 1, 1) | 1x1x1x1 (NxCxHxW)", "(4,) | 4 (L)",
      "(5, 1, 1) | 5x1x1 (CxHxW)", "(1, 1, 1, 1, 1) | 1x1x1x1x1 (NxCxDxHxW)"})
  void refusesPngOfWhatIsNoPicture(String shape, String result) throws IOException {
    write(shape);
    Cli.run("pool", input, "-o", folder.resolve("out.png"), "--max", "1").fails("cenote pool",
        "the result is " + result + ", and a PNG holds one picture, HxW or CxHxW with 1, 3 or 4 channels; write .npy");
    assertThat(Cli.names(folder)).containsExactly("input.npy");
  }

  @ParameterizedTest
  @CsvSource({"NaN", "Infinity", "-Infinity"})
  void refusesPngOfWhatNoPixelCanShow(double value) throws IOException {
    NpyBytes.write(input, "(1, 2)", 1, value);
    Cli.run("pool", input, "-o", folder.resolve("out.png"), "--max", "1")
        .fails("cenote pool", "the value at channel 0, row 0, column 1 is " + value + ", which no pixel can show");
    assertThat(Cli.names(folder)).containsExactly("input.npy");
  }

  @Test
  void refusesRankThatDoesNotFitTheWindow() throws IOException {
    write("(4,)");
    Cli.run("pool", input, "-o", output, "--max", "2x2").fails("cenote pool",
        "the array is 4, expected 2 to 4 dimensions for sizes of 2 axes");
    write("(1, 1, 1, 2, 2)");
    Cli.run("pool", input, "-o", output, "--max", "2", "--layout", "nchw").fails("cenote pool",
        "the array is 1x1x1x2x2, expected 2 to 4 dimensions for layout nchw");
    Cli.run("pool", input, "-o", output, "--max", "2x2", "--layout", "ncdhw").fails("cenote pool",
        "window 2x2 has 2 sizes, expected 1 or 3");
    Cli.run("pool", input, "-o", output, "--adaptive-avg", "2x2", "--layout", "ncdhw").fails("cenote pool",
        "output 2x2 has 2 sizes, expected 1 or 3");
    write("(2, 2, 2)");
    Cli.run("pool", input, "-o", output, "--fractional-max", "1x1", "--window", "1x1x1").fails("cenote pool",
        "output 1x1 has 2 sizes, expected 1 or 3");
  }

  @Test
  void refusesOutputLargerThanMemory() throws IOException {
    write("(2, 2)");
    Cli.run("pool", input, "-o", output, "--max", "4611686018427387904", "--padding", "4611686018427387903")
        .fails("cenote pool", "MaxPool");
    Cli.run("pool", input, "-o", output, "--adaptive-avg", "4611686018427387904")
        .fails("cenote pool", "AdaptiveAvgPool: axis H: 4611686018427387904 windows");
    assertThat(Cli.names(folder)).containsExactly("input.npy");
  }
}
