package dev.cenote.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One run of the command line inside the test, with all that it said. */
record Cli(int exitCode, String out, String err) {
  static Cli run(Object... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode = Main.run(Arrays.stream(args).map(Object::toString).toArray(String[]::new),
        new PrintWriter(out, true), new PrintWriter(err, true));
    return new Cli(exitCode, out.toString(), err.toString());
  }

  Cli succeeds() {
    assertThat(exitCode).as(err).isZero();
    assertThat(err.lines()).allMatch(line -> line.startsWith("note: "));
    return this;
  }

  /** Asserts the exit code 2, silence on stdout, and one line on stderr that begins as given and contains the facts. */
  Cli fails(String begin, String... facts) {
    assertThat(exitCode).as(out + err).isEqualTo(2);
    assertThat(out).isEmpty();
    assertThat(err.lines()).hasSize(1);
    assertThat(err).endsWith(System.lineSeparator()).startsWith(begin + ": ");
    assertThat(facts).allSatisfy(fact -> assertThat(err).contains(fact));
    return this;
  }

  /** The names of all files in a directory, hidden ones too. */
  static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().collect(Collectors.toList());
    }
  }
}
