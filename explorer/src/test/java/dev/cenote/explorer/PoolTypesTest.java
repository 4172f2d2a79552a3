package dev.cenote.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code cenote pool} on arrays of every element type, with known answers in the same type. */
class PoolTypesTest {
  @TempDir Path folder;
  private Path input;
  private Path output;

  @BeforeEach
  void names() {
    input = folder.resolve("input.npy");
    output = folder.resolve("output.npy");
  }

  /** Writes numbers as an array of one dimension, of a type such as {@code i2}. */
  private void write(String type, String values) throws IOException {
    NpyBytes.write(input, (type.endsWith("1") ? "|" : "<") + type, "(" + values.split(" ").length + ",)", values);
  }

  private Cli run(String options) {
    List<Object> args = new ArrayList<>(List.of("pool", input, "-o", output));
    args.addAll(List.of(options.split(" ")));
    return Cli.run(args.toArray());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "f8 | 0.1 2 3 4                 | --max 2        | f8 (2,) [2.0, 4.0]",
      "f8 | 0.1 0.3 1e300 1e300       | --avg 2        | f8 (2,) [0.2, 1.0E300]",
      "f8 | 3 4 0 0                   | --lp 2 --window 2 | f8 (2,) [5.0, 0.0]",
      "f2 | 1 2 3 6                   | --avg 2        | f2 (2,) [1.5, 4.5]",
      "f2 | 2048 1 1 1                | --sum 2        | f2 (2,) [2048.0, 2.0]",
      "f2 | -3 4 -0.5 0.25            | --global-lp inf | f2 (1,) [4.0]",
      "i1 | -1 -4 1 2                 | --max 2        | i1 (2,) [-1, 2]",
      "i1 | -1 -4 1 2                 | --min 2        | i1 (2,) [-4, 1]",
      "i1 | -1 -4 1 2                 | --avg 2        | i1 (2,) [-3, 2]",
      "i1 | -1 -4 1 2                 | --avg 2 --rounding half-away-from-zero | i1 (2,) [-3, 2]",
      "i1 | -1 -4 1 2                 | --avg 2 --rounding half-to-even | i1 (2,) [-2, 2]",
      "i1 | -1 -4 1 2                 | --avg 2 --rounding TOWARD_ZERO  | i1 (2,) [-2, 1]",
      "i1 | -1 -4 1 2                 | --adaptive-avg 2 --rounding toward-zero | i1 (2,) [-2, 1]",
      "i1 | 1 2 1 2                   | --global-avg --rounding half-to-even | i1 (1,) [2]",
      "i1 | 1 2 1 2                   | --global-avg --rounding toward-zero | i1 (1,) [1]",
      "i1 | 100 100 -100 -100         | --sum 2        | i1 (2,) [127, -128]",
      "u1 | 200 201 100 100           | --max 2        | u1 (2,) [201, 100]",
      "u1 | 200 201 100 100           | --sum 2        | u1 (2,) [255, 200]",
      "u1 | 200 201 100 100           | --avg 2        | u1 (2,) [201, 100]",
      "u1 | 200 201 100 100           | --avg 2 --divisor 4 | u1 (2,) [100, 50]",
      "i2 | 300 -300 -30000 -30000    | --sum 2        | i2 (2,) [0, -32768]",
      "i4 | 70000 70001 -5 2147483647 | --adaptive-max 2 | i4 (2,) [70001, 2147483647]",
      "i8 | 9007199254740993 9007199254740992 -9223372036854775808 5 | --max 2 | i8 (2,) [9007199254740993, 5]",
      "i8 | 9007199254740993 9007199254740993 9223372036854775807 1  | --avg 2 "
          + "| i8 (2,) [9007199254740993, 4611686018427387904]"})
  void keepsTheType(String type, String values, String options, String expected) throws IOException {
    write(type, values);
    run(options).succeeds();
    assertThat(NpyBytes.text(output)).isEqualTo(expected);
  }

  @Test
  void readsBigEndianInFortranOrder() throws IOException {
    byte[] elements = NpyBytes.elements(">i4", "1 2 3 70000");
    Files.write(input, NpyBytes.file(1, NpyBytes.header(">i4", true, "(2, 2)"), elements));
    run("--max 1").succeeds();
    assertThat(NpyBytes.text(output)).isEqualTo("i4 (2, 2) [1, 3, 2, 70000]");
  }

  @Test
  void takesBfloat16FromUnsignedBits() throws IOException {
    write("u2", NpyBytes.bfloat16(1.5f, 2.5f, -3, 1e30f));
    Cli run = run("--avg 2 --type bfloat16").succeeds();
    assertThat(run.out()).contains("] 4 bfloat16 -> 2, ");
    assertThat(NpyBytes.text(output)).isEqualTo(
        "u2 (2,) [" + NpyBytes.bfloat16(2, 5e29f).replace(" ", ", ") + "]");
  }

  @Test
  void printsTheTypeUnlessItIsFloat32() throws IOException {
    write("i2", "1 2");
    assertThat(run("--max 2").succeeds().out()).contains("] 2 int16 -> 1, ");
    write("f4", "1 2");
    assertThat(run("--max 2").succeeds().out()).contains("] 2 -> 1, ");
  }

  @Test
  void makesPngOfAnyType() throws IOException {
    Path png = folder.resolve("out.png");
    for (String type : List.of("f8", "f2", "i2", "i4", "i8", "u1")) {
      NpyBytes.write(input, (type.endsWith("1") ? "|" : "<") + type, "(2, 2)", "1 7 200 255");
      Cli.run("pool", input, "-o", png, "--max", "1x2").succeeds();
      assertThat(PngBytes.samples(png)).as(type).containsExactly(7, 255);
    }
  }

  @Test
  void refusesTypesThatTheElementsAreNot() throws IOException {
    write("f4", "1 2");
    run("--max 2 --type bfloat16").fails("cenote pool",
        "its elements are float32 (<f4), and --type says bfloat16, whose bits come as uint16 (<u2); leave --type out");
    run("--max 2 --type int8").fails("cenote pool", "its elements are float32 (<f4), and --type says int8; "
        + "leave --type out, or convert with array.astype('int8') in NumPy");
    run("--max 2 --type float32").succeeds();
    run("--max 2 --type float").fails("cenote pool", "'--type'", "there is no 'float', expected one of float32,");
  }

  @ParameterizedTest
  @ValueSource(strings = {"i1", "u1", "i2", "i4", "i8"})
  void refusesNormsOfIntegers(String type) throws IOException {
    write(type, "1 2");
    run("--lp 2 --window 2").fails("cenote pool", "--lp is for floating types, and the elements are ",
        "; NumPy converts with array.astype('float32')");
    run("--global-lp 2").fails("cenote pool", "--global-lp is for floating types, and the elements are ");
    assertThat(Cli.names(folder)).containsExactly("input.npy");
  }

  @Test
  void refusesDivisorsThatAreNotWholeForIntegers() throws IOException {
    write("i1", "1 2");
    run("--avg 2 --divisor 2.5").fails("cenote pool", "divisor 2.5 cannot divide a sum of int8, expected a whole");
  }

  @ParameterizedTest
  @ValueSource(strings = {"f2", "f4", "f8"})
  void refusesRoundingOfFloats(String type) throws IOException {
    write(type, "1 2");
    run("--avg 2 --rounding half-to-even")
        .fails("cenote pool", "--rounding is for averages of integers, and the elements are float");
  }
}
