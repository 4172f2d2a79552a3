package dev.cenote.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.cenote.Backend;
import dev.cenote.Pool;
import dev.cenote.Pooled;
import dev.cenote.conformance.Agreement.Tolerance;
import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;
import dev.cenote.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A call that PyTorch answered or refused: a line of {@code torch/cases.jsonl}. */
final class TorchCase {
  /** Why it is right to differ from PyTorch, by the tags of the cases. */
  private static final Map<String, String> REASONS = Map.of(
      "lp_signed", "a norm is that of magnitudes: PyTorch raises negative numbers to odd powers",
      "lp_truncated_window", "a window cut by the end is summed as it is: PyTorch scales it up to a whole one",
      "padding_too_big", "padding up to the window's reach is accepted, as by ONNX Runtime: PyTorch wants at most half",
      "peer_quirk_input_smaller_than_kernel",
      "a window that fits with its padding is accepted: so do PyTorch's avg_pool1d and avg_pool2d, not avg_pool3d",
      "peer_quirk_full_output",
      "windows one element apart are accepted: so does PyTorch's fractional_max_pool2d, not fractional_max_pool3d");

  private final Path folder;
  private final JsonObject line;
  private final String id;
  private final TorchCall call;
  private final Layout layout;
  private final List<String> tags;

  TorchCase(Path folder, JsonObject line) {
    this.folder = folder;
    this.line = line;
    this.id = line.get("id").getAsString();
    this.call = new TorchCall(line.get("op").getAsString(), line.getAsJsonObject("params"));
    this.layout = Layout.valueOf(line.get("layout").getAsString());
    this.tags = Json.texts(line.get("tags"));
  }

  String id() {
    return id;
  }

  /** Fails, or says why every backend differs by design; null if all agree. */
  String compare() {
    if (line.get("expect").getAsString().equals("error")) {
      return compareRefusal();
    }
    if (call.kind().equals("max_unpool")) {
      assertUnpoolingAgrees();
      return null;
    }
    String reason = reason();
    if (reason == null) {
      assertPoolingAgrees();
      return null;
    }
    try {
      assertPoolingAgrees();
      return null;
    } catch (AssertionError differs) {
      assertAnswersByItsOwnRule();
      return reason;
    }
  }

  /** Why it is right to differ in this case, with the tag that says so; null if nothing does. */
  private String reason() {
    return tags.stream().filter(REASONS::containsKey).findFirst()
        .map(tag -> tag + ": " + REASONS.get(tag)).orElse(null);
  }

  private void assertPoolingAgrees() {
    Array input = array("input");
    Array expected = array("expected");
    Tolerance tolerance = tolerance(input, expected.shape());
    Tensor x = input.tensor(layout);
    for (Backend backend : Backend.available()) {
      Pool pool = call.pool(samples()).on(backend);
      Agreement.assertAgrees(situation(pool, "values"), Array.of(pool.apply(x)), expected, tolerance);
      if (call.isMax()) {
        Pooled found = pool.applyWithIndices(x);
        Agreement.assertAgrees(situation(pool, "values beside indices"), Array.of(found.values()), expected, tolerance);
        if (Json.hasArray(line, "expected_indices")) { // but for empty windows, which have none
          Agreement.assertAgrees(situation(pool, "indices"), Array.of(found.indices()), array("expected_indices"),
              Tolerance.EXACT);
        }
      }
    }
  }

  private void assertUnpoolingAgrees() {
    for (Backend backend : Backend.available()) {
      Tensor unpooled =
          call.unpool().on(backend).apply(array("input").tensor(layout), array("indices").tensor(layout));
      Agreement.assertAgrees(situation(call.unpool().on(backend), "values"), Array.of(unpooled), array("expected"),
          Tolerance.EXACT);
    }
  }

  /** For what PyTorch refuses. */
  private String compareRefusal() {
    List<Tensor> tensors = Json.hasArray(line, "indices")
        ? List.of(array("input").tensor(layout), array("indices").tensor(layout))
        : List.of(array("input").tensor(layout));
    double[] samples = samples();
    String reason = null;
    for (Backend backend : Backend.available()) {
      try {
        if (tensors.size() == 2) {
          call.unpool().on(backend).apply(tensors.get(0), tensors.get(1));
        } else {
          call.pool(samples).on(backend).apply(tensors.get(0));
        }
        reason = reason();
        assertThat(reason).as("%s is accepted by %s, PyTorch says: %s", situation(call.function(), "refusal"), backend,
            line.get("message")).isNotNull();
      } catch (IllegalArgumentException refused) {
        assertThat(refused).as("%s on %s", id, backend).message().isNotBlank();
      }
    }
    if (reason != null) {
      assertAnswersByItsOwnRule();
    }
    return reason;
  }

  /** Holds answers that are not PyTorch's against plain loops. */
  private void assertAnswersByItsOwnRule() {
    Array input = array("input");
    for (Backend backend : Backend.available()) {
      Pool pool = call.pool(samples()).on(backend);
      Array actual = Array.of(pool.apply(input.tensor(layout)));
      PlainWindows windows = windows(input, actual.shape());
      double[] expected = switch (call.kind()) {
        case "lp_pool" -> windows.norms(call.normType());
        case "avg_pool" -> windows.averages(call.countsPadding(), call.divisorOverride());
        default -> windows.maxima();
      };
      Agreement.assertAgrees(situation(pool, "values by its own rule"), actual, expected,
          tolerance(input, actual.shape()));
    }
  }

  private Tolerance tolerance(Array input, Shape out) {
    if (call.isMax()) {
      return Tolerance.EXACT;
    }
    double eps = Agreement.eps(input.type());
    if (call.kind().equals("lp_pool")) {
      return (expected, i) -> 8 * eps * Math.abs(expected); // PyTorch is wrong by up to 3 eps
    }
    // PyTorch is wrong by up to 2.2 eps of the terms, whose sum may be much smaller; 16 bit types are summed in float32
    // by both, and rounded once. Sums of denormals are right to a few of the least ones.
    double factor = input.type().bytes() == 2 ? 1 : 8;
    double least = 8 * Agreement.leastDenormal(input.type());
    double[] terms = windows(input, out).averagesOfMagnitudes(call.countsPadding(), call.divisorOverride());
    return (expected, i) -> Math.max(factor * eps * Math.max(Math.abs(expected), terms[i]), least);
  }

  private PlainWindows windows(Array input, Shape out) {
    PlainAxis[] axes = new PlainAxis[layout.spatialRank()];
    for (int axis = 0; axis < axes.length; axis++) {
      axes[axis] = axis(axis, layout.spatial(input.shape(), axis), layout.spatial(out, axis));
    }
    return new PlainWindows(input, layout, axes);
  }

  private PlainAxis axis(int axis, long in, long out) {
    if (call.kind().startsWith("adaptive")) {
      return PlainAxis.adaptive(in, out);
    }
    long size = call.sizes("kernel")[axis];
    if (call.kind().startsWith("fractional")) {
      // Where in - size is a multiple of out - 1, windows are evenly spread, whatever the samples.
      assertThat((in - size) % (out - 1)).as("%s is evenly spread", id).isZero();
      return PlainAxis.sliding(in, out, size, (in - size) / (out - 1), 1, 0, 0);
    }
    long padding = call.params().has("padding") ? call.sizes("padding")[axis] : 0;
    long dilation = call.params().has("dilation") ? call.sizes("dilation")[axis] : 1;
    return PlainAxis.sliding(in, out, size, call.sizes("stride")[axis], dilation, padding, padding);
  }

  private double[] samples() {
    return Json.hasArray(line, "random_samples") ? array("random_samples").doubles() : null;
  }

  private Array array(String name) {
    return Json.array(folder, line, name);
  }

  private String situation(Object operator, String what) {
    return id + " " + tags + ", " + what + " of " + operator + " of " + line.get("values").getAsString() + " "
        + line.get("dtype").getAsString() + " " + line.get("input_shape") + " in " + layout;
  }
}
