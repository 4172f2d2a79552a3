package dev.cenote.explorer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes {@code .npy} files byte by byte, right ones and wrong ones, without the code under test. */
final class NpyBytes {
  private static final Pattern HEADER = Pattern.compile(
      "\\{'descr': '([<|][a-z][0-9])', 'fortran_order': False, 'shape': (\\([0-9, ]*\\)), \\} *\n");

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
    return elements(type, Arrays.stream(values).mapToObj(value -> type.charAt(1) == 'f' ? Double.toString(value)
        : Long.toString((long) value)).collect(Collectors.joining(" ")));
  }

  /** Numbers, separated by spaces, as elements of NumPy's type. */
  static byte[] elements(String type, String values) {
    String[] numbers = values.isEmpty() ? new String[0] : values.split(" ");
    int size = type.charAt(2) - '0';
    ByteBuffer bytes = ByteBuffer.allocate(size * numbers.length)
        .order(type.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    for (String number : numbers) {
      switch (type.substring(1)) {
        case "f2" -> bytes.putShort(half(Float.parseFloat(number)));
        case "f4" -> bytes.putFloat(Float.parseFloat(number));
        case "f8" -> bytes.putDouble(Double.parseDouble(number));
        case "i1", "u1" -> bytes.put((byte) Integer.parseInt(number));
        case "i2", "u2" -> bytes.putShort((short) Integer.parseInt(number));
        case "i4" -> bytes.putInt(Integer.parseInt(number));
        default -> bytes.putLong(Long.parseLong(number));
      }
    }
    return bytes.array();
  }

  /** A number that float16 holds and that is 0 or not below 2^-14. */
  private static short half(float number) {
    int bits = Float.floatToRawIntBits(number);
    return number == 0 ? 0 : (short) (bits >>> 16 & 0x8000 | (bits & 0x7FFF_FFFF) - (112 << 23) >> 13);
  }

  private static float fromHalf(short bits) {
    return (bits & 0x7FFF) == 0 ? 0
        : Float.intBitsToFloat((bits & 0x8000) << 16 | ((bits & 0x7FFF) << 13) + (112 << 23));
  }

  /** The upper halves of numbers as float32, as text. */
  static String bfloat16(float... numbers) {
    StringBuilder text = new StringBuilder();
    for (float number : numbers) {
      text.append(text.isEmpty() ? "" : " ").append(Float.floatToRawIntBits(number) >>> 16);
    }
    return text.toString();
  }

  /** A float32 file in C order. */
  static Path write(Path file, String shape, double... values) throws IOException {
    return Files.write(file, file(1, header("<f4", false, shape), elements("<f4", values)));
  }

  /** A file in C order of numbers separated by spaces. */
  static Path write(Path file, String type, String shape, String values) throws IOException {
    return Files.write(file, file(1, header(type, false, shape), elements(type, values)));
  }

  /**
   * The shape and the elements of a little-endian file of version 1, as text such as
   * {@code (2, 2) [1.0, 2.0, 3.0, 4.0]} for float32 and {@code u1 (2,) [1, 2]} for other types.
   */
  static String text(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int length = bytes.getShort(8);
    String header = new String(bytes.array(), 10, length, StandardCharsets.US_ASCII);
    Matcher form = HEADER.matcher(header);
    if ((10 + length) % 64 != 0 || bytes.get(6) != 1 || !form.matches()) {
      throw new AssertionError("not as NumPy writes it: " + header);
    }
    String type = form.group(1);
    if (type.startsWith("|") != type.endsWith("1")) {
      throw new AssertionError("byte order not as NumPy writes it: " + header);
    }
    bytes.position(10 + length);
    List<String> elements = new ArrayList<>();
    while (bytes.hasRemaining()) {
      elements.add(switch (type.substring(1)) {
        case "f2" -> Float.toString(fromHalf(bytes.getShort()));
        case "f4" -> Float.toString(bytes.getFloat());
        case "f8" -> Double.toString(bytes.getDouble());
        case "i1" -> Byte.toString(bytes.get());
        case "u1" -> Integer.toString(bytes.get() & 0xFF);
        case "i2" -> Short.toString(bytes.getShort());
        case "u2" -> Integer.toString(bytes.getShort() & 0xFFFF);
        case "i4" -> Integer.toString(bytes.getInt());
        default -> Long.toString(bytes.getLong());
      });
    }
    return (type.equals("<f4") ? "" : type.substring(1) + " ") + form.group(2) + " " + elements;
  }
}
