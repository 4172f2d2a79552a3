package dev.cenote;

import static dev.cenote.RoiAlign.Mode.HALF_PIXEL;
import static dev.cenote.RoiAlign.Mode.OUTPUT_HALF_PIXEL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cenote.tensor.ElementType;
import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;
import org.junit.jupiter.api.Test;

/** Points in each cell of each region, between the elements. */
class RoiAlignTest {
  private static final Example IMAGE = Example.image(4, 4,
      1, 2, 3, 4,
      5, 6, 7, 8,
      9, 10, 11, 12,
      13, 14, 15, 16);
  private static final ElementType[] FLOATING = {
      ElementType.FLOAT32, ElementType.FLOAT64, ElementType.FLOAT16, ElementType.BFLOAT16};

  private static Pool over(RoiAlign align, double... corners) {
    return align.over(Regions.of(corners, new long[corners.length / 4]));
  }

  /** The region begins half a pixel before element 0, and the points of 4x4 cells are the elements. */
  @Test
  void copiesAnImageWhosePointsAreItsElements() {
    IMAGE.gives(over(RoiAlign.of(HALF_PIXEL, 4, 4).samples(1), 0, 0, 4, 4), IMAGE.tensor().toDoubles());
    IMAGE.gives(over(RoiAlign.of(HALF_PIXEL, 4, 4), 0, 0, 4, 4), IMAGE.tensor().toDoubles());
    IMAGE.gives(over(RoiAlign.of(HALF_PIXEL, 4, 4).samples(1).max(), 0, 0, 4, 4), IMAGE.tensor().toDoubles());
  }

  /** Points at 0.5 and 2.5: between four elements each. */
  @Test
  void interpolatesBetweenFourElements() {
    for (ElementType type : FLOATING) {
      IMAGE.as(type).gives(over(RoiAlign.of(HALF_PIXEL, 2, 2).samples(1), 0, 0, 4, 4), 3.5, 5.5, 11.5, 13.5);
    }
  }

  /** Points at 1 and 3. */
  @Test
  void subtractsNothingInTheOtherMode() {
    for (ElementType type : FLOATING) {
      IMAGE.as(type).gives(over(RoiAlign.of(OUTPUT_HALF_PIXEL, 2, 2).samples(1), 0, 0, 4, 4), 6, 8, 14, 16);
    }
    IMAGE.gives(over(RoiAlign.of(OUTPUT_HALF_PIXEL, 1, 1).samples(1), 0, 0, 3, 2.5), 1 + 1.5 + 4 * 1.25);
  }

  /** Points at 0, 1 and 2, 3: the average of four elements again, as many points as elements. */
  @Test
  void averagesTheGridOfPoints() {
    IMAGE.gives(over(RoiAlign.of(HALF_PIXEL, 2, 2).samples(2), 0, 0, 4, 4), 3.5, 5.5, 11.5, 13.5);
    IMAGE.gives(over(RoiAlign.of(HALF_PIXEL, 2, 2), 0, 0, 4, 4), 3.5, 5.5, 11.5, 13.5);
  }

  /** The greatest of the four weighted elements of a point, not of the points. */
  @Test
  void takesTheGreatestTermAsMaximum() {
    IMAGE.gives(over(RoiAlign.of(HALF_PIXEL, 2, 2).samples(1).max(), 0, 0, 4, 4), 1.5, 2, 3.5, 4);
    IMAGE.gives(over(RoiAlign.of(HALF_PIXEL, 2, 2).samples(2).max(), 0, 0, 4, 4), 6, 8, 14, 16);
  }

  @Test
  void scalesCorners() {
    IMAGE.gives(over(RoiAlign.of(HALF_PIXEL, 2, 2).scale(0.25).samples(1), 0, 0, 16, 16), 3.5, 5.5, 11.5, 13.5);
  }

  /** A point up to one element outside takes the nearest, one that is farther counts 0. */
  @Test
  void countsZeroOutside() {
    RoiAlign point = RoiAlign.of(OUTPUT_HALF_PIXEL, 1, 1).samples(1);
    IMAGE.gives(over(point, -2, -2, 0, 0, -3, -3, 0, 0, 3, 3, 5, 5, 4, 4, 6, 6), 1, 0, 16, 0);
    IMAGE.gives(over(point, 100, 100, 200, 200, -1e6, 0, -1e5, 4), 0, 0);
    // Points at 3 and 5 along both axes: one of four inside.
    RoiAlign four = RoiAlign.of(OUTPUT_HALF_PIXEL, 1, 1).samples(2);
    IMAGE.gives(over(four, 2, 2, 6, 6), 4);
    IMAGE.gives(over(four.max(), 2, 2, 6, 6), 16);
    Example.image(1, 1, -8).gives(over(four, 0, 0, 4, 4), -2);
    Example.image(1, 1, -8).gives(over(four.max(), 0, 0, 4, 4), 0);
  }

  @Test
  void makesRegionsAtLeastOneElementLargeInTheOtherMode() {
    IMAGE.gives(over(RoiAlign.of(OUTPUT_HALF_PIXEL, 1, 1), 2, 2, 2, 2), 13.5); // a point at 2.5
    IMAGE.gives(over(RoiAlign.of(OUTPUT_HALF_PIXEL, 1, 1), 2, 2, 1, 1), 13.5);
    IMAGE.gives(over(RoiAlign.of(HALF_PIXEL, 1, 1).samples(1), 2, 2, 2, 2), 8.5); // a point at 1.5
  }

  @Test
  void givesZeroForCellsWithoutPoints() {
    IMAGE.gives(over(RoiAlign.of(HALF_PIXEL, 1, 2), 2, 2, 2, 2), 0, 0);
    IMAGE.gives(over(RoiAlign.of(HALF_PIXEL, 1, 2).max(), 3, 3, 1, 1), 0, 0);
  }

  @Test
  void takesEachRegionFromItsImage() {
    Example two = Example.of(Layout.NCHW, Shape.of(2, 2, 1, 2), 1, 2, 3, 4, 5, 6, 7, 8);
    Pool pool = RoiAlign.of(HALF_PIXEL, 1, 1).samples(1)
        .over(Regions.of(new double[] {0, 0, 2, 1, 0, 0, 1, 1, 1, 0, 2, 1}, 1, 0, 1));
    two.gives(pool, 5.5, 7.5, 1, 3, 6, 8);
    two.givesShape(pool, Shape.of(3, 2, 1, 1));
    Example.of(Layout.NCHW, Shape.of(1, 1, 2), 1, 2).givesShape(over(RoiAlign.of(HALF_PIXEL, 3, 4), 0, 0, 2, 1),
        Shape.of(1, 1, 3, 4));
    two.givesShape(over(RoiAlign.of(HALF_PIXEL, 3, 4)), Shape.of(0, 2, 3, 4));
  }

  @Test
  void keepsNaNAndInfinity() {
    Pool cells = over(RoiAlign.of(HALF_PIXEL, 1, 3).samples(1), 0, 0, 3, 1);
    Example.image(1, 3, Double.NaN, 1, 2).gives(cells, Double.NaN, 1, 2);
    Example.image(2, 2, 1, Double.NEGATIVE_INFINITY, 3, 4)
        .gives(over(RoiAlign.of(HALF_PIXEL, 1, 1).samples(1), 0, 0, 2, 2), Double.NEGATIVE_INFINITY);
  }

  @Test
  void isWrittenAsItWasAskedFor() {
    assertThat(RoiAlign.of(HALF_PIXEL, 7, 5).scale(0.0625).samples(2).max())
        .hasToString("RoiAlign[half_pixel output 7x5 scale 0.0625 samples 2 max]")
        .isNotEqualTo(RoiAlign.of(OUTPUT_HALF_PIXEL, 7, 5).scale(0.0625).samples(2).max());
    assertThat(RoiAlign.of(OUTPUT_HALF_PIXEL, 2, 2)).hasToString("RoiAlign[output_half_pixel output 2x2 scale 1.0]")
        .isEqualTo(RoiAlign.of(OUTPUT_HALF_PIXEL, 2, 2));
  }
}
