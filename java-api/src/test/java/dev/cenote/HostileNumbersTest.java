package dev.cenote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cenote.tensor.ElementType;
import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;
import dev.cenote.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Every number that an operator takes, as great or as small as it can be: the answer is one or a clear refusal, never
 * another exception, a crash, or a long wait.
 */
@Timeout(120)
class HostileNumbersTest {
  private static final long[] LONGS = {
      Long.MIN_VALUE, -1, 0, 1, 2, 3, 5, 255, 256, 257, Integer.MAX_VALUE, 1L << 31, 1L << 32, 1L << 61, (1L << 62) - 1,
      1L << 62, Long.MAX_VALUE - 1, Long.MAX_VALUE};
  private static final double[] DOUBLES = {
      Double.NEGATIVE_INFINITY, -Double.MAX_VALUE, -1e30, -0x1p53, -1, -0.0, 0, Double.MIN_VALUE, 1e-60, 0.5, 1, 1.5,
      0x1p53, 1e30, 1e39, Double.MAX_VALUE, Double.POSITIVE_INFINITY, Double.NaN};
  private static final Tensor IMAGE = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, Shape.of(1, 1, 2, 3));
  private static final Tensor SIGNAL = Tensor.of(new float[] {1, 2, 3, 4, 5}, Shape.of(1, 1, 5), Layout.NCL);

  private int answers;
  private int refusals;

  /** Pools, with indices where there are such, in two types and both layouts, on every backend. */
  private void attempt(String what, Tensor x, Supplier<Pool> pool) {
    for (Backend backend : Backend.available()) {
      for (ElementType type : List.of(ElementType.FLOAT32, ElementType.INT8)) {
        for (boolean last : new boolean[] {false, true}) {
          attempt(backend + ", " + type + ", " + what, () -> {
            Layout layout = !last ? x.layout() : x.layout() == Layout.NCL ? Layout.NLC : Layout.NHWC;
            Tensor in = (type.isFloating() ? x : bytes(x)).to(layout);
            Pool one = pool.get().on(backend);
            if (one.outputShape(in.shape(), layout).elements() > 1 << 20) {
              return; // the memory is there, but filling it is not this test's concern
            }
            one.apply(in);
            if (one.reduction().hasIndex()) {
              one.applyWithIndices(in);
            }
          });
        }
      }
    }
  }

  private static Tensor bytes(Tensor x) {
    Tensor bytes = Tensor.zeros(x.shape(), ElementType.INT8, x.layout());
    for (long i = 0; i < x.shape().elements(); i++) {
      bytes.setLong(i, (long) x.get(i));
    }
    return bytes;
  }

  private void attempt(String what, Runnable call) {
    try {
      call.run();
      answers++;
    } catch (IllegalArgumentException e) {
      refusals++;
      assertThat(e.getMessage()).as(what).isNotBlank().matches("(?s)\\w+: .*");
    } catch (OutOfMemoryError e) {
      refusals++;
    } catch (RuntimeException | Error e) {
      throw new AssertionError(what + ": " + e, e);
    }
  }

  private void assertSomeWereAnswered() {
    assertThat(answers).as("answers beside %d refusals", refusals).isPositive();
    assertThat(refusals).as("refusals beside %d answers", answers).isPositive();
  }

  @Test
  void ofWindows() {
    for (long size : LONGS) {
      for (long stride : LONGS) {
        String what = "size " + size + ", stride " + stride;
        attempt(what, SIGNAL, () -> MaxPool.of(Window.of(size).stride(stride).ceil()));
        attempt(what + ", padded", SIGNAL,
            () -> AvgPool.of(Window.of(size).stride(stride).padding(size - 1)).divisor(Divisor.INCLUDE_PADDING));
        attempt(what + ", SAME", SIGNAL, () -> SumPool.of(Window.of(size).stride(stride).padding(Padding.SAME_LOWER)));
      }
    }
    assertSomeWereAnswered();
  }

  @Test
  void ofDilationAndPadding() {
    for (long dilation : LONGS) {
      for (long padding : LONGS) {
        for (long size : new long[] {1, 2, 3, 1L << 20}) {
          attempt("dilation " + dilation + ", padding " + padding + ", size " + size, SIGNAL,
              () -> MinPool.of(Window.of(size).stride(Math.max(1, padding / 2)).dilation(dilation).padding(padding)));
          attempt("SAME, dilation " + dilation + ", size " + size, SIGNAL,
              () -> AvgPool.of(Window.of(size).dilation(dilation).padding(Padding.SAME_UPPER)));
        }
      }
    }
    assertSomeWereAnswered();
  }

  /** All kinds at once, drawn at random. */
  @Test
  void ofWindowsDrawnAtRandom() {
    Random random = new Random(1);
    for (int i = 0; i < 3000; i++) {
      long[] n = random.ints(8, 0, LONGS.length).mapToLong(at -> LONGS[at]).toArray();
      String what = Arrays.toString(n);
      attempt(what, IMAGE, () -> MaxPool.of(Window.of(n[0], n[1]).stride(n[2], n[3]).dilation(1 + (n[4] & 3), 1)
          .padding(Padding.of(new long[] {n[5], 0}, new long[] {n[6], n[7]})).ceil()));
    }
    assertSomeWereAnswered();
  }

  @Test
  void ofAdaptiveSizes() {
    for (long height : LONGS) {
      for (long width : LONGS) {
        attempt("output " + height + "x" + width, IMAGE, () -> AdaptiveMaxPool.of(height, width));
        attempt("output " + height + "x" + width, IMAGE, () -> AdaptiveAvgPool.of(height, width));
      }
    }
    assertSomeWereAnswered();
  }

  @Test
  void ofFractions() {
    for (long size : LONGS) {
      for (long output : LONGS) {
        String what = "size " + size + ", output " + output;
        attempt(what, IMAGE, () -> FractionalMaxPool.of(new long[] {1, size}, new long[] {2, output}).seed(size));
        for (double sample : DOUBLES) {
          attempt(what + ", sample " + sample, IMAGE,
              () -> FractionalMaxPool.of(new long[] {size, 2}, new long[] {output, 2}).samples(sample, 0.5));
        }
      }
    }
    assertSomeWereAnswered();
  }

  @Test
  void ofExponentsAndDivisors() {
    for (double number : DOUBLES) {
      attempt("p " + number, IMAGE, () -> LpPool.of(number, 2, 2));
      attempt("p " + number, IMAGE, () -> GlobalLpPool.of(number));
      attempt("divisor " + number, IMAGE, () -> AvgPool.of(2, 2).divisor(Divisor.fixed(number)));
    }
    assertSomeWereAnswered();
  }

  @Test
  void ofCornersAndScales() {
    for (double corner : DOUBLES) {
      for (double other : DOUBLES) {
        for (double scale : DOUBLES) {
          String what = "corners " + corner + " and " + other + ", scale " + scale;
          Supplier<Regions> regions = () -> Regions.of(new double[] {corner, 0, other, 1}, 0);
          attempt(what, IMAGE, () -> RoiMaxPool.of(2, 2).scale(scale).over(regions.get()));
          for (RoiAlign.Mode mode : RoiAlign.Mode.values()) {
            attempt(what + ", samples 2", IMAGE,
                () -> RoiAlign.of(mode, 2, 2).scale(scale).samples(2).over(regions.get()));
          }
        }
      }
    }
    assertSomeWereAnswered();
  }

  @Test
  void ofRegionSizesSamplesAndImages() {
    for (long number : LONGS) {
      attempt("height " + number, IMAGE, () -> RoiMaxPool.of(number, 1).over(Regions.of(new double[] {0, 0, 1, 1}, 0)));
      attempt("image " + number, IMAGE, () -> RoiMaxPool.of(1, 1).over(Regions.of(new double[] {0, 0, 1, 1}, number)));
      attempt("image " + number, IMAGE,
          () -> RoiMaxPool.of(1, 1).over(Regions.ofRows(new float[] {number, 0, 0, 1, 1})));
      attempt("width " + number, IMAGE, () -> RoiAlign.of(RoiAlign.Mode.HALF_PIXEL, 1, number).samples(1)
          .over(Regions.of(new double[] {0, 0, 1, 1}, 0)));
      attempt("samples " + (int) number, IMAGE, () -> RoiAlign.of(RoiAlign.Mode.HALF_PIXEL, 1, 1).samples((int) number)
          .over(Regions.of(new double[] {0, 0, 1, 1}, 0)));
    }
    assertSomeWereAnswered();
  }

  @Test
  void ofUnpooling() {
    for (Backend backend : Backend.available()) {
      for (long size : LONGS) {
        for (long stride : LONGS) {
          for (long padding : new long[] {0, 1, size / 2, size - 1}) {
            attempt("unpool " + size + " stride " + stride + " padding " + padding, () -> {
              MaxUnpool unpool = MaxUnpool.of(Window.of(size).stride(stride).padding(padding)).on(backend);
              if (unpool.outputShape(SIGNAL.shape(), Layout.NCL).elements() < 1 << 20) {
                unpool.apply(SIGNAL, Tensor.zeros(SIGNAL.shape(), ElementType.INT64, Layout.NCL));
              }
            });
          }
          attempt("output size " + size, () -> MaxUnpool.of(Window.of(2).stride(stride)).outputSize(size)
              .outputShape(SIGNAL.shape(), Layout.NCL));
        }
      }
    }
    assertSomeWereAnswered();
  }

  /** Plans alone: such inputs cannot be held, but their shapes can be asked about. */
  @Test
  void ofShapes() {
    Random random = new Random(2);
    for (int i = 0; i < 4000; i++) {
      long[] sizes = random.ints(4, 0, LONGS.length).mapToLong(at -> LONGS[at]).toArray();
      if (i % 2 == 0) {
        sizes[0] = 0; // an empty batch has no elements, however large its images are
      }
      for (Layout layout : List.of(Layout.NCHW, Layout.NHWC)) {
        for (Pool pool : List.of(MaxPool.of(Window.of(3, 3).stride(2).padding(1)), AvgPool.of(2, 2), GlobalAvgPool.of(),
            AdaptiveMaxPool.of(3, 2), LpPool.of(3, 2, 2), FractionalMaxPool.of(new long[] {1, 1}, new long[] {1, 1}),
            RoiMaxPool.of(2, 2).over(Regions.of(new double[0])),
            RoiAlign.of(RoiAlign.Mode.HALF_PIXEL, 2, 2).over(Regions.of(new double[0])))) {
          for (Backend backend : Backend.available()) {
            attempt(pool.on(backend) + " of " + Arrays.toString(sizes) + " " + layout,
                () -> pool.on(backend).plan(Shape.of(sizes), layout));
          }
        }
        attempt("MaxUnpool of " + Arrays.toString(sizes) + " " + layout,
            () -> MaxUnpool.of(2, 2).outputShape(Shape.of(sizes), layout));
      }
    }
    assertSomeWereAnswered();
  }
}
