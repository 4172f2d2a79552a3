package dev.cenote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;
import dev.cenote.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples by which pooling is usually explained, on every backend. */
class ArticleTest {
  static List<Backend> backends() {
    return Backend.available();
  }

  private static Tensor map(int height, int width) {
    return Tensor.zeros(Shape.of(1, 1, height, width), Layout.NCHW);
  }

  private static Tensor mapWith(float feature, int row, int column) {
    Tensor map = map(8, 8);
    map.set(row * 8 + column, feature);
    return map;
  }

  @ParameterizedTest
  @MethodSource("backends")
  void halvesAnImageAndKeepsAQuarterOfItsValues(Backend backend) {
    Tensor x = map(26, 26);
    Tensor y = MaxPool.of(2, 2).on(backend).apply(x);

    assertThat(y.shape()).isEqualTo(Shape.of(1, 1, 13, 13));
    assertThat(x.shape().elements()).isEqualTo(676);
    assertThat(y.shape().elements()).isEqualTo(169);
  }

  @ParameterizedTest
  @MethodSource("backends")
  void keepsTheStrongestValueOfAPatchOrItsMean(Backend backend) {
    Tensor patch = Tensor.of(new float[] {0.1f, 8.5f, 0.2f, 0.1f}, Shape.of(1, 1, 2, 2));

    assertThat(MaxPool.of(2, 2).on(backend).apply(patch).toArray()).containsExactly(8.5f);
    // Of the four only 8.5 is a float; the columns' sums and their sum round, the division by 4 does not: the result is
    // the float after the one nearest to 2.225.
    float[] mean = AvgPool.of(2, 2).on(backend).apply(patch).toArray();
    assertThat(mean).containsExactly(((0.1f + 0.2f) + (8.5f + 0.1f)) / 4);
    assertThat(mean).containsExactly(Math.nextUp(2.225f));
  }

  @ParameterizedTest
  @MethodSource("backends")
  void seesNoDifferenceWhenAFeatureMovesWithinItsWindow(Backend backend) {
    Pool pool = MaxPool.of(2, 2).on(backend);
    // Counted from 1, row 3 and columns 3 and 4 share the window of rows 3..4, columns 3..4; counted from 0, columns 4
    // and 5 share one, and 3 and 4 do not.
    assertThat(pool.apply(mapWith(9, 3, 4)).toArray()).containsExactly(pool.apply(mapWith(9, 3, 5)).toArray());
    assertThat(pool.apply(mapWith(9, 3, 4)).get(1 * 4 + 2)).isEqualTo(9);
    assertThat(pool.apply(mapWith(9, 3, 3)).toArray()).isNotEqualTo(pool.apply(mapWith(9, 3, 4)).toArray());
  }

  @ParameterizedTest
  @MethodSource("backends")
  void movesItsOutputWithItsInput(Backend backend) {
    Pool pool = MaxPool.of(2, 2).on(backend);
    Tensor y = pool.apply(mapWith(9, 2, 2));
    Tensor moved = pool.apply(mapWith(9, 4, 6)); // two windows to the right, one down

    assertThat(y.get(1 * 4 + 1)).isEqualTo(9);
    assertThat(moved.get(2 * 4 + 3)).isEqualTo(9);
  }

  @ParameterizedTest
  @MethodSource("backends")
  void makesOneNumberOfEachChannelWhateverTheImage(Backend backend) {
    float[] features = new float[512 * 7 * 7];
    for (int i = 0; i < features.length; i++) {
      features[i] = i * 31 % 17 - 8;
    }
    Tensor last = Tensor.of(features, Shape.of(7, 7, 512), Layout.NHWC);

    Tensor means = GlobalAvgPool.of().on(backend).apply(last);
    assertThat(means.shape()).isEqualTo(Shape.of(1, 1, 512));
    float sum = 0;
    for (int i = 0; i < 49; i++) {
      sum += features[i * 512 + 300]; // small integers: exact in any order
    }
    assertThat(means.get(300)).isEqualTo(sum / 49);
    assertThat(GlobalMaxPool.of().on(backend).apply(last).shape().elements()).isEqualTo(512);
    assertThat(GlobalAvgPool.of().on(backend).apply(Tensor.zeros(Shape.of(1, 512, 9, 5), Layout.NCHW)).shape())
        .isEqualTo(Shape.of(1, 512, 1, 1));
  }
}
