package dev.cenote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cenote.internal.Problem;
import dev.cenote.reference.Format;
import dev.cenote.tensor.ElementType;
import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;
import dev.cenote.tensor.Tensor;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Averages of float32 and float64 are within {@code 4 eps * sum|x| / |divisor|} of the exact ones, for windows of any
 * size; those of the 16 bit types, summed in float32 and rounded once, within one eps of the type.
 */
class AccuracyTest {
  private static final int SIDE = 8192;

  @ParameterizedTest
  @ValueSource(strings = {
      "avg n1c3h9w9 k2s1", "avg n1c3h9w9 k3s1p1", "avg n1c2h12w12 k8s1", "avg n1c2h16w20 k8x16s1",
      "avg n1c2h20w20 k9s1", "avg n1c2h14w14 k7s1p3 include", "avg n2c3l400 k128s7", "avg n2c3l400 k129s7",
      "avg n1c2d6h7w8 k5s1p2 divisor-3", "sum n1c2h12w12 k5s2", "adaptiveavg n2c2h30w41 o3x4",
      "avg n1c1h33w34 k17s1", "avg n1c1h66w18 k33x9s1p9x0", "avg n1c3h30w31 k9x3s1 nhwc",
      "avg n1c1l400 k199s1p100", "globalavg n2c3h7w7", "globalavg n1c3h200w211", "globalavg n1c5h100w101 nhwc"})
  void staysWithinTheBound(String text) {
    for (ElementType type : ElementType.values()) {
      if (!type.isFloating()) {
        continue;
      }
      Problem problem = Problems.of(text, type);
      for (Values kind : new Values[] {Values.NORMAL, Values.TIES, Values.DENORMAL}) {
        long[] input = kind.draw(type, Math.toIntExact(problem.shape().elements()), 5);
        double[] exact = Reference.exactAverages(problem, input);
        double[] magnitudes = Reference.magnitudes(problem, input);
        Tensor x = Bits.tensor(type, input, problem.shape(), problem.layout());
        for (Backend backend : Backend.available()) {
          double[] actual = problem.pool().on(backend).apply(x).toDoubles();
          for (int i = 0; i < exact.length; i++) {
            assertThat(Math.abs(actual[i] - exact[i])).as("%s on %s %s, element %d is %s, exactly %s", problem, backend,
                kind, i, actual[i], exact[i]).isLessThanOrEqualTo(bound(type, exact[i], magnitudes[i]));
          }
        }
      }
    }
  }

  /** Half the least denormal comes on top where the quotient falls between two of them. */
  private static double bound(ElementType type, double exact, double magnitude) {
    Format format = Format.of(type);
    boolean sixteen = type.bytes() == 2;
    return (sixteen ? format.epsilon() * Math.max(Math.abs(exact), magnitude) : 4 * format.epsilon() * magnitude)
        + 0.5 * format.leastDenormal();
  }

  @ParameterizedTest
  @EnumSource(names = {"NCHW", "NHWC"})
  void theMeanOfMillionsOfOnesIsOne(Layout layout) {
    float[] ones = new float[SIDE * SIDE];
    Arrays.fill(ones, 1);
    for (Backend backend : Backend.available()) {
      assertThat(GlobalAvgPool.of().on(backend).apply(Tensor.of(ones, plane(layout), layout)).get(0))
          .as("%s %s", backend, layout).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NCHW", "NHWC"})
  void staysWithinTheBoundOverMillionsOfElements(Layout layout) {
    Random random = new Random(11);
    float[] input = new float[SIDE * SIDE];
    long sum = 0; // of multiples of 2^-20: exact
    for (int i = 0; i < input.length; i++) {
      int value = random.nextInt(1 << 20);
      input[i] = Math.scalb((float) value, -20);
      sum += value;
    }
    double exact = Math.scalb((double) sum, -20) / input.length;
    for (Backend backend : Backend.available()) {
      float actual = GlobalAvgPool.of().on(backend).apply(Tensor.of(input, plane(layout), layout)).get(0);
      assertThat(Math.abs(actual - exact)).as("%s %s", backend, layout)
          .isLessThanOrEqualTo(4 * Math.ulp(1f) * exact);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NCHW", "NHWC"})
  void averagesOfMillionsOfIntegersAreExact(Layout layout) {
    byte[] input = new byte[SIDE * SIDE];
    new Random(12).nextBytes(input);
    Arrays.fill(input, 0, input.length / 2, (byte) -128);
    long sum = 0;
    for (byte value : input) {
      sum += value;
    }
    for (Rounding rounding : Rounding.values()) {
      double exact = (double) sum / input.length; // the divisor is a power of two
      double rounded = rounding == Rounding.TOWARD_ZERO ? Math.ceil(exact) : Math.rint(exact); // negative, no half
      for (Backend backend : Backend.available()) {
        Tensor x = Tensor.of(input, ElementType.INT8, plane(layout), layout);
        assertThat(GlobalAvgPool.of().rounding(rounding).on(backend).apply(x).getLong(0))
            .as("%s of %s on %s %s", exact, rounding, backend, layout).isEqualTo((long) rounded);
      }
    }
  }

  private static Shape plane(Layout layout) {
    return layout == Layout.NCHW ? Shape.of(1, 1, SIDE, SIDE) : Shape.of(1, SIDE, SIDE, 1);
  }
}
