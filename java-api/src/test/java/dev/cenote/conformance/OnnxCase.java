package dev.cenote.conformance;

import dev.cenote.Backend;
import dev.cenote.conformance.Agreement.Tolerance;
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
    OnnxNode node = model.nodes().get(model.nodes().size() / 2); // the others, if any, stand around it
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
    double[] terms = node.windows(values.get(node.inputs().get(0)), values.get(node.outputs().get(0)).shape())
        .averagesOfMagnitudes(node.countsPadding(), 0);
    return (expected, i) -> 1e-6 * Math.max(Math.abs(expected), terms[i]);
  }

  private List<Array> arrays(String prefix, int n) {
    return IntStream.range(0, n)
        .mapToObj(i -> TensorProto.read(folder.resolve("test_data_set_0/" + prefix + i + ".pb"))).toList();
  }
}
