package dev.cenote.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** How errors of every kind are told, and the help. */
class MainTest {
  /** A command that fails as it is told. */
  @Command(name = "fail")
  private static final class Fail implements Callable<Integer> {
    private final Throwable failure;

    Fail(Throwable failure) {
      this.failure = failure;
    }

    @Override
    public Integer call() throws Exception {
      if (failure instanceof Error error) {
        throw error;
      }
      throw (Exception) failure;
    }
  }

  private static Cli failingWith(Throwable failure) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine commandLine = Main.commandLine(new PrintWriter(out), new PrintWriter(err));
    commandLine.addSubcommand(new CommandLine(new Fail(failure)).setErr(new PrintWriter(err)));
    return new Cli(Main.run(commandLine, "fail"), out.toString(), err.toString());
  }

  @Test
  void saysInOneLineThatMemoryIsShort() {
    failingWith(new OutOfMemoryError("Java heap space"))
        .fails("cenote fail", "not enough memory (Java heap space); a larger heap, such as java -Xmx8g, may help");
    failingWith(new OutOfMemoryError("Cannot reserve 4 bytes of direct buffer memory (allocated: 1, limit: 2)"))
        .fails("cenote fail", "limit: 2)); a larger heap, such as java -Xmx8g, may help");
  }

  @Test
  void saysInOneLineWhatElseTheJvmCannotDo() {
    failingWith(new StackOverflowError()).fails("cenote fail", "unexpected java.lang.StackOverflowError");
    failingWith(new UnsatisfiedLinkError("no fonts")).fails("cenote fail", "no fonts");
  }

  @Test
  void saysInOneLineThatItHasADefect() {
    failingWith(new NullPointerException("x\ny")).fails("cenote fail",
        "unexpected java.lang.NullPointerException: x y; --verbose shows where it comes from");
  }

  @Test
  void showsHelpOfEveryCommand() {
    assertThat(Cli.run("--help").succeeds().out()).contains("demo", "pool", "info", "To begin with: cenote demo");
    assertThat(Cli.run("pool", "--help").succeeds().out())
        .contains("--global-avg", "same-upper", "NxCxDxHxW").doesNotContain("To begin with");
    assertThat(Cli.run("pool", "--help").out().lines()).contains("The operator, exactly one:", "Averages:", "Indices:",
        "Examples:").allMatch(line -> line.length() <= 100);
    assertThat(Cli.run("demo", "--help").succeeds().out()).contains("--image");
    assertThat(Cli.run("info", "--help").succeeds().out()).contains("why");
  }

  @Test
  void showsVersion() {
    assertThat(Cli.run("--version").succeeds().out()).startsWith("cenote ");
  }
}
