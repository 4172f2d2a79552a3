package dev.cenote.conformance;

import com.google.gson.JsonObject;
import dev.cenote.Backend;
import dev.cenote.conformance.Agreement.Tolerance;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** A node that ONNX Runtime answered: a line of {@code onnxruntime/cases.jsonl}. */
final class OnnxRuntimeCase {
  private final Path folder;
  private final JsonObject line;
  private final OnnxNode node;

  OnnxRuntimeCase(Path folder, JsonObject line) {
    this.folder = folder;
    this.line = line;
    this.node = new OnnxNode(line.get("op").getAsString(), names("input_"), names("output_"),
        OnnxAttributes.of(line.getAsJsonObject("attributes")));
  }

  String id() {
    return line.get("id").getAsString();
  }

  private List<String> names(String prefix) {
    return IntStream.range(0, 3).mapToObj(i -> prefix + i).filter(name -> Json.hasArray(line, name)).toList();
  }

  /** Fails on the first backend that differs. */
  void compare() {
    List<Array> inputs = arrays(node.inputs());
    List<Array> expected = arrays(node.outputs());
    for (Backend backend : Backend.available()) {
      List<Array> actual = node.run(inputs, backend);
      for (int i = 0; i < expected.size(); i++) {
        Agreement.assertAgrees(id() + " " + line.get("tags") + ", " + node.outputs().get(i) + " of " + node + " of "
            + inputs.get(0).shape() + " on " + backend, actual.get(i), expected.get(i), tolerance());
      }
    }
  }

  private Tolerance tolerance() {
    // ONNX Runtime is float32 throughout, one addition after the other.
    return node.onlyMovesElements() ? Tolerance.EXACT : (expected, i) -> 1e-5 * Math.max(1, Math.abs(expected));
  }

  private List<Array> arrays(List<String> names) {
    return names.stream().map(name -> Json.array(folder, line, name)).toList();
  }
}
