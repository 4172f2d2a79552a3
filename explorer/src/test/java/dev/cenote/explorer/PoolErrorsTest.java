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
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code cenote pool} refuses, and how it says so. */
class PoolErrorsTest {
  @TempDir Path folder;
  private Path input;
  private Path output;

  @BeforeEach
  void writeInput() throws IOException {
    input = NpyBytes.write(folder.resolve("input.npy"), "(2, 2)", 1, 2, 3, 4);
    output = folder.resolve("out.npy");
  }

  private void refuses(String options, String... facts) throws IOException {
    List<Object> args = new ArrayList<>(List.of("pool", input, "-o", output));
    args.addAll(List.of(options.split(" ")));
    Cli.run(args.toArray()).fails("cenote pool", facts);
    assertThat(Cli.names(folder)).containsExactly("input.npy");
  }

  @Test
  void refusesNoOperator() {
    Cli.run("pool", input, "-o", output).fails("cenote pool", "Missing required argument", "--max", "--global-avg",
        "(see cenote pool --help)");
  }

  @Test
  void refusesTwoOperators() throws IOException {
    refuses("--max 2 --avg 2", "mutually exclusive", "(see cenote pool --help)");
    refuses("--global-max --global-avg", "mutually exclusive");
    refuses("--lp 2 --window 2 --global-lp 2", "--lp=P, --global-lp=P are mutually exclusive");
  }

  @Test
  void refusesNoOutput() {
    Cli.run("pool", input, "--max", "2").fails("cenote pool", "Missing required option", "OUTPUT");
  }

  @Test
  void refusesNoInput() {
    Cli.run("pool", "-o", output, "--max", "2").fails("cenote pool", "Missing required parameter", "INPUT");
  }

  @Test
  void refusesWhatIsNoSize() throws IOException {
    refuses("--max 2y2", "Invalid value for option '--max'",
        "\"2y2\" is not a size, expected one such as 2, 3x3 or 2x2x2");
    refuses("--max 2x", "\"2x\" is not a size");
    refuses("--max 1x1x1x1", "\"1x1x1x1\" is not a size");
    refuses("--max -1", "--max");
    refuses("--max 99999999999999999999", "exceeds 2^63 - 1");
    refuses("--max 0", "Window: size 0x0 has 0, expected 1 or more");
    refuses("--max 2 --stride 0", "stride 0");
    refuses("--max 2 --stride 1x1x1", "3 values of stride for a window of 2x2");
  }

  @Test
  void refusesWhatIsNoPadding() throws IOException {
    refuses("--max 2 --padding same", "\"same\" is not a padding, expected 1, 1x2, 0x1..1x2, valid, same-upper or");
    refuses("--max 2 --padding 0..1..2", "is not a padding");
    refuses("--max 2 --padding 0..1x1", "is not a padding", "expected the same number");
    refuses("--max 2 --padding 5", "padding 5 is too large");
  }

  @Test
  void refusesWhatIsNoDivisor() throws IOException {
    refuses("--avg 2 --divisor two", "\"two\" is not a divisor, expected exclude, include or a number");
    refuses("--avg 2 --divisor 0", "Divisor: 0.0 cannot divide");
    refuses("--avg 2 --divisor NaN", "Divisor: NaN cannot divide");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--max 2", "--min 2", "--sum 2", "--lp 2 --window 2", "--adaptive-avg 1", "--global-avg"})
  void refusesDivisorWithoutAverage(String operator) throws IOException {
    refuses(operator + " --divisor 1", "--divisor needs --avg: nothing else divides by a number of your choice");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--max 2", "--sum 2", "--lp 2 --window 2", "--adaptive-max 1", "--global-max"})
  void refusesRoundingWithoutAverage(String operator) throws IOException {
    refuses(operator + " --rounding toward-zero", "--rounding needs --avg, --adaptive-avg or --global-avg: ");
  }

  @Test
  void refusesWhatIsNoRounding() throws IOException {
    refuses("--avg 2 --rounding up", "'--rounding'",
        "there is no \"up\", expected one of half-away-from-zero, half-to-even, toward-zero");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--global-max", "--global-avg", "--global-lp 2", "--adaptive-max 1", "--adaptive-avg 1",
      "--fractional-max 1 --window 1"})
  void refusesToSlideWindowsThatAreMadeOtherwise(String operator) throws IOException {
    for (String option : List.of("--stride 1", "--padding 1", "--dilation 1", "--ceil")) {
      refuses(operator + " " + option, option.split(" ")[0] + " needs --max, --min, --avg, --sum or --lp: ");
    }
  }

  @Test
  void refusesSizeOfWindowInTwoPlacesOrNone() throws IOException {
    refuses("--max 2 --window 2", "--window needs --lp or --fractional-max: others say their size themselves");
    refuses("--global-max --window 2", "--window needs --lp or --fractional-max");
    refuses("--lp 2", "--lp needs --window, such as --window 2x2");
    refuses("--fractional-max 1", "--fractional-max needs --window, such as --window 2x2");
  }

  @Test
  void refusesWhatIsNoExponent() throws IOException {
    refuses("--lp two --window 2", "'--lp'", "\"two\" is not an exponent, expected a number from 1 on, or inf");
    refuses("--lp 0.5 --window 2", "LpPool: p is 0.5, expected a number from 1 on, or infinity");
    refuses("--global-lp NaN", "GlobalLpPool: p is NaN");
  }

  @Test
  void refusesSeedOfWhatIsNotRandom() throws IOException {
    refuses("--max 2 --seed 1", "--seed needs --fractional-max: nothing else is random");
    refuses("--fractional-max 1 --window 1 --seed x", "'--seed'", "'x'");
  }

  @Test
  void refusesFractionalWindowsThatDoNotFit() throws IOException {
    refuses("--fractional-max 2 --window 2", "FractionalMaxPool: axis H: 2 windows of 2 elements do not fit into 2");
    refuses("--fractional-max 0 --window 2", "have a size below 1");
    refuses("--fractional-max 1 --window 2 --layout ncl", "expected 2 or 3 sizes each");
  }

  @Test
  void refusesUnknownBackendAndLayout() throws IOException {
    refuses("--max 2 --backend gpu", "there is no backend \"gpu\", expected managed, native");
    refuses("--max 2 --layout chw", "'--layout'", "nchw".toUpperCase(), "chw");
  }

  @Test
  void refusesUnknownOptionsAndCommands() {
    Cli.run("pool", input, "-o", output, "--max", "2", "--maximum").fails("cenote pool", "Unknown option: '--maximum'");
    Cli.run("pol").fails("cenote", "there is no command pol, only demo, pool, info (see cenote --help)");
    Cli.run("--pool").fails("cenote", "'--pool'");
    Cli.run().fails("cenote", "which command? There are demo, pool, info (see cenote --help)");
  }

  @Test
  void refusesInputThatIsNotThere() throws IOException {
    Cli.run("pool", folder.resolve("none.png"), "-o", output, "--max", "2")
        .fails("cenote pool", "cannot read " + folder.resolve("none.png") + ": there is no such file or directory");
    Cli.run("pool", folder, "-o", output, "--max", "2").fails("cenote pool", folder + " is a directory");
    assertThat(Cli.names(folder)).containsExactly("input.npy");
  }

  @Test
  void refusesOutputOfUnknownKind() {
    Cli.run("pool", input, "-o", folder.resolve("out.jpg"), "--max", "2")
        .fails("cenote pool", "out.jpg ends neither in .png nor in .npy");
  }

  @Test
  void refusesOutputInNoDirectory() throws IOException {
    Cli.run("pool", input, "-o", folder.resolve("none/out.npy"), "--max", "2")
        .fails("cenote pool", "there is no directory " + folder.resolve("none") + "; make it first");
    Cli.run("pool", input, "-o", input.resolve("out.npy"), "--max", "2")
        .fails("cenote pool", input + " is not a directory");
    assertThat(Cli.names(folder)).containsExactly("input.npy");
  }

  @Test
  void refusesOutputThatIsADirectory() throws IOException {
    Files.createDirectory(output);
    Cli.run("pool", input, "-o", output, "--max", "2").fails("cenote pool", output + " is a directory");
    assertThat(Cli.names(output)).isEmpty();
  }

  @Test
  void keepsTheOldOutputWhenItFails() throws IOException {
    Files.writeString(output, "old");
    Cli.run("pool", input, "-o", output, "--max", "3").fails("cenote pool", "MaxPool");
    assertThat(output).hasContent("old");
    assertThat(Cli.names(folder)).containsExactly("input.npy", "out.npy");
  }

  @Test
  void mayReplaceItsInput() throws IOException {
    Cli.run("pool", input, "-o", input, "--max", "2").succeeds();
    assertThat(NpyBytes.text(input)).isEqualTo("(1, 1) [4.0]");
    assertThat(Cli.names(folder)).containsExactly("input.npy");
  }

  @Test
  void showsStackTraceOnlyWhenVerbose() {
    Path none = folder.resolve("none.npy");
    Cli.run("pool", none, "-o", output, "--max", "2").fails("cenote pool");
    for (Cli run : List.of(
        Cli.run("--verbose", "pool", none, "-o", output, "--max", "2"),
        Cli.run("pool", none, "-o", output, "--max", "2", "--verbose"),
        Cli.run("pool", "--verbose", none, "-o", output, "--max", "2"))) {
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).startsWith("cenote pool: cannot read").contains("\tat dev.cenote.explorer.",
          "Caused by: java.nio.file.NoSuchFileException");
    }
  }
}
