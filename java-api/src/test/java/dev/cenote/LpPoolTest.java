package dev.cenote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cenote.tensor.ElementType;
import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;
import dev.cenote.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The norm of each window, and of each channel. */
class LpPoolTest {
  private static final double NAN = Double.NaN;
  private static final double INFINITY = Double.POSITIVE_INFINITY;
  private static final ElementType[] FLOATING = {
      ElementType.FLOAT32, ElementType.FLOAT64, ElementType.FLOAT16, ElementType.BFLOAT16};

  @Test
  void addsMagnitudesForOne() {
    for (ElementType type : FLOATING) {
      Example.signal(1, -2, -3, 0.5).as(type).gives(LpPool.of(1, 2), 3, 3.5);
    }
  }

  @Test
  void isEuclideanForTwo() {
    for (ElementType type : FLOATING) {
      Example.image(2, 4,
          3, 0, 1, -1,
          0, -4, 1, 1).as(type).gives(LpPool.of(2, 2, 2), 5, 2);
    }
  }

  /** 27 + 64 + 125 = 216 has the root 6; 1 + 8 + 64 = 73 has a root that no type has. */
  @Test
  void takesCubicRootsForThree() {
    for (ElementType type : FLOATING) {
      Example.signal(-3, 4, 5, 0, 0, -7).as(type).gives(LpPool.of(3, 3), 6, 7);
    }
    Example.signal(1, -2, 4).gives(LpPool.of(3, 3), (float) Math.cbrt(73));
  }

  /** 4^2.5 = 32, and 1024 times that is 64^2.5. */
  @Test
  void takesAnyRealExponent() {
    double[] fours = new double[1024];
    Arrays.fill(fours, -4);
    Example.signal(fours).gives(LpPool.of(2.5, 1024), 64);
    Example.signal(9, 0).gives(LpPool.of(2.5, 2), 9);
    Example.signal(2, 3).gives(LpPool.of(2.5, 2), (float) Math.pow(Math.pow(2, 2.5) + Math.pow(3, 2.5), 0.4));
  }

  @Test
  void takesTheGreatestMagnitudeForInfinity() {
    for (ElementType type : FLOATING) {
      Example.signal(1, -2, 0, -0.0, -3, 3).as(type).gives(LpPool.of(INFINITY, 2), 2, 0.0, 3);
    }
  }

  @Test
  void takesNothingFromPaddingAndDoesNotRescale() {
    Window padded = Window.of(3).stride(2).padding(1);
    Example.signal(3, 4, 12).gives(LpPool.of(2, padded), 5, (float) Math.sqrt(160));
    Example.signal(3, 4, 12).gives(LpPool.of(1, padded), 7, 16);
    Example.signal(3, 4, 12).gives(LpPool.of(INFINITY, padded), 4, 12);
    Example.signal(3, 4, 12).gives(LpPool.of(1, Window.of(2).ceil()), 7, 12);
  }

  @Test
  void givesZeroForAWindowWithoutElements() {
    for (double p : new double[] {1, 2, 2.5, 3, INFINITY}) {
      for (ElementType type : FLOATING) {
        Example.signal(5).as(type).gives(LpPool.of(p, Window.of(2).stride(1).dilation(2).padding(1)), 0);
      }
    }
  }

  @Test
  void keepsNaNAndInfinity() {
    for (double p : new double[] {1, 2, 2.5, 3, INFINITY}) {
      Example.signal(1, NAN, -INFINITY, 2, 0, -0.0, NAN, INFINITY)
          .gives(LpPool.of(p, 2), NAN, INFINITY, 0.0, NAN);
    }
  }

  /** The squares of the greatest float32s fit float64. */
  @Test
  void sumsPowersInFloat64() {
    Example.signal(3e30f, 4e30f).gives(LpPool.of(2, 2), (float) Math.sqrt(sumOfSquares(3e30f, 4e30f)));
    Example.signal(3e-30f, 4e-30f).gives(LpPool.of(2, 2), (float) Math.sqrt(sumOfSquares(3e-30f, 4e-30f)));
    Example.signal(1e30f, 1e30f).as(ElementType.FLOAT64).gives(LpPool.of(20, 2), INFINITY);
    Example.signal(60000, 60000).as(ElementType.FLOAT16).gives(LpPool.of(2, 2), INFINITY);
  }

  private static double sumOfSquares(double a, double b) {
    return a * a + b * b;
  }

  @Test
  void takesGreatExponents() {
    Example.signal(0.5, 2, 1, 1).gives(LpPool.of(1e300, 2), INFINITY, 1);
    Example.signal(0.5, 0.25).gives(LpPool.of(Double.MAX_VALUE, 2), 0);
    Example.signal(2, 1).gives(LpPool.of(100, 2), 2);
  }

  @Test
  void makesOneNormOfEachChannel() {
    Example two = Example.of(Layout.NCHW, Shape.of(1, 2, 2, 2), 1, 2, 2, 4, 0, -3, 4, 0);
    two.gives(GlobalLpPool.of(1), 9, 7);
    two.gives(GlobalLpPool.of(2), 5, 5);
    two.gives(GlobalLpPool.of(INFINITY), 4, 4);
    two.as(ElementType.BFLOAT16).gives(GlobalLpPool.of(2), 5, 5);
    Example.signal(-3, 4, 5).gives(GlobalLpPool.of(3), 6);
  }

  @Test
  void saysItsExponent() {
    assertThat(LpPool.of(2, 3, 3).on(Backend.of("managed")))
        .hasToString("LpPool[p 2 window 3x3 stride 3x3, managed]");
    assertThat(GlobalLpPool.of(2.5).on(Backend.of("managed"))).hasToString("GlobalLpPool[p 2.5, managed]");
    assertThat(LpPool.of(INFINITY, 2).p()).isInfinite();
    assertThat(GlobalLpPool.of(3)).isEqualTo(GlobalLpPool.of(3)).isNotEqualTo(GlobalLpPool.of(2));
    assertThat(LpPool.of(1, 2).apply(Tensor.of(new float[] {1, -1}, Shape.of(1, 2), Layout.NCL)).get(0)).isEqualTo(2);
  }
}
