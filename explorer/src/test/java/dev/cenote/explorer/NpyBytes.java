package dev.cenote.explorer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Makes {@code .npy} files byte by byte, right ones and wrong ones, without the code under test. */
final class NpyBytes {
  private NpyBytes() {}

  /** A file of this format version with this header, padded as NumPy does, and these bytes behind it. */
  static byte[] file(int version, String header, byte[] data) {
    int prefix = version == 1 ? 10 : 12;
    int length = (prefix + header.length() + 1 + 63) / 64 * 64 - prefix;
    return file(version, length, header + " ".repeat(length - header.length() - 1) + "\n", data);
  }

  /** A file whose header claims to have this length. */
  static byte[] file(int version, long claimedLength, String header, byte[] data) {
    byte[] text = header.getBytes(version < 3 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    ByteBuffer file = ByteBuffer.allocate(12 + text.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    file.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII)).put((byte) version).put((byte) 0);
    if (version == 1) {
      file.putShort((short) claimedLength);
    } else {
      file.putInt((int) claimedLength);
    }
    file.put(text).put(data);
    return Arrays.copyOf(file.array(), file.position());
  }

  static String header(String type, boolean fortranOrder, String shape) {
    return "{'descr': '" + type + "', 'fortran_order': " + (fortranOrder ? "True" : "False") + ", 'shape': " + shape
        + ", }";
  }

  /** Numbers as elements of NumPy's type. */
  static byte[] elements(String type, double... values) {
    int size = type.charAt(2) - '0';
    ByteBuffer bytes = ByteBuffer.allocate(size * values.length)
        .order(type.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      switch (size) {
        case 1 -> bytes.put((byte) (int) value);
        case 4 -> bytes.putFloat((float) value);
        default -> bytes.putDouble(value);
      }
    }
    return bytes.array();
  }

  /** A float32 file in C order. */
  static Path write(Path file, String shape, double... values) throws IOException {
    return Files.write(file, file(1, header("<f4", false, shape), elements("<f4", values)));
  }

  /** The shape and the elements of a float32 file of version 1, as text such as {@code (2, 2) [1.0, 2.0, 3.0, 4.0]}. */
  static String text(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int length = bytes.getShort(8);
    String header = new String(bytes.array(), 10, length, StandardCharsets.US_ASCII);
    if ((10 + length) % 64 != 0 || !header.endsWith("\n") || bytes.get(6) != 1
        || !header.startsWith("{'descr': '<f4', 'fortran_order': False, 'shape': (")) {
      throw new AssertionError("not as NumPy writes it: " + header);
    }
    float[] values = new float[(bytes.capacity() - 10 - length) / 4];
    bytes.position(10 + length).asFloatBuffer().get(values);
    return header.substring(header.indexOf('('), header.indexOf(')') + 1) + " " + Arrays.toString(values);
  }
}
