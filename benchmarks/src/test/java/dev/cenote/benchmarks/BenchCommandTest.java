package dev.cenote.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

/** The command line refuses mistakes in one line before anything is measured. */
class BenchCommandTest {
  @TempDir
  private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine command = Main.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }

  private void assertRefused(String message, String... arguments) {
    assertThat(run(arguments)).isEqualTo(2);
    assertThat(err.toString()).startsWith("cenote bench: ").contains(message);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void refusesCaseFileThatIsNotThere() {
    assertRefused("there is no case file missing.tsv", "--cases", "missing.tsv");
  }

  @Test
  void refusesMalformedCaseFile() throws IOException {
    Path file = Files.writeString(folder.resolve("c.tsv"), "name\n");
    assertRefused("c.tsv:1: the header lacks op", "--cases", file.toString());
  }

  @Test
  void refusesCaseFileOfUnsupportedTypesAlone() throws IOException {
    Path file = Files.writeString(folder.resolve("c.tsv"), String.join("\t", CaseFile.COLUMNS) + "\n"
        + "bits max nchw u1 1 1 1 4 4 2x2 2x2 0x0 1x1 0 0 x\n".replace(' ', '\t'));
    assertRefused("not supported yet: bits (u1)", "--cases", file.toString());
  }

  @Test
  void refusesExpressionWithoutMatch() {
    assertRefused("--only zzz matches no case", "--only", "zzz");
  }

  @Test
  void refusesWhatIsNoExpression() {
    assertRefused("--only [ is not a regular expression: Unclosed character class", "--only", "[");
  }

  @Test
  void refusesJsonPathBeforeMeasuring() {
    assertRefused("--json: there is no folder", "--json", folder.resolve("nowhere/r.json").toString());
  }

  @Test
  void refusesFolderAsJsonPath() {
    assertRefused("is not a plain file", "--json", folder.toString());
  }

  @Test
  void refusesUnknownContender() {
    assertRefused("there is no contender \"numpy\", expected one of roofline, native-heap,", "--contenders", "numpy");
  }

  @Test
  void refusesUnknownOption() {
    assertRefused("Unknown option: '--fast'", "--fast");
  }

  @Test
  void refusesZeroForks() {
    assertRefused("--forks is 0, expected 1 or more", "--forks", "0");
  }

  @Test
  void refusesZeroThreads() {
    assertRefused("--threads is 0, expected 1 or more", "--threads", "1,0");
  }

  @Test
  void refusesUnknownBenchmark() {
    assertRefused("there is no benchmark \"speed\", expected one of layers, calls,", "speed");
  }

  @Test
  void refusesPeersThatAreNotThere() {
    assertRefused("--peers: there is no other library on the class path", "--peers");
  }

  @Test
  void refusesFileAsFolder() throws IOException {
    Path file = Files.writeString(folder.resolve("taken"), "");
    assertRefused("--out: there can be no folder", "--out", file.toString());
  }

  @ParameterizedTest
  @EnumSource
  void listsTheCasesOfEveryBenchmark(Preset preset) {
    assertThat(run(preset.toString(), "--list")).isZero();
    assertThat(out.toString()).startsWith("case").doesNotContain("not supported");
  }

  @Test
  void listsCasesWithTheirOrigin() {
    assertThat(run("--list", "--only", "^mnist")).isZero();
    assertThat(out.toString()).contains("mnist-26-n1").contains("max n1c1h26w26 k2").contains("MNIST-sized");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void fileAppearsWholeOrNotAtAll() throws IOException {
    Path target = folder.resolve("r.json");
    try (WholeFile file = new WholeFile(target)) {
      assertThat(target).doesNotExist();
      file.write("all of it");
    }
    assertThat(target).hasContent("all of it");
    new WholeFile(target).close();
    assertThat(target).hasContent("all of it");
    assertThat(folder).isDirectoryContaining("glob:**r.json").satisfies(
        all -> assertThat(Files.list(all)).hasSize(1));
    assertThatThrownBy(() -> new WholeFile(folder)).hasMessageContaining("is not a plain file");
  }
}
