package dev.cenote.benchmarks;

import picocli.CommandLine;

/** Starts {@link BenchCommand}. Exit status: 0 done, 1 a measurement failed, 2 the options are wrong. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.setProperty("java.awt.headless", "true"); // charts are drawn into files
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new BenchCommand()).setParameterExceptionHandler((refused, arguments) -> {
      String hint = refused instanceof CommandLine.UnmatchedArgumentException ? "; --help lists the options" : "";
      refused.getCommandLine().getErr().println("cenote bench: " + refused.getMessage() + hint);
      return CommandLine.ExitCode.USAGE;
    });
  }
}
