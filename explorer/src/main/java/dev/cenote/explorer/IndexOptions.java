package dev.cenote.explorer;

import dev.cenote.Indices;
import dev.cenote.Plan;
import dev.cenote.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Option;

/** The options that ask where each result was found. */
final class IndexOptions {
  @Option(names = "--indices", paramLabel = "FILE",
      description = "Write where each result was found, for maxima and --min, as an .npy file of int64.")
  private Path file;

  @Option(names = "--index-convention", paramLabel = "NAME", converter = ConventionConverter.class,
      description = "What an index counts: plane (elements of the channel), tensor (of the whole array), "
          + "tensor-column-major (as ONNX's storage_order 1) or window (elements of the window; uint8 where that holds "
          + "them). Default: plane.")
  private Indices convention;

  /** Where the indices go; null if they are not wanted. */
  Path file() {
    return file;
  }

  /** The convention to find indices by. */
  Indices found() {
    // Those of windows are made of others, as bytes where these hold them.
    return convention == null || convention == Indices.WINDOW ? Indices.PLANE : convention;
  }

  /** Indices that a plan found, as they are asked for. */
  Tensor asAsked(Tensor indices, Plan plan) {
    return convention == Indices.WINDOW ? plan.convert(indices, Indices.PLANE, Indices.WINDOW) : indices;
  }

  /** Refuses options that make no sense, and a file that could not be written, before any work. */
  void check(Operator operator, Path output) {
    operator.allow("--indices", file != null, Operator.PICKING, "other results are no elements of the input");
    if (file == null) {
      if (convention != null) {
        throw new CommandException("--index-convention needs --indices FILE");
      }
      return;
    }
    if (!String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".npy")) {
      throw new CommandException("--indices " + file + " does not end in .npy");
    }
    WholeFile.check(file);
    if (isSame(file, output)) {
      throw new CommandException("--indices " + file + " is the output itself, expected another file");
    }
  }

  private static boolean isSame(Path a, Path b) {
    try {
      return a.toAbsolutePath().normalize().equals(b.toAbsolutePath().normalize())
          || Files.exists(a) && Files.exists(b) && Files.isSameFile(a, b);
    } catch (IOException e) {
      throw new CommandException("cannot look at " + a + ": " + CommandException.reason(e), e);
    }
  }

  /** Reads a convention, in small letters with hyphens or underscores. */
  static final class ConventionConverter extends NameConverter<Indices> {
    ConventionConverter() {
      super(Indices.class);
    }
  }
}
