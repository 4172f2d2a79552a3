package dev.cenote;

import static dev.cenote.RoiAlign.Mode.HALF_PIXEL;
import static dev.cenote.RoiAlign.Mode.OUTPUT_HALF_PIXEL;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cenote.tensor.ElementType;
import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;
import dev.cenote.tensor.Tensor;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Regions that are not there, and numbers that make no sense for them. */
class BadRegionsTest {
  private static final Example IMAGE = Example.image(2, 2, 1, 2, 3, 4);
  private static final String WHERE = ", for input {x} and ";

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  private static Regions one(double... corners) {
    return Regions.of(corners, 0);
  }

  @Test
  void refusesCornersThatAreNotFinite() {
    String[] names = {"x1", "y1", "x2", "y2"};
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
      for (int i = 0; i < 4; i++) {
        double[] corners = {0, 0, 1, 1, 0, 0, 1, 1};
        corners[4 + i] = bad;
        String message = "Regions: corner " + names[i] + " of region 1 is " + bad + ", expected a finite number";
        assertRefused(() -> Regions.of(corners, 0, 0), message);
        float[] rows = {0, 0, 0, 1, 1, 0, 0, 0, 1, 1};
        rows[6 + i] = (float) bad;
        assertRefused(() -> Regions.ofRows(rows), message);
      }
    }
  }

  @Test
  void refusesAnotherNumberOfCorners() {
    assertRefused(() -> Regions.of(new double[] {0, 0, 1}, 0),
        "Regions: 3 corners and 1 images, expected x1, y1, x2, y2 for each image");
    assertRefused(() -> Regions.of(new float[8], 0),
        "Regions: 8 corners and 1 images, expected x1, y1, x2, y2 for each image");
    assertRefused(() -> Regions.of(new double[4]),
        "Regions: 4 corners and 0 images, expected x1, y1, x2, y2 for each image");
    assertRefused(() -> Regions.ofRows(new float[6]),
        "Regions: 6 numbers, expected image, x1, y1, x2, y2 for each region");
  }

  @Test
  void refusesImagesThatAreNoNumbersOfImages() {
    assertRefused(() -> Regions.of(new double[8], 0, -1), "Regions: region 1 lies in image -1, expected 0 or more");
    assertRefused(() -> Regions.of(new double[4], Long.MIN_VALUE),
        "Regions: region 0 lies in image -9223372036854775808, expected 0 or more");
    assertRefused(() -> Regions.ofRows(new float[] {-2, 0, 0, 1, 1}),
        "Regions: region 0 lies in image -2, expected 0 or more");
    for (float bad : new float[] {0.5f, Float.NaN, Float.POSITIVE_INFINITY}) {
      assertRefused(() -> Regions.ofRows(new float[] {bad, 0, 0, 1, 1}),
          "Regions: region 0 lies in image " + bad + ", expected a whole number");
    }
  }

  @Test
  void refusesImagesBeyondTheBatch() {
    for (long image : new long[] {1, 1L << 32, Long.MAX_VALUE}) {
      Regions regions = Regions.of(new double[] {0, 0, 0, 0, 0, 0, 1, 1}, 0, image);
      String fact = ": region 1 lies in image " + image + " of 1, expected less than 1" + WHERE;
      String where = "over 2 regions [0: 0.0 0.0 0.0 0.0, " + image + ": 0.0 0.0 1.0 1.0]";
      IMAGE.refuses(RoiMaxPool.of(1, 1).over(regions), "RoiMaxPool" + fact + "output 1x1 scale 1.0 " + where);
      IMAGE.refuses(RoiAlign.of(HALF_PIXEL, 1, 1).over(regions),
          "RoiAlign" + fact + "half_pixel output 1x1 scale 1.0 " + where);
    }
    Tensor none = Tensor.zeros(Shape.of(0, 1, 2, 2), Layout.NCHW);
    assertThatThrownBy(() -> RoiMaxPool.of(1, 1).over(one(0, 0, 1, 1)).apply(none))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("RoiMaxPool: region 0 lies in image 0 of 0, expected less than 0");
  }

  @Test
  void refusesInputsThatAreNoImages() {
    Pool max = RoiMaxPool.of(1, 1).over(one(0, 0, 1, 1));
    assertRefused(() -> max.outputShape(Shape.of(1, 1, 2), Layout.NCL), "RoiMaxPool: layout NCL has 1 spatial axes,"
        + " expected the 2 of an image, in which regions lie, for input 1x1x2 NCL and output 1x1 scale 1.0"
        + " over 1 region [0: 0.0 0.0 1.0 1.0]");
    assertRefused(() -> max.outputShape(Shape.of(1, 1, 2, 2, 2), Layout.NCDHW), "RoiMaxPool: layout NCDHW has 3 spatial"
        + " axes, expected the 2 of an image, in which regions lie, for input 1x1x2x2x2 NCDHW and output 1x1 scale 1.0"
        + " over 1 region [0: 0.0 0.0 1.0 1.0]");
  }

  @Test
  void refusesOutputSizesAndScales() {
    for (long bad : new long[] {0, -1, Long.MIN_VALUE, Long.MAX_VALUE, (1 << 20) + 1, 1L << 32}) {
      assertRefused(() -> RoiMaxPool.of(bad, 2),
          "RoiMaxPool: output " + bad + "x2, expected sizes from 1 to 1048576");
      assertRefused(() -> RoiAlign.of(HALF_PIXEL, 2, bad),
          "RoiAlign: output 2x" + bad + ", expected sizes from 1 to 1048576");
    }
    for (double bad : new double[] {0, -0.0, -1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
      assertRefused(() -> RoiMaxPool.of(2, 2).scale(bad),
          "RoiMaxPool: scale is " + bad + ", expected a finite number above 0");
      assertRefused(() -> RoiAlign.of(HALF_PIXEL, 2, 2).scale(bad),
          "RoiAlign: scale is " + bad + ", expected a finite number above 0");
    }
    for (int bad : new int[] {-1, Integer.MIN_VALUE}) {
      assertRefused(() -> RoiAlign.of(HALF_PIXEL, 2, 2).samples(bad),
          "RoiAlign: " + bad + " samples a cell, expected 0 or more");
    }
  }

  @Test
  void refusesCornersOfMaximaBeyondTwoToThe53() {
    IMAGE.refuses(RoiMaxPool.of(1, 1).scale(1e300).over(one(0, 0, 1, 1)), "RoiMaxPool: corner 0.0 with scale 1.0E300"
        + " is at NaN, expected at most 2^53 elements" + WHERE + "output 1x1 scale 1.0E300"
        + " over 1 region [0: 0.0 0.0 1.0 1.0]");
    IMAGE.refuses(RoiMaxPool.of(1, 1).scale(1e30).over(one(0, -1, 1, 1)), "RoiMaxPool: corner -1.0 with scale 1.0E30"
        + " is at " + (double) -1e30f + ", expected at most 2^53 elements" + WHERE + "output 1x1 scale 1.0E30"
        + " over 1 region [0: 0.0 -1.0 1.0 1.0]");
    IMAGE.as(ElementType.FLOAT64).refuses(RoiMaxPool.of(1 << 20, 1).over(one(0, 0, 0, 0x1p53)), "RoiMaxPool: a region"
        + " of 9007199254740993 elements times 1048576 cells exceeds 2^63 - 1" + WHERE + "output 1048576x1 scale 1.0"
        + " over 1 region [0: 0.0 0.0 0.0 9.007199254740992E15]");
    IMAGE.gives(RoiMaxPool.of(1, 1).over(one(-0x1p53, -0x1p53, 0x1p53, 0x1p53)), 4);
  }

  @Test
  void refusesToListTooManyCells() {
    Regions many = Regions.of(new double[4 * 17], new long[17]);
    IMAGE.refuses(RoiMaxPool.of(1 << 20, 1).over(many), "RoiMaxPool: 17 times 1048576 windows, which do not lie evenly"
        + " and have to be listed, expected at most 16777216" + WHERE + "output 1048576x1 scale 1.0 over " + many);
  }

  @Test
  void refusesAbsurdNumbersOfSamplingPoints() {
    Regions regions = one(0, 0, 2, 2);
    String where = " over 1 region [0: 0.0 0.0 2.0 2.0]";
    IMAGE.refuses(RoiAlign.of(HALF_PIXEL, 1, 1).samples(Integer.MAX_VALUE).over(regions), "RoiAlign: a region from 0.0"
        + " to 2.0 with scale 1.0 has 2.147483647E9 sampling points for each of 1 cells, expected at most 16777216"
        + " together"
        + WHERE + "half_pixel output 1x1 scale 1.0 samples 2147483647" + where);
    IMAGE.refuses(RoiAlign.of(HALF_PIXEL, 1, 1).samples(1 << 16).over(regions), "RoiAlign: region 0 has 65536 times"
        + " 65536 sampling points, expected at most 1073741824" + WHERE + "half_pixel output 1x1 scale 1.0 samples"
        + " 65536" + where);
    IMAGE.refuses(RoiAlign.of(OUTPUT_HALF_PIXEL, 1, 1).scale(1e6).over(regions), "RoiAlign: region 0 has 2000000 times"
        + " 2000000 sampling points, expected at most 1073741824" + WHERE + "output_half_pixel output 1x1 scale"
        + " 1000000.0"
        + where);
    IMAGE.refuses(RoiAlign.of(OUTPUT_HALF_PIXEL, 2, 1).scale(0x1p40).over(regions), "RoiAlign: a region from 0.0 to"
        + " 2.0 with scale " + 0x1p40 + " has " + 0x1p41 + " sampling points for each of 1 cells, expected at most"
        + " 16777216 together" + WHERE + "output_half_pixel output 2x1 scale " + 0x1p40 + where);
  }

  @Test
  void refusesRegionsThatOverflow() {
    Regions regions = one(1, 0, 2, 2);
    String where = " over 1 region [0: 1.0 0.0 2.0 2.0]";
    for (int samples : new int[] {0, 1}) {
      String parameters = "half_pixel output 1x1 scale 1.0E300" + (samples == 0 ? "" : " samples 1") + where;
      IMAGE.refuses(RoiAlign.of(HALF_PIXEL, 1, 1).scale(1e300).samples(samples).over(regions), "RoiAlign: a region from"
          + " 1.0 to 2.0 with scale 1.0E300 begins at Infinity and is NaN elements long, expected finite numbers"
          + WHERE + parameters);
    }
    IMAGE.refuses(RoiAlign.of(HALF_PIXEL, 1, 1).samples(1).over(one(-3e38, 0, 3e38, 1)), "RoiAlign: a region from"
        + " -3.0E38 to 3.0E38 with scale 1.0 begins at " + (double) -3e38f + " and is Infinity elements long, expected"
        + " finite numbers" + WHERE + "half_pixel output 1x1 scale 1.0 samples 1"
        + " over 1 region [0: -3.0E38 0.0 3.0E38 1.0]");
    IMAGE.as(ElementType.FLOAT64).gives(RoiAlign.of(HALF_PIXEL, 1, 1).samples(1).over(one(-3e38, 0, 3e38, 1)), 1);
  }
}
