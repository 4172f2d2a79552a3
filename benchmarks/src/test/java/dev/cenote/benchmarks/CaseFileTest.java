package dev.cenote.benchmarks;

import static dev.cenote.tensor.ElementType.BFLOAT16;
import static dev.cenote.tensor.ElementType.FLOAT16;
import static dev.cenote.tensor.ElementType.FLOAT32;
import static dev.cenote.tensor.ElementType.UINT8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cenote.internal.Problem;
import dev.cenote.tensor.ElementType;
import dev.cenote.tensor.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Case files: what is read from them, and how mistakes are reported. */
class CaseFileTest {
  private static final String HEADER = String.join("\t", CaseFile.COLUMNS);

  private static String row(String text) {
    return text.replace(' ', '\t');
  }

  private static CaseFile parse(String... rows) {
    List<String> lines = new ArrayList<>(List.of(HEADER));
    for (String row : rows) {
      lines.add(row(row));
    }
    return CaseFile.parse("cases.tsv", lines);
  }

  @Test
  void readsProblemAndOrigin() {
    CaseFile file = parse("stem max nchw f32 1 64 1 112 112 3x3 2x2 1x1 1x1 0 0 ResNet");
    assertThat(file.cases()).singleElement().satisfies(one -> {
      assertThat(one.name()).isEqualTo("stem");
      assertThat(one.problem()).hasToString("max n1c64h112w112 k3s2p1");
      assertThat(one.source()).isEqualTo("ResNet");
    });
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "avg nchw f32 1 3 1 9 9 3x3 1x1 1x1 1x1 0 1   | avg n1c3h9w9 k3s1p1 include",
      "avg nchw f32 1 3 1 9 9 3x3 1x1 1x1 1x1 1 0   | avg n1c3h9w9 k3s1p1 ceil",
      "max nhwc f32 2 3 1 9 8 3x2 2x1 1x0 2x1 0 0   | max n2c3h9w8 k3x2s2x1p1x0d2x1 nhwc",
      "max nchw f32 1 3 4 9 9 1x2x2 1x2x2 0x0x0 1x1x1 0 0 | max n1c3d4h9w9 k1x2x2",
      "max nhwc f32 1 3 4 9 9 2x2x2 2x2x2 0x0x0 1x1x1 0 0 | max n1c3d4h9w9 k2 ndhwc",
      "min nchw f64 1 3 1 9 9 2x2 2x2 0x0 1x1 0 0        | min n1c3h9w9 k2 float64",
      "max nhwc f16 1 3 1 9 9 2x2 2x2 0x0 1x1 0 0        | max n1c3h9w9 k2 float16 nhwc",
      "avg nchw bf16 1 3 1 9 9 2x2 2x2 0x0 1x1 0 0       | avg n1c3h9w9 k2 bfloat16",
      "max nchw i8 1 3 1 9 9 2x2 2x2 0x0 1x1 0 0         | max n1c3h9w9 k2 int8",
      "avg nchw u8 1 3 1 9 9 2x2 2x2 0x0 1x1 0 0         | avg n1c3h9w9 k2 uint8",
      "max nchw i16 1 3 1 9 9 2x2 2x2 0x0 1x1 0 0        | max n1c3h9w9 k2 int16",
      "max nchw i32 1 3 1 9 9 2x2 2x2 0x0 1x1 0 0        | max n1c3h9w9 k2 int32",
      "max nchw i64 1 3 1 9 9 2x2 2x2 0x0 1x1 0 0        | max n1c3h9w9 k2 int64",
      "max nchw f32 1 128 1 1 7981 1x4 1x4 0x0 1x1 0 0   | max n1c128h1w7981 k1x4"})
  void readsEveryColumn(String columns, String problem) {
    assertThat(parse("a " + columns + " x").cases()).singleElement()
        .satisfies(one -> assertThat(one.problem()).hasToString(problem));
  }

  @Test
  void skipsCommentsAndEmptyLinesAndTakesColumnsInAnyOrder() {
    CaseFile file = CaseFile.parse("cases.tsv", List.of("# a comment", "",
        row("source name op layout dtype N C D H W kernel stride pad dilation ceil_mode count_include_pad"),
        "# --- another", row("x a max nchw f32 1 1 1 4 4 2x2 2x2 0x0 1x1 0 0")));
    assertThat(file.cases()).extracting(Case::name).containsExactly("a");
  }

  @Test
  void keepsTheNamesOfWhatCenoteCannotPoolYet() {
    CaseFile file = parse("bits max nchw u1 1 1 1 4 4 2x2 2x2 0x0 1x1 0 0 x",
        "floats max nchw f32 1 1 1 4 4 2x2 2x2 0x0 1x1 0 0 x",
        "norm lp nchw f32 1 1 1 4 4 2x2 2x2 0x0 1x1 0 0 x");
    assertThat(file.cases()).extracting(Case::name).containsExactly("floats");
    assertThat(file.unsupported()).containsExactly("bits (u1)", "norm (lp)");
    assertThat(file.only(name -> name.startsWith("b")).unsupported()).containsExactly("bits (u1)");
    assertThat(file.only(name -> name.startsWith("b")).cases()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "a max nchw f32 1 1 1 4 4 2x2 2x2 0x0 1x1 0 0              | 15 values separated by tabs, expected 16",
      "a max nchw f32 1 1 1 4 4 2x2 2x2 0x0 1x1 0 0 x y          | 17 values separated by tabs, expected 16",
      "a max nchw f32 0 1 1 4 4 2x2 2x2 0x0 1x1 0 0 x            | N is \"0\", expected a number from 1 on",
      "a max nchw f32 1 1 1 4 b 2x2 2x2 0x0 1x1 0 0 x            | W is \"b\", expected a number from 1 on",
      "a max nchw f32 1 1 1 4 4 2 2x2 0x0 1x1 0 0 x              | kernel \"2\", expected 2 numbers",
      "a max nchw f32 1 1 1 4 4 2x2 2 0x0 1x1 0 0 x              | stride is \"2\", expected 2 numbers joined by x",
      "a max nchw f32 1 1 1 4 4 2x2 2x2 0x-1 1x1 0 0 x           | pad is \"0x-1\", expected 2 numbers",
      "a max nchw f32 1 1 2 4 4 2x2 2x2 0x0 1x1 0 0 x            | D is 2, expected 1 for a kernel of 2 axes",
      "a max nchw f32 1 1 1 4 4 2x2 2x2 0x0 1x1 yes 0 x          | ceil_mode is \"yes\", expected 0 or 1",
      "a max chwn f32 1 1 1 4 4 2x2 2x2 0x0 1x1 0 0 x            | layout is \"chwn\", expected nchw or nhwc",
      "a max nchw f32 1 1 1 4 4 2x2 2x2 5x5 1x1 0 0 x            | padding 5 is too large",
      "a max nchw f32 1 1 1 4 4 9x9 2x2 0x0 1x1 0 0 x            | 9x9",
      "a max nchw f32 9 999999 1 999 999 2x2 2x2 0x0 1x1 0 0 x   | expected at most 67108864"})
  void reportsFileAndLineOfMalformedRows(String row, String message) {
    assertThatThrownBy(() -> parse("good max nchw f32 1 1 1 4 4 2x2 2x2 0x0 1x1 0 0 x", row))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("cases.tsv:3: ")
        .hasMessageContaining(message);
  }

  @Test
  void refusesTwoCasesOfOneName() {
    String row = "twin max nchw f32 1 1 1 4 4 2x2 2x2 0x0 1x1 0 0 x";
    assertThatThrownBy(() -> parse(row, row)).hasMessage("cases.tsv:3: a second case named \"twin\"");
  }

  @Test
  void refusesHeaderThatLacksColumns() {
    assertThatThrownBy(() -> CaseFile.parse("cases.tsv", List.of("# x", "name\top")))
        .hasMessageStartingWith("cases.tsv:2: the header lacks layout, dtype, N,");
  }

  @Test
  void refusesEmptyFile() {
    assertThatThrownBy(() -> CaseFile.parse("cases.tsv", List.of("# nothing")))
        .hasMessageContaining("cases.tsv: the case file is empty");
  }

  @Test
  void refusesWhatIsNotText(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("bytes"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertThatThrownBy(() -> CaseFile.read(file)).hasMessageContaining("is not UTF-8 text");
    assertThatThrownBy(() -> CaseFile.read(folder)).hasMessageContaining("is not a file that can be read");
  }

  @Test
  void bundledLayersCoverTheFamilies() throws IOException {
    CaseFile layers = CaseFile.bundled("layers.tsv");
    assertThat(layers.unsupported()).isEmpty();
    assertThat(layers.cases()).hasSizeBetween(20, 32).allSatisfy(one -> assertThat(one.source()).isNotEmpty());
    List<Problem> problems = layers.cases().stream().map(Case::problem).toList();
    for (ElementType type : List.of(FLOAT32, FLOAT16, BFLOAT16, UINT8)) {
      assertThat(problems).as(type.toString()).anyMatch(problem -> problem.type() == type);
    }
    for (Layout layout : List.of(Layout.NCHW, Layout.NHWC, Layout.NCDHW, Layout.NDHWC)) {
      assertThat(problems).as(layout.toString()).anyMatch(problem -> problem.layout() == layout);
    }
    assertThat(problems).anyMatch(Problem::isMax).anyMatch(problem -> !problem.isMax())
        .anyMatch(problem -> problem.toString().equals("max n1c1h26w26 k2"));
  }
}
