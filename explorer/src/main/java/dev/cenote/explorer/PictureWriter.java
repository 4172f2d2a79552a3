package dev.cenote.explorer;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Writes PNG files of 8 bits a sample: values are rounded, half up, and clamped to 0..255. */
final class PictureWriter {
  private PictureWriter() {}

  /** Writes a picture to a file: see {@link #write(Picture, OutputStream)}. */
  static void write(Path file, Picture picture) {
    WholeFile.write(file, out -> write(picture, out));
  }

  /**
   * Writes a picture.
   *
   * @return how many values lay outside 0..255
   * @throws CommandException if a value is not finite
   */
  static long write(Picture picture, OutputStream out) throws IOException {
    ImageIO.setUseCache(false);
    BufferedImage image = new BufferedImage(picture.width(), picture.height(), switch (picture.channels()) {
      case 1 -> BufferedImage.TYPE_BYTE_GRAY;
      case 3 -> BufferedImage.TYPE_3BYTE_BGR;
      default -> BufferedImage.TYPE_4BYTE_ABGR;
    });
    // Samples, not colours: setRGB would bring a colour profile in.
    WritableRaster raster = image.getRaster();
    int[] row = new int[picture.width()];
    long clamped = 0;
    for (int channel = 0; channel < picture.channels(); channel++) {
      for (int y = 0; y < picture.height(); y++) {
        for (int x = 0; x < row.length; x++) {
          float value = picture.value(channel, y, x);
          if (!Float.isFinite(value)) {
            throw new CommandException("the value at channel " + channel + ", row " + y + ", column " + x + " is "
                + value + ", which no pixel can show; write .npy instead");
          }
          if (value < -0.5f || value >= 255.5f) {
            clamped++;
          }
          row[x] = Picture.level(value);
        }
        raster.setSamples(0, y, row.length, 1, channel, row);
      }
    }
    if (!ImageIO.write(image, "png", out)) {
      throw new IOException("this Java cannot write PNG files; its image encoders are missing");
    }
    return clamped;
  }
}
