package dev.cenote.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cenote.Backend;
import dev.cenote.tensor.Shape;
import dev.cenote.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** {@code cenote demo}: its report and its pictures. */
class DemoTest {
  @TempDir static Path shared;
  private static Path pictures;
  private static Cli demo;

  @TempDir Path folder;

  @BeforeAll
  static void runOnce() {
    pictures = shared.resolve("new/demo");
    demo = Cli.run("demo", "-o", pictures);
  }

  @Test
  void reportsAgreement() {
    demo.succeeds();
    assertThat(demo.err()).isEmpty();
    assertThat(demo.out()).contains("chelsea.png: 451 x 300 pixels", "Stefan van der Walt, CC0",
        Backend.current() + " and managed agree bit for bit, in all 4 operators.", "./cenote bench",
        "./cenote pool --help");
  }

  @Test
  void showsWhatEachOperatorDid() {
    assertThat(demo.out().lines().map(line -> line.replaceAll(" +", " "))).contains(
        "max 2x2 stride 2 3x300x451 3x150x225 405,900 101,250 4.0x",
        "average 2x2 stride 2 3x300x451 3x150x225 405,900 101,250 4.0x",
        "global max 3x300x451 3x1x1 405,900 3 135,300.0x",
        "global average 3x300x451 3x1x1 405,900 3 135,300.0x");
    assertThat(demo.out()).containsPattern("max 2x2 stride 2 +\\d+\\.\\d+ ms +\\d+\\.\\d+ ms +\\d+\\.\\d+x +yes");
    assertThat(demo.out().lines()).allMatch(line -> line.length() <= 110);
  }

  @Test
  void writesAllPicturesAndNothingElse() throws IOException {
    assertThat(Cli.names(pictures)).containsExactly("average-2x2.png", "input.png", "max-2x2.png", "side-by-side.png");
    Cli.names(pictures).forEach(name -> assertThat(demo.out()).contains(pictures.resolve(name).toString()));
    int[] input = PngBytes.samples(pictures.resolve("input.png"));
    int[] max = PngBytes.samples(pictures.resolve("max-2x2.png"));
    int[] average = PngBytes.samples(pictures.resolve("average-2x2.png"));
    for (int y = 0; y < 150; y++) {
      for (int x = 0; x < 225; x++) {
        for (int channel = 0; channel < 3; channel++) {
          int[] taps = {input[((2 * y) * 451 + 2 * x) * 3 + channel], input[((2 * y) * 451 + 2 * x + 1) * 3 + channel],
              input[((2 * y + 1) * 451 + 2 * x) * 3 + channel], input[((2 * y + 1) * 451 + 2 * x + 1) * 3 + channel]};
          int at = (y * 225 + x) * 3 + channel;
          assertThat(max[at]).isEqualTo(Arrays.stream(taps).max().getAsInt());
          assertThat(average[at]).isEqualTo((Arrays.stream(taps).sum() + 2) / 4);
        }
      }
    }
  }

  @Test
  void failsLoudlyWhereBackendsDisagree() {
    Shape shape = Shape.of(1, 1, 2);
    Comparison comparison = new Comparison("max 2x2 stride 2", shape, Tensor.of(new float[] {1, 0.0f}, shape),
        Tensor.of(new float[] {1, -0.0f}, shape), 1, 1);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    DemoCommand demo = new DemoCommand();
    new CommandLine(demo).setOut(new PrintWriter(out)).setErr(new PrintWriter(err, true));
    assertThat(demo.report(List.of(comparison), Backend.of("managed"))).isEqualTo(1);
    assertThat(err.toString()).contains("BACKENDS DISAGREE: max 2x2 stride 2: element 1 of 1x1x2 is -0.0 (0x80000000) "
        + "on native and 0.0 (0x00000000) on managed");
    assertThat(out.toString()).contains("NO").doesNotContain("agree bit for bit");
  }

  @Test
  void takesAPictureOfOnesOwn() throws IOException {
    int[][] rows = new int[9][4 * 9];
    Path image = PngBytes.write(folder.resolve("own.png"), PngBytes.RGBA, rows);
    Cli run = Cli.run("demo", "--image", image, "-o", folder.resolve("out")).succeeds();
    assertThat(run.out()).contains("own.png: 9 x 9 pixels, 4 channels", "agree bit for bit").doesNotContain("Walt");
    assertThat(Cli.names(folder.resolve("out"))).hasSize(4);
  }

  @Test
  void refusesPicturesTooSmallToPoolThreeTimes() throws IOException {
    Path image = PngBytes.write(folder.resolve("small.png"), PngBytes.GREY, new int[7][8]);
    Cli.run("demo", "--image", image, "-o", folder.resolve("out"))
        .fails("cenote demo", "small.png has 8 x 7 pixels, expected at least 8 x 8 to pool three times");
    assertThat(Cli.names(folder)).containsExactly("small.png");
  }

  @Test
  void refusesArraysAndPlacesThatAreTaken() throws IOException {
    Path array = NpyBytes.write(folder.resolve("a.npy"), "(1,)", 1);
    Cli.run("demo", "--image", array, "-o", folder.resolve("out")).fails("cenote demo", "a.npy is an array");
    Cli.run("demo", "-o", array).fails("cenote demo", "a.npy is a file, expected a directory");
    assertThat(Cli.names(folder)).containsExactly("a.npy");
  }

  @ParameterizedTest
  @CsvSource({"1, 8, 8", "3, 8, 3000", "4, 3000, 8", "3, 1500, 1100", "1, 640, 480", "3, 300, 451"})
  void showsPicturesOfAnyShapeSideBySide(int channels, int width, int height) throws IOException {
    float[] values = new float[channels * width * height];
    Arrays.fill(values, 100);
    Path file = folder.resolve("sheet.png");
    PictureWriter.write(file, SideBySide.of(new Picture(channels, height, width, values), width / 2, height / 2));
    BufferedImage sheet = ImageIO.read(file.toFile());
    assertThat(sheet.getWidth()).isBetween(1400, 3000);
    assertThat(sheet.getHeight()).isBetween(1000, 2200);
    assertThat(Files.size(file)).isLessThan(1 << 20);
  }

  @Test
  void hasALetterForEachCharacterOfItsCaptions() {
    int[] dots = {0};
    "all pixels: 0123456789x, not pooled - abcdefghijklmnopqrstuvwxyz".chars().filter(c -> c != ' ').forEach(c -> {
      dots[0] = 0;
      Letters.write(String.valueOf((char) c), (x, y) -> dots[0]++);
      assertThat(dots[0]).as("dots of %c", c).isPositive();
    });
  }
}
