package dev.cenote.explorer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The kinds of file that can be read, told by how they begin, whatever their names are. */
enum FileKind {
  PNG(0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'),
  JPEG(0xFF, 0xD8, 0xFF),
  NPY(0x93, 'N', 'U', 'M', 'P', 'Y');

  private final byte[] begin;

  FileKind(int... begin) {
    this.begin = new byte[begin.length];
    for (int i = 0; i < begin.length; i++) {
      this.begin[i] = (byte) begin[i];
    }
  }

  boolean isPicture() {
    return this != NPY;
  }

  /**
   * The kind of a file.
   *
   * @throws CommandException if it cannot be read, or is of no such kind
   */
  static FileKind of(Path file) {
    if (Files.isDirectory(file)) {
      throw new CommandException(file + " is a directory, expected a PNG, JPEG or .npy file");
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new CommandException(file + " is not a regular file"); // a device or pipe has no size to check against
    }
    byte[] first = first(file, 8);
    for (FileKind kind : values()) {
      if (first.length >= kind.begin.length
          && Arrays.equals(first, 0, kind.begin.length, kind.begin, 0, kind.begin.length)) {
        return kind;
      }
    }
    throw new CommandException(file + (first.length == 0 ? " is empty" : " is not a picture or array")
        + ", expected a PNG, JPEG or .npy file");
  }

  /** The first bytes of a file, fewer if it is shorter. */
  static byte[] first(Path file, int bytes) {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(bytes);
    } catch (IOException e) {
      throw new CommandException("cannot read " + file + ": " + CommandException.reason(e), e);
    }
  }
}
