package dev.cenote.explorer;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;

/** Writes files that appear whole or not at all: under another name in the same directory first, then moved. */
final class WholeFile {
  private WholeFile() {}

  /** What writes the content of a file. */
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Finds out before any work whether a file could be written there.
   *
   * @throws CommandException if not
   */
  static void check(Path file) {
    if (Files.isDirectory(file)) {
      throw new CommandException("output " + file + " is a directory, expected a file's name");
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new CommandException("output " + file + " is there and is not a regular file");
    }
    Path directory = directory(file);
    if (!Files.exists(directory)) {
      throw new CommandException("output " + file + ": there is no directory " + directory + "; make it first");
    }
    if (!Files.isDirectory(directory)) {
      throw new CommandException("output " + file + ": " + directory + " is not a directory");
    }
  }

  /**
   * Writes a file, in place of one that may be there.
   *
   * @throws CommandException if that fails; the file is as before then
   */
  static void write(Path file, Content content) {
    check(file);
    try {
      // A link stays one, and its target is replaced.
      Path target = Files.exists(file) ? file.toRealPath() : file;
      // Not Files.createTempFile, whose files only their owner may read.
      Path unfinished = directory(target).resolve("." + target.getFileName() + "."
          + Long.toHexString(ThreadLocalRandom.current().nextLong()) + ".part");
      unfinished.toFile().deleteOnExit(); // for Ctrl-C
      try {
        try (OutputStream out =
            new BufferedOutputStream(Files.newOutputStream(unfinished, StandardOpenOption.CREATE_NEW), 1 << 16)) {
          content.writeTo(out);
        }
        Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(unfinished);
      }
    } catch (IOException e) {
      throw new CommandException("cannot write " + file + ": " + CommandException.reason(e), e);
    }
  }

  private static Path directory(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return parent != null ? parent : file;
  }
}
