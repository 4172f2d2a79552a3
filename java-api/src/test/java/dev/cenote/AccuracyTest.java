package dev.cenote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cenote.internal.Problem;
import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;
import dev.cenote.tensor.Tensor;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Averages are within {@code 4 eps * sum|x| / |divisor|} of the exact ones, for windows of any size. */
class AccuracyTest {
  private static final double EPS = Math.scalb(1.0, -23);

  @ParameterizedTest
  @ValueSource(strings = {
      "avg n1c3h9w9 k2s1", "avg n1c3h9w9 k3s1p1", "avg n1c2h12w12 k8s1", "avg n1c2h16w20 k8x16s1",
      "avg n1c2h20w20 k9s1", "avg n1c2h14w14 k7s1p3 include", "avg n2c3l400 k128s7", "avg n2c3l400 k129s7",
      "avg n1c2d6h7w8 k5s1p2 divisor-3",
      "globalavg n2c3h7w7", "globalavg n1c3h200w211", "globalavg n1c5h100w101 nhwc"})
  void staysWithinTheBound(String text) {
    Problem problem = Problem.parse(text);
    Values[] finite = {Values.NORMAL, Values.TIES, Values.DENORMAL};
    for (Values kind : finite) {
      float[] input = kind.draw(Math.toIntExact(problem.shape().elements()), 5);
      double[] exact = Reference.exactAverages(problem, input);
      double[] magnitudes = Reference.magnitudes(problem, input);
      for (Backend backend : Backend.available()) {
        float[] actual = problem.pool().on(backend)
            .apply(Tensor.of(input, problem.shape(), problem.layout())).toArray();
        for (int i = 0; i < exact.length; i++) {
          // Half the least denormal comes on top where the quotient falls between two of them.
          assertThat(Math.abs(actual[i] - exact[i])).as("%s on %s %s, element %d", problem, backend, kind, i)
              .isLessThanOrEqualTo(4 * EPS * magnitudes[i] + 0.5 * Float.MIN_VALUE);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NCHW", "NHWC"})
  void staysWithinTheBoundOverMillionsOfElements(Layout layout) {
    int side = 3001;
    int elements = side * side;
    Random random = new Random(11);
    float[] input = new float[elements];
    long sum = 0; // of multiples of 2^-20: exact
    for (int i = 0; i < elements; i++) {
      int value = random.nextInt(1 << 20);
      input[i] = Math.scalb((float) value, -20);
      sum += value;
    }
    double exact = Math.scalb((double) sum, -20) / elements;
    Shape shape = layout == Layout.NCHW ? Shape.of(1, 1, side, side) : Shape.of(1, side, side, 1);
    for (Backend backend : Backend.available()) {
      float actual = GlobalAvgPool.of().on(backend).apply(Tensor.of(input, shape, layout)).get(0);
      assertThat(Math.abs(actual - exact)).as("%s %s", backend, layout).isLessThanOrEqualTo(4 * EPS * exact);
    }
  }
}
