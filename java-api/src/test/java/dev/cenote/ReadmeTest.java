package dev.cenote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cenote.internal.Problem;
import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;
import dev.cenote.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The lines of Java in the README's table for those who come from PyTorch, ONNX or Keras: they stand there as they are
 * compiled here, and are the operators whose answers other tests compare, by their problem strings.
 */
class ReadmeTest {
  private final String readme = readme();

  private static String readme() {
    try {
      return Files.readString(Path.of("../README.md"));
    } catch (IOException e) {
      throw new AssertionError("tests run in the folder of their module", e);
    }
  }

  private void shows(String line, Pool pool, String problem) {
    assertThat(readme).contains("`" + line + "`");
    assertThat(pool).as(line).isEqualTo(Problem.parse(problem).pool());
  }

  @Test
  void windowsThatSlide() {
    shows("MaxPool.of(Window.of(3, 3).stride(2).padding(1))",
        MaxPool.of(Window.of(3, 3).stride(2).padding(1)), "max n1c2h9w9 k3s2p1");
    shows("MaxPool.of(Window.of(3, 3).stride(2).padding(Padding.SAME_UPPER))",
        MaxPool.of(Window.of(3, 3).stride(2).padding(Padding.SAME_UPPER)), "max n1c2h9w9 k3s2 same_upper");
    shows("MaxPool.of(Window.of(3, 3).stride(2).ceil())",
        MaxPool.of(Window.of(3, 3).stride(2).ceil()), "max n1c2h9w9 k3s2 ceil");
    shows("MaxPool.of(Window.of(3, 3).stride(1).dilation(2))",
        MaxPool.of(Window.of(3, 3).stride(1).dilation(2)), "max n1c2h9w9 k3s1d2");
    shows("MaxPool.of(Window.of(2, 2).stride(1).padding(Padding.of(new long[] {0}, new long[] {1})))",
        MaxPool.of(Window.of(2, 2).stride(1).padding(Padding.of(new long[] {0}, new long[] {1}))),
        "max n1c2h9w9 k2s1p0..1");
    shows("MinPool.of(Window.of(3, 3).stride(1).padding(1))",
        MinPool.of(Window.of(3, 3).stride(1).padding(1)), "min n1c2h9w9 k3s1p1");
    shows("AvgPool.of(Window.of(3, 3).stride(1).padding(1)).divisor(Divisor.INCLUDE_PADDING)",
        AvgPool.of(Window.of(3, 3).stride(1).padding(1)).divisor(Divisor.INCLUDE_PADDING),
        "avg n1c2h9w9 k3s1p1 include");
    shows("AvgPool.of(Window.of(3, 3).stride(1).padding(1))",
        AvgPool.of(Window.of(3, 3).stride(1).padding(1)), "avg n1c2h9w9 k3s1p1");
    shows("SumPool.of(2, 2)", SumPool.of(2, 2), "sum n1c2h9w9 k2");
    shows("LpPool.of(2, Window.of(3, 3).stride(1))", LpPool.of(2, Window.of(3, 3).stride(1)), "lp2 n1c2h9w9 k3s1");
  }

  @Test
  void outputsOfAGivenSize() {
    shows("GlobalAvgPool.of()", GlobalAvgPool.of(), "globalavg n1c2h9w9");
    shows("GlobalMaxPool.of()", GlobalMaxPool.of(), "globalmax n1c2h9w9");
    shows("GlobalLpPool.of(2)", GlobalLpPool.of(2), "globallp2 n1c2h9w9");
    shows("AdaptiveAvgPool.of(7, 7)", AdaptiveAvgPool.of(7, 7), "adaptiveavg n1c2h9w9 o7");
  }

  @Test
  void regions() {
    float[] rois = {0, 1, 2, 60, 70};
    shows("RoiMaxPool.of(7, 7).scale(1 / 16.0).over(Regions.ofRows(rois)).apply(x)",
        RoiMaxPool.of(7, 7).scale(1 / 16.0).over(Regions.ofRows(rois)),
        "roimax n1c2h9w9 o7 scale0.0625 roi0:1,2,60,70");
    float[] boxes = {1, 2, 60, 70};
    long[] images = {0};
    shows("RoiAlign.of(RoiAlign.Mode.HALF_PIXEL, 7, 7).scale(1 / 16.0).samples(2).over(Regions.of(boxes, images))"
            + ".apply(x)",
        RoiAlign.of(RoiAlign.Mode.HALF_PIXEL, 7, 7).scale(1 / 16.0).samples(2).over(Regions.of(boxes, images)),
        "roialign n1c2h9w9 o7 half_pixel scale0.0625 samples2 roi0:1,2,60,70");
  }

  @Test
  void randomWindowsFromPairsThatAreTurnedRound() {
    double[] u = {0.25, 0.5};
    Pool pool = FractionalMaxPool.of(new long[] {2, 2}, new long[] {13, 13}).samples(u);
    assertThat(readme).contains("`FractionalMaxPool.of(new long[] {2, 2}, new long[] {13, 13}).samples(u)`");
    assertThat(pool.outputShape(Shape.of(1, 1, 30, 20))).isEqualTo(Shape.of(1, 1, 13, 13));
  }

  @Test
  void indicesThereAndBack() {
    assertThat(readme).contains("`MaxPool.of(2, 2).applyWithIndices(x)`", "`MaxUnpool.of(2, 2).apply(y, i)`",
        "`.indices(Indices.TENSOR)`");
    Tensor x = Tensor.of(new float[] {1, 2, 3, 4, 5, 9, 7, 8}, Shape.of(1, 2, 2, 2));
    Pooled found = MaxPool.of(2, 2).applyWithIndices(x);
    assertThat(found.indices().toLongs()).containsExactly(3, 1);
    Tensor back = MaxUnpool.of(2, 2).apply(found.values(), found.indices());
    assertThat(back.toArray()).containsExactly(0, 0, 0, 4, 0, 9, 0, 0);

    Tensor onnx = Tensor.of(new long[2], Shape.of(1, 2, 1, 1), Layout.NCHW);
    MaxPool.of(2, 2).apply(x, found.values(), onnx, Indices.TENSOR);
    assertThat(onnx.toLongs()).containsExactly(3, 5);
    Tensor backAgain = MaxUnpool.of(2, 2).indices(Indices.TENSOR).apply(found.values(), onnx);
    assertThat(backAgain.toArray()).isEqualTo(back.toArray());
  }
}
