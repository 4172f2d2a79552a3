package dev.cenote.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code cenote pool --indices}: where each result was found. */
class PoolIndicesTest {
  @TempDir Path folder;
  private Path input;
  private Path output;
  private Path indices;

  @BeforeEach
  void names() {
    input = folder.resolve("input.npy");
    output = folder.resolve("output.npy");
    indices = folder.resolve("indices.npy");
  }

  private void write(String shape) throws IOException {
    int elements = (int) NpyHeader.parse(NpyBytes.header("<f4", false, shape)).elements();
    NpyBytes.write(input, shape, IntStream.range(0, elements).asDoubleStream().toArray());
  }

  private Cli run(String options) {
    List<Object> args = new ArrayList<>(List.of("pool", input, "-o", output));
    args.addAll(List.of(options.replace("FILE", indices.toString()).split(" ")));
    return Cli.run(args.toArray());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "(2, 4)    | --max 2                                           | i8 (1, 2) [5, 7]",
      "(2, 4)    | --max 2 --index-convention plane                  | i8 (1, 2) [5, 7]",
      "(2, 4)    | --max 2 --index-convention tensor_column_major    | i8 (1, 2) [3, 7]",
      "(2, 4)    | --max 2 --index-convention tensor-column-major    | i8 (1, 2) [3, 7]",
      "(2, 4)    | --max 2 --index-convention window                 | u1 (1, 2) [3, 3]",
      "(2, 4)    | --min 2                                           | i8 (1, 2) [0, 2]",
      "(2, 4)    | --min 1x2 --index-convention window               | u1 (2, 2) [0, 0, 0, 0]",
      "(2, 2, 2) | --max 2                                           | i8 (2, 1, 1) [3, 3]",
      "(2, 2, 2) | --max 2 --index-convention tensor                 | i8 (2, 1, 1) [3, 7]",
      "(2, 2, 2) | --max 2 --index-convention TENSOR --layout nhwc   | i8 (1, 1, 2) [3, 7]",
      "(2, 2, 2) | --max 2x2x2                                       | i8 (1, 1, 1) [7]",
      "(3,)      | --max 2 --padding 1..0 --index-convention window  | u1 (2,) [1, 1]",
      "(5,)      | --adaptive-max 2                                  | i8 (2,) [2, 4]",
      "(5,)      | --adaptive-max 2 --index-convention window        | u1 (2,) [2, 2]",
      "(1, 5)    | --adaptive-max 1x0                                | i8 (1, 0) []",
      "(3, 3)    | --fractional-max 2 --window 2                     | i8 (2, 2) [4, 5, 7, 8]",
      "(3, 3)    | --global-max                                      | i8 (1, 1) [8]",
      "(16, 16)  | --global-max --index-convention window            | u1 (1, 1) [255]",
      "(16, 17)  | --global-max --index-convention window            | i8 (1, 1) [271]",
      "(0, 1, 2, 2) | --max 2                                        | i8 (0, 1, 1, 1) []"})
  void saysWhereEachResultWasFound(String shape, String options, String expected) throws IOException {
    write(shape);
    run(options.replaceAll(" --index-convention \\S+", "")).succeeds();
    String values = NpyBytes.text(output);
    run(options + " --indices FILE").succeeds();
    assertThat(NpyBytes.text(indices)).isEqualTo(expected);
    assertThat(NpyBytes.text(output)).as("values beside indices").isEqualTo(values);
  }

  @Test
  void findsTheFirstOfEqualElementsOfEveryType() throws IOException {
    for (String type : List.of("<f8", "<f2", "|i1", "|u1", "<i2", "<i4", "<i8")) {
      NpyBytes.write(input, type, "(4,)", "2 2 1 7");
      run("--max 2 --indices FILE").succeeds();
      assertThat(NpyBytes.text(indices)).as(type).isEqualTo("i8 (2,) [0, 3]");
    }
  }

  @Test
  void findsThePixelsOfAPicture() throws IOException {
    Path picture = folder.resolve("input.png");
    Path png = folder.resolve("output.png");
    PngBytes.write(picture, PngBytes.GREY, new int[] {1, 2, 7, 4}, new int[] {9, 3, 5, 200});
    Cli.run("pool", picture, "-o", png, "--max", "2", "--indices", indices).succeeds();
    assertThat(PngBytes.samples(png)).containsExactly(9, 200);
    assertThat(NpyBytes.text(indices)).isEqualTo("i8 (1, 1, 2) [4, 7]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--avg 2", "--sum 2", "--lp inf --window 2", "--adaptive-avg 1", "--global-avg",
      "--global-lp inf"})
  void refusesOperatorsWhoseResultsAreNoElements(String options) throws IOException {
    write("(2, 2)");
    run(options + " --indices FILE").fails("cenote pool", "--indices needs --max, --min, --adaptive-max, "
        + "--global-max or --fractional-max: other results are no elements of the input");
    assertThat(Cli.names(folder)).containsExactly("input.npy");
  }

  @Test
  void refusesConventionWithoutIndices() throws IOException {
    write("(2, 2)");
    run("--max 2 --index-convention window").fails("cenote pool", "--index-convention needs --indices FILE");
  }

  @Test
  void refusesUnknownConvention() throws IOException {
    write("(2, 2)");
    run("--max 2 --indices FILE --index-convention line").fails("cenote pool", "'--index-convention'",
        "there is no \"line\", expected one of plane, tensor, tensor-column-major, window");
  }

  @Test
  void refusesFilesThatCannotBeWritten() throws IOException {
    write("(2, 2)");
    run("--max 2 --indices FILE.png").fails("cenote pool", "indices.npy.png does not end in .npy");
    run("--max 2 --indices " + output).fails("cenote pool", "is the output itself, expected another file");
    run("--max 2 --indices " + folder.resolve("./output.npy")).fails("cenote pool", "is the output itself");
    run("--max 2 --indices " + folder.resolve("none/indices.npy")).fails("cenote pool", "there is no directory");
    assertThat(Cli.names(folder)).containsExactly("input.npy");
  }

  @Test
  void refusesLinkToTheOutput() throws IOException {
    write("(2, 2)");
    Files.writeString(output, "old");
    Files.createSymbolicLink(indices, output);
    run("--max 2 --indices FILE").fails("cenote pool", "is the output itself");
    assertThat(output).hasContent("old");
  }

  @Test
  void writesNeitherFileWhenOneCannotBe() throws IOException {
    NpyBytes.write(input, "(1, 1)", Double.NaN);
    Cli.run("pool", input, "-o", folder.resolve("out.png"), "--max", "1", "--indices", indices)
        .fails("cenote pool", "which no pixel can show");
    assertThat(Cli.names(folder)).containsExactly("input.npy");
  }
}
