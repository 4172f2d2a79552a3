package dev.cenote.explorer;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** Writes files that appear whole or not at all: under another name in the same directory first, then moved. */
final class WholeFile {
  private final Path file;
  private final Path target;
  private final Path unfinished;

  private WholeFile(Path file) throws IOException {
    this.file = file;
    // A link stays one, and its target is replaced.
    this.target = Files.exists(file) ? file.toRealPath() : file;
    // Not Files.createTempFile, whose files only their owner may read.
    this.unfinished = directory(target).resolve("." + target.getFileName() + "."
        + Long.toHexString(ThreadLocalRandom.current().nextLong()) + ".part");
    unfinished.toFile().deleteOnExit(); // for Ctrl-C
  }

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
    write(Map.of(file, content));
  }

  /**
   * Writes files, in place of those that may be there. None appears before all are written.
   *
   * @throws CommandException if writing one fails; all files are as before then
   */
  static void write(Map<Path, Content> contents) {
    List<WholeFile> files = new ArrayList<>();
    try {
      contents.forEach((file, content) -> {
        check(file);
        attempt(file, () -> {
          WholeFile whole = new WholeFile(file);
          files.add(whole);
          whole.begin(content);
        });
      });
      files.forEach(whole -> attempt(whole.file, whole::appear));
    } finally {
      files.forEach(whole -> attempt(whole.file, () -> Files.deleteIfExists(whole.unfinished)));
    }
  }

  private void begin(Content content) throws IOException {
    try (OutputStream out =
        new BufferedOutputStream(Files.newOutputStream(unfinished, StandardOpenOption.CREATE_NEW), 1 << 16)) {
      content.writeTo(out);
    }
  }

  private void appear() throws IOException {
    Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
  }

  private interface Step {
    void run() throws IOException;
  }

  private static void attempt(Path file, Step step) {
    try {
      step.run();
    } catch (IOException e) {
      throw new CommandException("cannot write " + file + ": " + CommandException.reason(e), e);
    }
  }

  private static Path directory(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return parent != null ? parent : file;
  }
}
