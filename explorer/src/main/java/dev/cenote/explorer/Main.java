package dev.cenote.explorer;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code cenote}: pools pictures and arrays, shows the result, and tells what runs here. */
@Command(
    name = "cenote",
    description = "Fast pooling for the JVM, on the command line.",
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {DemoCommand.class, PoolCommand.class, InfoCommand.class},
    usageHelpAutoWidth = true)
public final class Main implements Runnable {
  /** The exit code of everything that was refused or went wrong. */
  static final int FAILED = 2;

  // Held strongly: the log manager forgets a logger, and its level, that nobody refers to.
  private static final Logger LIBRARY_LOG = Logger.getLogger("dev.cenote");

  @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Show the stack trace of an error.")
  private boolean verbose;

  @Spec
  private CommandSpec spec;

  /** Refuses to run without a subcommand. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(),
        "which command? There are " + String.join(", ", spec.subcommands().keySet()));
  }

  /** Runs the command line and ends the JVM with its exit code. */
  public static void main(String[] args) {
    System.exit(run(args, new PrintWriter(System.out, true), new PrintWriter(System.err, true)));
  }

  /** Runs the command line and returns its exit code: 0, 2 after an error, 1 where backends disagree. */
  static int run(String[] args, PrintWriter out, PrintWriter err) {
    return run(commandLine(out, err), args);
  }

  static CommandLine commandLine(PrintWriter out, PrintWriter err) {
    CommandLine commandLine = new CommandLine(new Main());
    // Not in the annotation, which the subcommands inherit.
    commandLine.getCommandSpec().usageMessage().footer("", "To begin with: cenote demo");
    return commandLine
        .setOut(out)
        .setErr(err)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((e, args) -> {
          String name = e.getCommandLine().getCommandSpec().qualifiedName();
          return report(e.getCommandLine(), usageMessage(e) + " (see " + name + " --help)", e);
        })
        .setExecutionExceptionHandler((e, command, parsed) -> report(command, message(e), e));
  }

  static int run(CommandLine commandLine, String... args) {
    // No screen is needed, and a server has none.
    System.setProperty("java.awt.headless", "true");
    // The commands say themselves which backend runs and why: the library need not tell a second time.
    LIBRARY_LOG.setLevel(Level.OFF);
    try {
      return commandLine.execute(args);
    } catch (OutOfMemoryError | StackOverflowError | LinkageError e) { // picocli passes these on as they are
      return report(running(commandLine), message(e), e);
    }
  }

  private static CommandLine running(CommandLine commandLine) {
    ParseResult parsed = commandLine.getParseResult();
    while (parsed != null && parsed.hasSubcommand()) {
      parsed = parsed.subcommand();
    }
    return parsed == null ? commandLine : parsed.commandSpec().commandLine();
  }

  private static String usageMessage(ParameterException failure) {
    CommandSpec command = failure.getCommandLine().getCommandSpec();
    if (failure instanceof UnmatchedArgumentException unmatched && !command.subcommands().isEmpty()
        && !unmatched.isUnknownOption()) {
      return "there is no command " + unmatched.getUnmatched().get(0) + ", only "
          + String.join(", ", command.subcommands().keySet());
    }
    return failure.getMessage().replaceFirst("^Error: ", "");
  }

  private static int report(CommandLine command, String message, Throwable failure) {
    PrintWriter err = command.getErr();
    err.println(oneLine(command.getCommandSpec().qualifiedName() + ": " + message));
    if (((Main) command.getCommandSpec().root().userObject()).verbose) {
      failure.printStackTrace(err);
    }
    err.flush();
    return FAILED;
  }

  private static String message(Throwable failure) {
    if (failure instanceof OutOfMemoryError) {
      String what = String.valueOf(failure.getMessage());
      // The JVM lets direct buffers have as much memory as the heap, unless told otherwise.
      boolean limitedByHeap = what.startsWith("Java heap") || what.contains("direct buffer memory");
      return "not enough memory (" + what + ")"
          + (limitedByHeap ? "; a larger heap, such as java -Xmx8g, may help" : "");
    }
    if (failure instanceof IOException io) {
      return CommandException.reason(io);
    }
    boolean expected = failure instanceof CommandException
        || failure instanceof IllegalArgumentException
        || failure instanceof IllegalStateException;
    return expected && failure.getMessage() != null
        ? failure.getMessage()
        : "unexpected " + failure + "; --verbose shows where it comes from";
  }

  /** Without line breaks and other control characters, which a file's name or content may bring into a message. */
  static String oneLine(String text) {
    return text.replaceAll("\\s*\\R\\s*", " ").replaceAll("\\p{Cntrl}", "?").strip();
  }
}
