package dev.cenote.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Shapes. */
class ShapeTest {
  @Test
  void multipliesSizes() {
    assertThat(Shape.of(1, 64, 112, 112).elements()).isEqualTo(802816);
    assertThat(Shape.of(1L << 31, 1L << 31).elements()).isEqualTo(1L << 62);
    assertThat(Shape.of(7).elements()).isEqualTo(7);
  }

  @Test
  void isEmptyWithASizeOfZeroWhateverTheOthersAre() {
    assertThat(Shape.of(Long.MAX_VALUE, Long.MAX_VALUE, 0).elements()).isZero();
  }

  @Test
  void refusesNegativeSizes() {
    assertThatThrownBy(() -> Shape.of(2, -3)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Shape: size -3 in 2x-3 is negative");
    assertThatThrownBy(() -> Shape.of(0, -3)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesMoreElementsThanALongCounts() {
    assertThatThrownBy(() -> Shape.of(1L << 32, 1L << 31)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Shape: 4294967296x2147483648 has more than 2^63 - 1 elements");
  }

  @Test
  void refusesNoSizes() {
    assertThatThrownBy(Shape::of).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Shape: no sizes given, expected at least one");
    assertThatThrownBy(() -> Shape.of((long[]) null)).isInstanceOf(NullPointerException.class);
  }

  @Test
  void keepsItsSizesWhenArraysChange() {
    long[] sizes = {2, 3};
    Shape shape = Shape.of(sizes);
    sizes[0] = 9;
    shape.toArray()[1] = 9;
    assertThat(shape).isEqualTo(Shape.of(2, 3)).hasSameHashCodeAs(Shape.of(2, 3)).hasToString("2x3");
    assertThat(shape).isNotEqualTo(Shape.of(3, 2)).isNotEqualTo(Shape.of(2, 3, 1));
  }

  @Test
  void refusesToNameASizeThatIsNotThere() {
    assertThat(Shape.of(4, 5).size(1)).isEqualTo(5);
    assertThatThrownBy(() -> Shape.of(4, 5).size(2)).isInstanceOf(IndexOutOfBoundsException.class);
  }
}
