package dev.cenote.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures that are broken or lie: each refused in one line, with nothing left behind. */
class HostilePictureTest {
  @TempDir Path folder;

  private void refuses(byte[] content, String... facts) throws IOException {
    Path input = Files.write(folder.resolve("hostile"), content);
    Cli.run("pool", input, "-o", folder.resolve("out.png"), "--max", "2").fails("cenote pool", facts);
    assertThat(Cli.names(folder)).containsExactly("hostile");
  }

  private static byte[] jpeg(int width, int height) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(1);
    for (int i = 0; i < width * height; i++) {
      image.setRGB(i % width, i / width, random.nextInt());
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "jpeg", out);
    return out.toByteArray();
  }

  private static byte[] png(int width, int height) throws IOException {
    int[][] rows = new int[height][3 * width];
    Random random = new Random(1);
    for (int[] row : rows) {
      Arrays.setAll(row, i -> random.nextInt(256));
    }
    return new PngBytes().header(width, height, 8, PngBytes.RGB).rows(rows).end();
  }

  @Test
  void refusesPngOfTwoBillionPixelsSquared() throws IOException {
    int most = Integer.MAX_VALUE;
    refuses(new PngBytes().header(most, most, 8, PngBytes.RGB).rows(new int[3]).end(),
        "claims to have 2147483647 x 2147483647 pixels, expected at most 256 megapixels");
  }

  @Test
  void refusesPngOfHundredThousandPixelsSquared() throws IOException {
    refuses(new PngBytes().header(100_000, 100_000, 16, PngBytes.RGBA).rows(new int[3]).end(),
        "claims to have 100000 x 100000 pixels, expected at most 256 megapixels");
  }

  @Test
  void refusesPngWhosePixelsCannotBeInTheFile() throws IOException {
    refuses(new PngBytes().header(16_000, 16_000, 8, PngBytes.RGB).rows(new int[3]).end(),
        "bytes cannot hold the 16000 x 16000 pixels");
  }

  @Test
  void refusesPngOfNegativeSize() throws IOException {
    refuses(new PngBytes().header(-1, 4, 8, PngBytes.RGB).rows(new int[3]).end(), "not a whole PNG file");
  }

  @Test
  void refusesPngWithoutPixels() throws IOException {
    refuses(new PngBytes().header(0, 0, 8, PngBytes.RGB).end(), "not a whole PNG file");
  }

  @Test
  void refusesPngOfImpossibleDepth() throws IOException {
    refuses(new PngBytes().header(4, 4, 77, 99).rows(new int[3]).end(), "not a whole PNG file");
  }

  @Test
  void refusesPngWhosePaletteIsMissing() throws IOException {
    refuses(new PngBytes().header(2, 1, 8, PngBytes.PALETTE).rows(new int[] {0, 1}).end(), "not a whole PNG file");
  }

  @Test
  void refusesPngWithChunkBeyondTheFile() throws IOException {
    byte[] png = png(4, 4);
    ByteBuffer.wrap(png).putInt(33, Integer.MAX_VALUE); // the length of the first chunk behind the header
    refuses(png, "not a whole PNG file");
  }

  @Test
  void refusesPngTruncatedAnywhere() throws IOException {
    byte[] png = png(8, 8);
    for (int length = 8; length < png.length - 24; length += 3) { // checksums and IEND, at the end, hold no pixels
      refuses(Arrays.copyOf(png, length), "hostile is not a whole PNG file");
    }
  }

  @Test
  void refusesJpegTruncatedAnywhere() throws IOException {
    byte[] jpeg = jpeg(32, 32);
    for (int length = 3; length < jpeg.length - 2; length += 17) {
      refuses(Arrays.copyOf(jpeg, length), "hostile is not a whole JPEG file");
    }
  }

  @Test
  void refusesJpegThatClaimsFourBillionPixels() throws IOException {
    byte[] jpeg = jpeg(8, 8);
    for (int i = 0; i < jpeg.length - 8; i++) {
      if (jpeg[i] == (byte) 0xFF && jpeg[i + 1] == (byte) 0xC0) { // frame header: length, depth, height, width
        ByteBuffer.wrap(jpeg).putInt(i + 5, 65_000 << 16 | 65_000);
      }
    }
    refuses(jpeg, "claims to have 65000 x 65000 pixels, expected at most 256 megapixels");
  }

  @Test
  void refusesTextThatIsCalledPicture() throws IOException {
    refuses("This is a letter, not a picture.".getBytes(), "hostile is not a picture or array, expected a PNG");
  }

  @Test
  void survivesAnyBytes() throws IOException {
    Random random = new Random(2);
    for (byte[] good : new byte[][] {png(6, 6), jpeg(16, 16)}) {
      for (int round = 0; round < 200; round++) {
        byte[] bad = good.clone();
        for (int change = 0; change <= random.nextInt(3); change++) {
          bad[8 + random.nextInt(bad.length - 8)] = (byte) random.nextInt(256);
        }
        Path input = Files.write(folder.resolve("hostile"), bad);
        Cli run = Cli.run("pool", input, "-o", folder.resolve("out.png"), "--max", "2");
        if (run.exitCode() != 0) {
          run.fails("cenote pool");
          assertThat(run.err()).doesNotContain("unexpected");
        }
        Files.deleteIfExists(folder.resolve("out.png"));
        assertThat(Cli.names(folder)).containsExactly("hostile");
      }
    }
  }
}
