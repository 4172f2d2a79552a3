package dev.cenote.explorer;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;

/** Makes PNG files chunk by chunk, right ones and wrong ones, and looks at those that were written. */
final class PngBytes {
  static final int GREY = 0;
  static final int RGB = 2;
  static final int PALETTE = 3;
  static final int GREY_ALPHA = 4;
  static final int RGBA = 6;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  PngBytes() {
    bytes.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
  }

  PngBytes header(int width, int height, int depth, int colour) {
    return chunk("IHDR", ByteBuffer.allocate(13).putInt(width).putInt(height).put((byte) depth).put((byte) colour)
        .array());
  }

  PngBytes chunk(String type, byte[] data) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(data);
    bytes.writeBytes(ByteBuffer.allocate(12 + data.length).putInt(data.length).put(name).put(data)
        .putInt((int) crc.getValue()).array());
    return this;
  }

  /** The pixels, row by row: each row begins with its filter, 0. */
  PngBytes rows(int[]... rows) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
      for (int[] row : rows) {
        deflater.write(0);
        for (int value : row) {
          deflater.write(value);
        }
      }
    }
    return chunk("IDAT", packed.toByteArray());
  }

  byte[] end() {
    return chunk("IEND", new byte[0]).bytes.toByteArray();
  }

  /** A whole file of 8 bits a sample. */
  static Path write(Path file, int colour, int[]... rows) throws IOException {
    int samples = colour == GREY ? 1 : colour == GREY_ALPHA ? 2 : colour == RGB ? 3 : 4;
    return Files.write(file, new PngBytes().header(rows[0].length / samples, rows.length, 8, colour).rows(rows).end());
  }

  /** The samples of a file, pixel by pixel. */
  static int[] samples(Path file) throws IOException {
    BufferedImage image = ImageIO.read(file.toFile());
    return image.getRaster().getPixels(0, 0, image.getWidth(), image.getHeight(), (int[]) null);
  }
}
