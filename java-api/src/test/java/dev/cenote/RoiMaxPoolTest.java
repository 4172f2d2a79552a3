package dev.cenote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cenote.tensor.ElementType;
import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;
import org.junit.jupiter.api.Test;

/** The greatest element of each cell of each region. */
class RoiMaxPoolTest {
  private static final Example IMAGE = Example.image(4, 4,
      1, 2, 3, 4,
      5, 6, 7, 8,
      9, 10, 11, 12,
      13, 14, 15, 16);

  private static Pool over(double... corners) {
    return over(RoiMaxPool.of(2, 2), corners);
  }

  private static Pool over(RoiMaxPool pool, double... corners) {
    return pool.over(Regions.of(corners, new long[corners.length / 4]));
  }

  @Test
  void includesTheElementsAtBothEnds() {
    IMAGE.gives(over(0, 0, 3, 3), 6, 8, 14, 16);
    IMAGE.gives(over(1, 1, 2, 2), 6, 7, 10, 11);
    IMAGE.isFoundAt(over(1, 1, 2, 2), 5, 6, 9, 10);
  }

  @Test
  void overlapsCellsWhereSizesDoNotDivide() {
    IMAGE.gives(over(0, 0, 2, 2), 6, 7, 10, 11); // three rows: [0, 2) and [1, 3)
    IMAGE.gives(over(RoiMaxPool.of(1, 3), 0, 1, 1, 1), 5, 6, 6); // two columns: [0, 1), [0, 2), [1, 2)
  }

  @Test
  void repeatsASingleElement() {
    IMAGE.gives(over(1, 1, 1, 1), 6, 6, 6, 6);
    IMAGE.gives(over(3, 3, 0, 0), 16, 16, 16, 16); // ends before it begins: at least 1x1
  }

  @Test
  void roundsScaledCornersHalvesAwayFromZero() {
    IMAGE.gives(over(RoiMaxPool.of(1, 1).scale(0.5), 0, 0, 1, 1), 6); // 0.5 is 1
    IMAGE.gives(over(RoiMaxPool.of(1, 1).scale(0.5), 0, 0, 0.9, 5), 13); // 0.45 is 0, 2.5 is 3
    IMAGE.gives(over(RoiMaxPool.of(1, 2), -0.5, 0, 1, 0), 1, 2); // from -1: three columns, [-1, 1) and [0, 2)
    IMAGE.gives(over(RoiMaxPool.of(1, 2), -0.4, 0, 1, 0), 1, 2); // from 0: two columns
  }

  @Test
  void cutsCellsToTheInput() {
    IMAGE.gives(over(2, 2, 5, 5), 16, 0, 0, 0); // columns [2, 4) and [4, 6)
    IMAGE.gives(over(-2, -2, 1, 1), 0, 0, 0, 6);
    IMAGE.isFoundAt(over(2, 2, 5, 5), 15, -1, -1, -1);
  }

  @Test
  void givesZeroOutsideForAllTypes() {
    for (ElementType type : ElementType.values()) {
      IMAGE.as(type).gives(over(10, 10, 12, 12), 0, 0, 0, 0);
      IMAGE.as(type).gives(over(0, 0, 3, 3), 6, 8, 14, 16);
    }
    Example.image(1, 1, -5).gives(over(RoiMaxPool.of(1, 1), 0, 0, 0, 0), -5);
    Example.image(1, 1, -5).gives(over(RoiMaxPool.of(1, 1), 1, 1, 2, 2), 0);
  }

  @Test
  void takesEachRegionFromItsImage() {
    Example two = Example.of(Layout.NCHW, Shape.of(2, 2, 1, 2), 1, 2, 3, 4, 5, 6, 7, 8);
    Regions regions = Regions.of(new double[] {0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 1, 0}, 1, 0, 1);
    Pool pool = RoiMaxPool.of(1, 1).over(regions);
    two.gives(pool, 5, 7, 2, 4, 6, 8);
    two.isFoundAt(pool, 0, 0, 1, 1, 1, 1);
    two.isFoundAt(pool, Indices.TENSOR, ElementType.INT64, 4, 6, 1, 3, 5, 7);
    two.isFoundAt(pool, Indices.WINDOW, ElementType.UINT8, 0, 0, 0, 0, 1, 1);
    two.givesShape(pool, Shape.of(3, 2, 1, 1));
  }

  @Test
  void makesABatchOfAnImageWithoutOne() {
    Example one = Example.of(Layout.NCHW, Shape.of(1, 2, 2), 1, 2, 3, 4);
    one.givesShape(over(0, 0, 1, 1, 0, 0, 0, 0), Shape.of(2, 1, 2, 2));
    one.gives(over(0, 0, 1, 1, 0, 0, 0, 0), 1, 2, 3, 4, 1, 1, 1, 1);
  }

  @Test
  void makesNothingOfNoRegions() {
    IMAGE.givesShape(over(), Shape.of(0, 1, 2, 2));
  }

  @Test
  void keepsNaN() {
    Example.image(2, 2, 1, Double.NaN, 3, 4).gives(over(RoiMaxPool.of(2, 1), 0, 0, 1, 1), Double.NaN, 4);
  }

  /** A scale a little below a half is a half in float32. */
  @Test
  void scalesInTheTensorsPrecision() {
    Pool pool = over(RoiMaxPool.of(1, 1).scale(0.5 - 0x1p-40), 3, 0, 3, 0);
    IMAGE.gives(pool, 3); // 1.5 is 2
    IMAGE.as(ElementType.FLOAT64).gives(pool, 2);
  }

  @Test
  void readsRowsOfCaffe() {
    IMAGE.gives(RoiMaxPool.of(1, 1).over(Regions.ofRows(new float[] {0, 0, 0, 2, 1, 0, 1, 3, 1, 3})), 7, 14);
    assertThat(Regions.ofRows(new float[] {2, 0, 1, 2, 3})).isEqualTo(Regions.of(new float[] {0, 1, 2, 3}, 2))
        .hasToString("1 region [2: 0.0 1.0 2.0 3.0]");
  }

  @Test
  void isWrittenAsItWasAskedFor() {
    assertThat(RoiMaxPool.of(7, 5).scale(0.0625)).hasToString("RoiMaxPool[output 7x5 scale 0.0625]")
        .isEqualTo(RoiMaxPool.of(7, 5).scale(1 / 16.0)).isNotEqualTo(RoiMaxPool.of(7, 5));
    assertThat(over(0, 0, 1, 1).on(Backend.of("managed")))
        .hasToString("RoiMaxPool[output 2x2 scale 1.0 over 1 region [0: 0.0 0.0 1.0 1.0], managed]");
  }
}
