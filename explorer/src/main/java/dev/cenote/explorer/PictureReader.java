package dev.cenote.explorer;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * Reads PNG and JPEG files. A palette becomes RGB or RGBA, grey with alpha becomes RGBA, and 16 bit samples are scaled
 * to 0..255 without rounding. Pixels are taken as they are stored: no colour profile, gamma or rotation is applied.
 */
final class PictureReader {
  private static final int PNG_HEADER = 26;
  private static final int PNG_GREY = 0;
  /** Deflate cannot do better: a shorter file does not hold the pixels that its header claims. */
  private static final int DEFLATE_BEST = 1032;

  private final String name;
  private final FileKind kind;
  private final long bytes;
  private final List<String> notes;
  private final int pngDepth;
  private final int pngColour;

  private PictureReader(String name, FileKind kind, long bytes, byte[] first, List<String> notes) {
    this.name = name;
    this.kind = kind;
    this.bytes = bytes;
    this.notes = notes;
    byte[] header = Arrays.copyOf(first, PNG_HEADER);
    this.pngDepth = header[24];
    this.pngColour = header[25];
  }

  /**
   * Reads a picture.
   *
   * @param notes takes what the user should know about it
   * @throws CommandException if the file does not hold a whole picture, or too large a one
   */
  static Picture read(Path file, FileKind kind, List<String> notes) {
    ImageIO.setUseCache(false);
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      byte[] first = FileKind.first(file, PNG_HEADER);
      return new PictureReader(file.toString(), kind, Files.size(file), first, notes).read(in);
    } catch (IOException e) {
      throw new CommandException("cannot read " + file + ": " + CommandException.reason(e), e);
    }
  }

  /** Reads a PNG that lies in memory; it goes by the name in messages. */
  static Picture read(String name, byte[] png) {
    ImageIO.setUseCache(false);
    try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(png))) {
      return new PictureReader(name, FileKind.PNG, png.length, png, new ArrayList<>()).read(in);
    } catch (IOException e) {
      throw new CommandException("cannot read " + name + ": " + CommandException.reason(e), e);
    }
  }

  private Picture read(ImageInputStream in) {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(kind.name());
    if (!readers.hasNext()) {
      throw new CommandException(name + ": this Java cannot read " + kind + " files; its image decoders are missing");
    }
    ImageReader reader = readers.next();
    List<String> warnings = new ArrayList<>();
    try {
      reader.setInput(in, true, true); // metadata is not wanted: it may claim any size
      reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
      check(reader.getWidth(0), reader.getHeight(0));
      BufferedImage image = reader.read(0);
      for (String warning : warnings) {
        if (warning.contains("Missing EOI")) { // the JPEG decoder fills the rest with grey, and only warns
          throw new CommandException(name + " is not a whole " + kind + " file: it ends too early");
        }
        notes.add(name + ": " + warning);
      }
      return picture(image);
    } catch (IOException | RuntimeException e) { // decoders throw many kinds of both at what is no picture
      if (e instanceof CommandException expected) {
        throw expected;
      }
      throw new CommandException(name + " is not a whole " + kind + " file that can be read: " + innermost(e), e);
    } finally {
      reader.dispose();
    }
  }

  /** Refuses what could not be decoded, before memory is allocated for it. */
  private void check(long width, long height) {
    if (width < 1 || height < 1) {
      throw new CommandException(name + " claims to have " + width + " x " + height + " pixels");
    }
    if (width * height > Picture.MOST_PIXELS) {
      throw new CommandException(name + " claims to have " + width + " x " + height + " pixels, expected at most "
          + Picture.MOST_PIXELS / 1_000_000 + " megapixels");
    }
    if (kind == FileKind.PNG) {
      long bits = width * height * pngDepth * pngSamples();
      if (bits / 8 / DEFLATE_BEST > bytes) {
        throw new CommandException(name + " is not a whole PNG file: its " + bytes
            + " bytes cannot hold the " + width + " x " + height + " pixels that it claims to have");
      }
    }
  }

  private int pngSamples() {
    return switch (pngColour) {
      case 2 -> 3;
      case 4 -> 2;
      case 6 -> 4;
      default -> 1;
    };
  }

  private Picture picture(BufferedImage image) {
    if (image.getColorModel() instanceof IndexColorModel palette) {
      return fromPalette(image.getRaster(), palette);
    }
    int depth = image.getColorModel().getComponentSize(0);
    if (depth > 8) {
      notes.add(name + " has " + depth + " bit samples, scaled to 0..255");
    }
    float scale = (1 << depth) - 1;
    Raster raster = image.getRaster();
    int bands = raster.getNumBands();
    if (bands > 4) {
      throw new CommandException(name + " has " + bands + " channels, expected 1 to 4");
    }
    int channels = bands == 2 ? 4 : bands;
    int pixels = image.getWidth() * image.getHeight();
    float[] values = values(channels, pixels);
    int[] row = new int[image.getWidth()];
    for (int channel = 0; channel < channels; channel++) {
      int band = bands == 2 ? channel / 3 : channel; // grey three times, then alpha
      for (int y = 0; y < image.getHeight(); y++) {
        raster.getSamples(0, y, row.length, 1, band, row);
        int at = channel * pixels + y * row.length;
        for (int x = 0; x < row.length; x++) {
          values[at + x] = depth == 8 ? row[x] : row[x] * 255f / scale;
        }
      }
    }
    return new Picture(channels, image.getHeight(), image.getWidth(), values);
  }

  private Picture fromPalette(Raster raster, IndexColorModel palette) {
    // Java has a palette for grey of 1, 2 and 4 bits as well.
    boolean grey = kind == FileKind.PNG && pngColour == PNG_GREY && !palette.hasAlpha();
    int channels = grey ? 1 : palette.hasAlpha() ? 4 : 3;
    int pixels = raster.getWidth() * raster.getHeight();
    float[] values = values(channels, pixels);
    int[] row = new int[raster.getWidth()];
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getSamples(0, y, row.length, 1, 0, row);
      for (int x = 0; x < row.length; x++) {
        int colour = palette.getRGB(row[x]);
        for (int channel = 0; channel < channels; channel++) {
          int shift = channel == 3 ? 24 : 16 - 8 * channel;
          values[channel * pixels + y * row.length + x] = colour >>> shift & 0xFF;
        }
      }
    }
    return new Picture(channels, raster.getHeight(), raster.getWidth(), values);
  }

  private static float[] values(int channels, int pixels) {
    return new float[Math.multiplyExact(channels, pixels)]; // at most 4 * MOST_PIXELS, which fits
  }

  private static String innermost(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = cause instanceof IOException io ? CommandException.reason(io) : cause.getMessage();
    boolean telling = message != null && message.contains(" ");
    return telling ? message : cause.getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", " ")
        .toLowerCase(Locale.ROOT) + (message == null ? "" : ": " + message);
  }
}
