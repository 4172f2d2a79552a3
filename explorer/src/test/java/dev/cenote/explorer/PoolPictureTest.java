package dev.cenote.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code cenote pool} on pictures, with known answers. */
class PoolPictureTest {
  @TempDir Path folder;
  private Path input;
  private Path png;
  private Path npy;

  @BeforeEach
  void names() {
    input = folder.resolve("input");
    png = folder.resolve("out.png");
    npy = folder.resolve("out.npy");
  }

  @Test
  void poolsGreyToGrey() throws IOException {
    PngBytes.write(input, PngBytes.GREY, new int[] {1, 2, 7, 4}, new int[] {9, 3, 5, 200});
    Cli run = Cli.run("pool", input, "-o", png, "--max", "2").succeeds();
    assertThat(PngBytes.samples(png)).containsExactly(9, 200);
    assertThat(run.out())
        .containsPattern("^MaxPool\\[window 2x2 stride 2x2, \\S+\\] 1x2x4 -> 1x1x2, \\d+\\.\\d\\d ms\\R$");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void poolsColoursApart() throws IOException {
    PngBytes.write(input, PngBytes.RGB, new int[] {255, 0, 10, 0, 255, 20}, new int[] {0, 0, 30, 0, 0, 40});
    Cli.run("pool", input, "-o", png, "--avg", "2x2").succeeds();
    assertThat(PngBytes.samples(png)).containsExactly(64, 64, 25); // 63.75 and 25
  }

  @Test
  void keepsAlpha() throws IOException {
    PngBytes.write(input, PngBytes.RGBA, new int[] {1, 2, 3, 0, 4, 5, 6, 128});
    Cli.run("pool", input, "-o", png, "--max", "1x2").succeeds();
    assertThat(PngBytes.samples(png)).containsExactly(4, 5, 6, 128);
  }

  @Test
  void keepsColourUnderFullTransparency() throws IOException {
    PngBytes.write(input, PngBytes.RGBA, new int[] {200, 100, 50, 0});
    Cli.run("pool", input, "-o", png, "--max", "1").succeeds();
    assertThat(PngBytes.samples(png)).containsExactly(200, 100, 50, 0);
  }

  @Test
  void turnsGreyWithAlphaIntoColourWithAlpha() throws IOException {
    PngBytes.write(input, PngBytes.GREY_ALPHA, new int[] {7, 100, 9, 50});
    Cli.run("pool", input, "-o", npy, "--max", "1").succeeds();
    assertThat(NpyBytes.text(npy)).isEqualTo("(4, 1, 2) [7.0, 9.0, 7.0, 9.0, 7.0, 9.0, 100.0, 50.0]");
  }

  @Test
  void turnsPaletteIntoColours() throws IOException {
    Files.write(input, new PngBytes().header(2, 1, 8, PngBytes.PALETTE)
        .chunk("PLTE", new byte[] {1, 2, 3, 4, 5, (byte) 200}).rows(new int[] {1, 0}).end());
    Cli.run("pool", input, "-o", npy, "--max", "1").succeeds();
    assertThat(NpyBytes.text(npy)).isEqualTo("(3, 1, 2) [4.0, 1.0, 5.0, 2.0, 200.0, 3.0]");
  }

  @Test
  void turnsTransparentPaletteIntoColoursWithAlpha() throws IOException {
    Files.write(input, new PngBytes().header(2, 1, 8, PngBytes.PALETTE)
        .chunk("PLTE", new byte[] {1, 2, 3, 4, 5, 6}).chunk("tRNS", new byte[] {77}).rows(new int[] {1, 0}).end());
    Cli.run("pool", input, "-o", npy, "--max", "1").succeeds();
    assertThat(NpyBytes.text(npy)).isEqualTo("(4, 1, 2) [4.0, 1.0, 5.0, 2.0, 6.0, 3.0, 255.0, 77.0]");
  }

  @Test
  void readsGreyOfFewBitsAsGrey() throws IOException {
    Files.write(input, new PngBytes().header(4, 1, 2, PngBytes.GREY).rows(new int[] {0b00_01_10_11}).end());
    Cli.run("pool", input, "-o", npy, "--max", "1").succeeds();
    assertThat(NpyBytes.text(npy)).isEqualTo("(1, 1, 4) [0.0, 85.0, 170.0, 255.0]");
  }

  @Test
  void scalesSixteenBitsAndSaysSo() throws IOException {
    Files.write(input, new PngBytes().header(3, 1, 16, PngBytes.GREY).rows(new int[] {0, 0, 1, 0, 255, 255}).end());
    Cli run = Cli.run("pool", input, "-o", npy, "--max", "1").succeeds();
    assertThat(run.err().lines()).containsExactly("note: " + input + " has 16 bit samples, scaled to 0..255");
    assertThat(NpyBytes.text(npy)).isEqualTo("(1, 1, 3) [0.0, " + 256f / 257f + ", 255.0]");
  }

  @Test
  void readsJpegWhateverItsName() throws IOException {
    BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
    ImageIO.write(image, "jpeg", input.toFile());
    Cli.run("pool", input, "-o", npy, "--global-max").succeeds();
    assertThat(NpyBytes.text(npy)).isEqualTo("(3, 1, 1) [0.0, 0.0, 0.0]");
  }

  @Test
  void writesTheNumbersOfAPictureChannelsFirst() throws IOException {
    PngBytes.write(input, PngBytes.RGB, new int[] {1, 2, 3, 4, 5, 6}, new int[] {7, 8, 9, 10, 11, 12});
    Cli.run("pool", input, "-o", npy, "--avg", "2x1").succeeds();
    assertThat(NpyBytes.text(npy)).isEqualTo("(3, 1, 2) [4.0, 7.0, 5.0, 8.0, 6.0, 9.0]");
  }

  @Test
  void roundsHalfUp() throws IOException {
    PngBytes.write(input, PngBytes.GREY, new int[] {0, 1, 1, 2, 254, 255});
    Cli.run("pool", input, "-o", png, "--avg", "1x2").succeeds();
    assertThat(PngBytes.samples(png)).containsExactly(1, 2, 255);
    assertThat(Picture.level(0.49999997f)).isZero();
    assertThat(Picture.level(-0.5f)).isZero();
  }

  @Test
  void clampsAndSaysSo() throws IOException {
    PngBytes.write(input, PngBytes.GREY, new int[] {200, 100, 1, 2});
    Cli run = Cli.run("pool", input, "-o", png, "--avg", "1x2", "--divisor", "1").succeeds();
    assertThat(PngBytes.samples(png)).containsExactly(255, 3);
    assertThat(run.err()).startsWith("note: 1 of 2 values lay outside 0..255 and were clamped");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "--min 1x2 | 3 0", "--sum 1x2 | 7 250", "--lp 2 --window 1x2 | 5 250", "--adaptive-max 1x1 | 250",
      "--adaptive-avg 1x2 | 4 125", "--global-lp inf | 250", "--fractional-max 1x3 --window 1x2 | 4 4 250"})
  void poolsByEveryOperator(String options, String expected) throws IOException {
    PngBytes.write(input, PngBytes.GREY, new int[] {3, 4, 0, 250});
    List<Object> args = new ArrayList<>(List.of("pool", input, "-o", png));
    args.addAll(List.of(options.split(" ")));
    Cli.run(args.toArray()).succeeds();
    assertThat(PngBytes.samples(png))
        .containsExactly(Arrays.stream(expected.split(" ")).mapToInt(Integer::parseInt).toArray());
  }

  @Test
  void refusesPngWithoutPixels() throws IOException {
    PngBytes.write(input, PngBytes.GREY, new int[] {1, 2});
    Cli.run("pool", input, "-o", png, "--adaptive-avg", "0x1")
        .fails("cenote pool", "the result is 1x0x1 (CxHxW), and a PNG has one pixel at least; write .npy instead");
    Cli.run("pool", input, "-o", npy, "--adaptive-avg", "0x1").succeeds();
    assertThat(NpyBytes.text(npy)).isEqualTo("(1, 0, 1) []");
  }

  @Test
  void refusesTypeAndRoundingForPictures() throws IOException {
    PngBytes.write(input, PngBytes.GREY, new int[] {1, 2});
    Cli.run("pool", input, "-o", png, "--max", "1", "--type", "uint8").fails("cenote pool", "--type is for .npy files");
    Cli.run("pool", input, "-o", png, "--avg", "1", "--rounding", "toward-zero")
        .fails("cenote pool", "--rounding is for averages of integers, and the elements are float32");
    assertThat(Cli.names(folder)).containsExactly("input");
  }

  @Test
  void refusesLayoutForPictures() throws IOException {
    PngBytes.write(input, PngBytes.GREY, new int[] {1, 2});
    Cli.run("pool", input, "-o", png, "--max", "1", "--layout", "nhwc")
        .fails("cenote pool", "--layout is for .npy files");
    assertThat(Cli.names(folder)).containsExactly("input");
  }

  @Test
  void refusesWindowOfThreeAxesForPictures() throws IOException {
    PngBytes.write(input, PngBytes.GREY, new int[] {1, 2});
    Cli.run("pool", input, "-o", png, "--max", "1x1x1")
        .fails("cenote pool", "window 1x1x1 has 3 sizes, expected 1 or 2 for an input with 2 axes to pool along");
  }

  @Test
  void refusesWindowLargerThanThePicture() throws IOException {
    PngBytes.write(input, PngBytes.GREY, new int[] {1, 2});
    Cli.run("pool", input, "-o", png, "--max", "2").fails("cenote pool", "MaxPool: axis H: ", "1x1x2");
    assertThat(Cli.names(folder)).containsExactly("input");
  }
}
