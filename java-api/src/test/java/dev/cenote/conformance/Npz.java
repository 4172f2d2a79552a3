package dev.cenote.conformance;

import dev.cenote.tensor.ElementType;
import dev.cenote.tensor.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Reads arrays from NumPy's {@code .npz} files, as the README of the conformance data describes them. */
final class Npz {
  private static final int MAGIC_AND_VERSION_BYTES = 8;
  private static final Pattern HEADER =
      Pattern.compile("\\{'descr': '(\\S+)', 'fortran_order': False, 'shape': \\(([\\d, ]+)\\), \\}\\s*");

  private Npz() {}

  /** The array {@code member}, whose elements are of a type that the file itself may not tell. */
  static Array read(Path file, String member, ElementType type) {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      ZipEntry entry = zip.getEntry(member + ".npy");
      if (entry == null) {
        throw new IllegalArgumentException("Npz: " + file + " has no " + member);
      }
      return read(ByteBuffer.wrap(zip.getInputStream(entry).readAllBytes()), file + " " + member, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Array read(ByteBuffer npy, String name, ElementType type) {
    npy.order(ByteOrder.LITTLE_ENDIAN).position(MAGIC_AND_VERSION_BYTES);
    byte[] header = new byte[npy.getShort()];
    npy.get(header);
    Matcher text = HEADER.matcher(new String(header, StandardCharsets.US_ASCII));
    if (!text.matches() || !text.group(1).equals(descr(type))) {
      throw new IllegalArgumentException("Npz: " + name + " is " + new String(header, StandardCharsets.US_ASCII).strip()
          + ", expected " + type + " as " + descr(type));
    }
    long[] sizes = Stream.of(text.group(2).split(",\\s*")).mapToLong(Long::parseLong).toArray();
    return Array.of(type, Shape.of(sizes), npy);
  }

  private static String descr(ElementType type) {
    return switch (type) {
      case FLOAT32 -> "<f4";
      case FLOAT64 -> "<f8";
      case FLOAT16 -> "<f2";
      case BFLOAT16 -> "<u2"; // NumPy has none: the 16 bits
      case INT8 -> "|i1";
      case UINT8 -> "|u1";
      case INT16 -> "<i2";
      case INT32 -> "<i4";
      case INT64 -> "<i8";
    };
  }
}
