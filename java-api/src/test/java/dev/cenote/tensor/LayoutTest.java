package dev.cenote.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Layouts. */
class LayoutTest {
  @Test
  void findsBatchChannelsAndSpatialSizes() {
    Shape image = Shape.of(2, 3, 4, 5);
    assertThat(Layout.NCHW.batch(image)).isEqualTo(2);
    assertThat(Layout.NCHW.channels(image)).isEqualTo(3);
    assertThat(Layout.NCHW.spatial(image, 1)).isEqualTo(5);
    assertThat(Layout.NHWC.channels(image)).isEqualTo(5);
    assertThat(Layout.NHWC.spatial(image, 0)).isEqualTo(3);
    assertThat(Layout.NHWC.withSpatial(image, 7, 8)).isEqualTo(Shape.of(2, 7, 8, 5));
  }

  @Test
  void worksWithoutABatch() {
    assertThat(Layout.NCL.batch(Shape.of(3, 9))).isEqualTo(1);
    assertThat(Layout.NCL.channels(Shape.of(3, 9))).isEqualTo(3);
    assertThat(Layout.NDHWC.channels(Shape.of(2, 3, 4, 5))).isEqualTo(5);
    assertThat(Layout.NDHWC.withSpatial(Shape.of(2, 3, 4, 5), 1, 1, 1)).isEqualTo(Shape.of(1, 1, 1, 5));
  }

  @Test
  void givesAnyShapeABatchOfItsOwn() {
    assertThat(Layout.NCHW.withBatch(Shape.of(3, 4, 5), 7, 1, 2)).isEqualTo(Shape.of(7, 3, 1, 2));
    assertThat(Layout.NHWC.withBatch(Shape.of(9, 4, 5, 3), 0, 1, 2)).isEqualTo(Shape.of(0, 1, 2, 3));
  }

  @Test
  void refusesSizesOfOtherAxesThanItsOwn() {
    for (long[] sizes : new long[][] {{}, {1}, {1, 2, 3}}) {
      assertThatThrownBy(() -> Layout.NHWC.withSpatial(Shape.of(1, 2, 3, 4), sizes))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("Layout: " + sizes.length + " spatial sizes, expected 2 for NHWC");
    }
    assertThatThrownBy(() -> Layout.NCHW.rearranged(Shape.of(1, 2, 3), Layout.NLC))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Layout: 1x2x3 NLC as NCHW, expected as many spatial axes");
  }

  @Test
  void isFoundByTheNumberOfAxes() {
    assertThat(Layout.channelsFirst(1)).isEqualTo(Layout.NCL);
    assertThat(Layout.channelsFirst(3)).isEqualTo(Layout.NCDHW);
    assertThat(Layout.channelsLast(2)).isEqualTo(Layout.NHWC);
    assertThatThrownBy(() -> Layout.channelsFirst(4)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Layout: 4 spatial axes, expected 1, 2 or 3");
  }
}
