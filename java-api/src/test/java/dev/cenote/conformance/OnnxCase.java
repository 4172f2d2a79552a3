package dev.cenote.conformance;

import dev.cenote.Backend;
import dev.cenote.conformance.Agreement.Tolerance;
import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** One of ONNX's own tests of its operators: a folder with a model, inputs and outputs. */
final class OnnxCase {
  private final String id;
  private final Path folder;

  OnnxCase(Path corpus, String id) {
    this.id = id;
    this.folder = corpus.resolve(id);
  }

  /** Fails on the first backend that differs. */
  void compare() {
    OnnxModel model = OnnxModel.read(folder.resolve("model.onnx"));
    List<Array> inputs = arrays("input_", model.inputs().size());
    List<Array> expected = arrays("output_", model.outputs().size());
    for (Backend backend : Backend.available()) {
      Map<String, Array> values = model.run(inputs, backend);
      for (int i = 0; i < expected.size(); i++) {
        String output = model.outputs().get(i);
        Agreement.assertAgrees(id + ", " + output + " of " + model.nodes() + " of " + inputs.get(0).shape() + " on "
            + backend, values.get(output), expected.get(i), tolerance(model, values));
      }
    }
  }

  private Tolerance tolerance(OnnxModel model, Map<String, Array> values) {
    OnnxNode node = model.pooling();
    if (node.onlyMovesElements()) {
      return Tolerance.EXACT;
    }
    if (node.operator().equals("RoiAlign") || id.equals("test_averagepool_2d_ceil_last_window_starts_on_pad")) {
      return (expected, i) -> 1e-4; // typed with four decimals
    }
    if (!node.isAverage()) {
      return (expected, i) -> 1e-6 * Math.abs(expected); // float32 has 1.2e-7
    }
    // Both sums are float32: where terms cancel, neither is right to 1e-6 of the result, only of the terms.
    double[] terms = windows(node, values.get(node.inputs().get(0)), values.get(node.outputs().get(0)).shape())
        .averagesOfMagnitudes(node.attributes().isSet("count_include_pad"), 0);
    return (expected, i) -> 1e-6 * Math.max(Math.abs(expected), terms[i]);
  }

  /** What the windows of an average contain. */
  private static PlainWindows windows(OnnxNode node, Array x, Shape out) {
    Layout layout = Layout.channelsFirst(x.shape().rank() - 2);
    PlainAxis[] axes = new PlainAxis[layout.spatialRank()];
    for (int axis = 0; axis < axes.length; axis++) {
      long in = layout.spatial(x.shape(), axis);
      axes[axis] = node.operator().startsWith("Global") ? PlainAxis.adaptive(in, 1)
          : slidingAxis(node.attributes(), axis, in, layout.spatial(out, axis));
    }
    return new PlainWindows(x, layout, axes);
  }

  private static PlainAxis slidingAxis(OnnxAttributes attributes, int axis, long in, long out) {
    long size = attributes.integers("kernel_shape")[axis];
    long stride = attributes.has("strides") ? attributes.integers("strides")[axis] : 1;
    long dilation = attributes.has("dilations") ? attributes.integers("dilations")[axis] : 1;
    long begin = 0;
    long end = 0;
    if (attributes.has("pads")) {
      long[] pads = attributes.integers("pads");
      begin = pads[axis];
      end = pads[pads.length / 2 + axis];
    } else if (attributes.text("auto_pad", "NOTSET").startsWith("SAME")) {
      long total = Math.max(0, (out - 1) * stride + dilation * (size - 1) + 1 - in);
      begin = attributes.text("auto_pad", "NOTSET").equals("SAME_LOWER") ? total - total / 2 : total / 2;
      end = total - begin;
    }
    return PlainAxis.sliding(in, out, size, stride, dilation, begin, end);
  }

  private List<Array> arrays(String prefix, int n) {
    return IntStream.range(0, n)
        .mapToObj(i -> TensorProto.read(folder.resolve("test_data_set_0/" + prefix + i + ".pb"))).toList();
  }
}
