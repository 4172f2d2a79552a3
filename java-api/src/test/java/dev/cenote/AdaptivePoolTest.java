package dev.cenote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cenote.tensor.ElementType;
import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;
import org.junit.jupiter.api.Test;

/** Outputs of a given size, whatever the input's. */
class AdaptivePoolTest {
  private static final Example FIVE = Example.signal(1, 2, 4, 8, 16);

  @Test
  void sharesTheInputEvenlyWhereItDivides() {
    Example image = Example.image(4, 4,
        1, 2, 3, 4,
        5, 6, 7, 8,
        9, 10, 11, 12,
        13, 14, 15, 16);
    image.gives(AdaptiveMaxPool.of(2, 2), 6, 8, 14, 16);
    image.gives(AdaptiveAvgPool.of(2, 2), 3.5, 5.5, 11.5, 13.5);
    image.gives(AdaptiveAvgPool.of(1, 4), 7, 8, 9, 10);
    image.gives(AdaptiveMaxPool.of(1, 1), 16);
  }

  /** 5 to 3: [0, 2), [1, 4), [3, 5). To 2: [0, 3), [2, 5). To 4: [0, 2), [1, 3), [2, 4), [3, 5). */
  @Test
  void overlapsWindowsWhereItDoesNotDivide() {
    FIVE.gives(AdaptiveMaxPool.of(3), 2, 8, 16);
    FIVE.gives(AdaptiveAvgPool.of(3), 1.5, (float) (14 / 3.0), 12);
    FIVE.gives(AdaptiveMaxPool.of(2), 4, 16);
    FIVE.gives(AdaptiveAvgPool.of(4), 1.5, 3, 6, 12);
    FIVE.isFoundAt(AdaptiveMaxPool.of(3), 1, 3, 4);
  }

  /** 2 to 3: [0, 1), [0, 2), [1, 2). 1 to 3: the element three times. */
  @Test
  void makesOutputsLargerThanTheInput() {
    Example.signal(3, 5).gives(AdaptiveMaxPool.of(3), 3, 5, 5);
    Example.signal(3, 5).gives(AdaptiveAvgPool.of(3), 3, 4, 5);
    Example.signal(3, 5).gives(AdaptiveAvgPool.of(4), 3, 3, 5, 5);
    Example.image(1, 2, 3, 5).gives(AdaptiveMaxPool.of(3, 2), 3, 5, 3, 5, 3, 5);
    Example.signal(3, 5).isFoundAt(AdaptiveMaxPool.of(3), 0, 1, 1);
  }

  @Test
  void makesOutputsOfTheSameSize() {
    FIVE.gives(AdaptiveMaxPool.of(5), 1, 2, 4, 8, 16);
    FIVE.gives(AdaptiveAvgPool.of(5), 1, 2, 4, 8, 16);
  }

  @Test
  void makesEmptyOutputs() {
    FIVE.givesShape(AdaptiveMaxPool.of(0), Shape.of(1, 1, 0));
    FIVE.gives(AdaptiveAvgPool.of(0));
    FIVE.isFoundAt(AdaptiveMaxPool.of(0));
    Example image = Example.image(2, 2, 1, 2, 3, 4);
    image.givesShape(AdaptiveAvgPool.of(0, 3), Shape.of(1, 1, 0, 3));
    image.givesShape(AdaptiveMaxPool.of(3, 0), Shape.of(1, 1, 3, 0));
    image.gives(AdaptiveMaxPool.of(2, 0));
  }

  @Test
  void poolsVolumesWithoutABatch() {
    Example volume = Example.of(Layout.NCDHW, Shape.of(1, 2, 1, 3), 1, 2, 3, 4, 5, 6);
    volume.gives(AdaptiveMaxPool.of(1, 1, 2), 5, 6);
    volume.gives(AdaptiveAvgPool.of(2, 1, 1), 2, 5);
    volume.givesShape(AdaptiveAvgPool.of(2, 4, 1), Shape.of(1, 2, 4, 1));
  }

  @Test
  void roundsAveragesOfIntegers() {
    Example bytes = Example.signal(1, 2, 4, 5, -1).as(ElementType.INT8);
    bytes.gives(AdaptiveAvgPool.of(3), 2, 4, 2); // 1.5, 11 / 3, 2
    bytes.gives(AdaptiveAvgPool.of(3).rounding(Rounding.TOWARD_ZERO), 1, 3, 2);
    bytes.gives(AdaptiveAvgPool.of(2).rounding(Rounding.HALF_TO_EVEN), 2, 3); // 7 / 3, 8 / 3
  }

  @Test
  void dividesBytesAbove127() {
    Example.signal(255, 254, 200, 0).as(ElementType.UINT8).gives(AdaptiveAvgPool.of(2), 255, 100); // 254.5
  }

  @Test
  void isWrittenAsItWasAskedFor() {
    Pool pool = AdaptiveAvgPool.of(7, 5).rounding(Rounding.HALF_TO_EVEN).on(Backend.of("managed"));
    assertThat(pool).hasToString("AdaptiveAvgPool[output 7x5 rounding half_to_even, managed]");
    assertThat(AdaptiveMaxPool.of(7)).isEqualTo(AdaptiveMaxPool.of(7)).isNotEqualTo(AdaptiveMaxPool.of(8));
  }
}
