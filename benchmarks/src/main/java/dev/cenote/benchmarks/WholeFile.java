package dev.cenote.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that appears whole or not at all: written beside its place, moved there at the end. */
final class WholeFile implements AutoCloseable {
  private final Path target;
  private final Path draft;

  /**
   * Makes sure that the file can be written, and writes nothing yet.
   *
   * @throws IllegalArgumentException if it cannot; the message says why
   */
  WholeFile(Path target) {
    this.target = target;
    Path folder = target.toAbsolutePath().getParent();
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      throw new IllegalArgumentException(target + " is there and is not a plain file");
    }
    if (folder == null || !Files.isDirectory(folder)) {
      throw new IllegalArgumentException("there is no folder " + folder);
    }
    this.draft = folder.resolve("." + target.getFileName() + "." + ProcessHandle.current().pid() + ".draft");
    draft.toFile().deleteOnExit();
    try {
      Files.writeString(draft, "");
    } catch (IOException e) {
      throw new IllegalArgumentException(target + " cannot be written: " + e, e);
    }
  }

  void write(String text) throws IOException {
    Files.writeString(draft, text);
    Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Leaves nothing behind of a file that was not written. */
  @Override
  public void close() throws IOException {
    Files.deleteIfExists(draft);
  }
}
