package dev.cenote;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Reads float32 arrays from NumPy's {@code .npz} files, as the README of the conformance data describes them. */
final class Npz {
  private static final int MAGIC_AND_VERSION_BYTES = 8;

  private Npz() {}

  /** The elements of array {@code member}, in row-major order. */
  static float[] floats(Path file, String member) {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      ZipEntry entry = zip.getEntry(member + ".npy");
      if (entry == null) {
        throw new IllegalArgumentException("Npz: " + file + " has no " + member);
      }
      return floats(ByteBuffer.wrap(zip.getInputStream(entry).readAllBytes()), file + " " + member);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static float[] floats(ByteBuffer npy, String name) {
    npy.order(ByteOrder.LITTLE_ENDIAN).position(MAGIC_AND_VERSION_BYTES);
    byte[] header = new byte[npy.getShort()];
    npy.get(header);
    String text = new String(header, StandardCharsets.US_ASCII);
    if (!text.contains("'<f4'")) {
      throw new IllegalArgumentException("Npz: " + name + " is not float32: " + text);
    }
    float[] values = new float[npy.remaining() / Float.BYTES];
    npy.asFloatBuffer().get(values);
    return values;
  }
}
