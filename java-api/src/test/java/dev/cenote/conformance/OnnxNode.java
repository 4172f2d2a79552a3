package dev.cenote.conformance;

import dev.cenote.AvgPool;
import dev.cenote.Backend;
import dev.cenote.Divisor;
import dev.cenote.GlobalAvgPool;
import dev.cenote.GlobalLpPool;
import dev.cenote.GlobalMaxPool;
import dev.cenote.Indices;
import dev.cenote.LpPool;
import dev.cenote.MaxPool;
import dev.cenote.MaxUnpool;
import dev.cenote.Padding;
import dev.cenote.Pool;
import dev.cenote.Regions;
import dev.cenote.RoiAlign;
import dev.cenote.RoiMaxPool;
import dev.cenote.Window;
import dev.cenote.tensor.ElementType;
import dev.cenote.tensor.Shape;
import dev.cenote.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * A node with one of ONNX's pooling operators, and the same in Cenote.
 *
 * @param inputs the names of its inputs in the graph, in the operator's order
 * @param outputs the names of its outputs, likewise
 */
record OnnxNode(String operator, List<String> inputs, List<String> outputs, OnnxAttributes attributes) {

  /** The operator's outputs, as many as the node has. */
  List<Array> run(List<Array> in, Backend backend) {
    Tensor x = in.get(0).channelsFirst();
    if (operator.equals("MaxUnpool")) {
      return List.of(Array.of(unpool().on(backend).apply(x, in.get(1).channelsFirst())));
    }
    Pool pool = pool(in).on(backend);
    return outputs.size() == 1 ? List.of(Array.of(pool.apply(x))) : withIndices(pool, x);
  }

  private Pool pool(List<Array> in) {
    return switch (operator) {
      case "MaxPool" -> MaxPool.of(window());
      case "AveragePool" -> AvgPool.of(window())
          .divisor(attributes.isSet("count_include_pad") ? Divisor.INCLUDE_PADDING : Divisor.EXCLUDE_PADDING);
      case "LpPool" -> LpPool.of(p(), window());
      case "GlobalMaxPool" -> GlobalMaxPool.of();
      case "GlobalAveragePool" -> GlobalAvgPool.of();
      case "GlobalLpPool" -> GlobalLpPool.of(p());
      case "RoiAlign" -> roiAlign().over(Regions.of(in.get(1).floats(), in.get(2).longs()));
      case "MaxRoiPool" -> roiMaxPool().over(Regions.ofRows(in.get(1).floats()));
      default -> throw new IllegalArgumentException("OnnxNode: " + operator + " is no pooling operator");
    };
  }

  private Window window() {
    Window window = Window.of(attributes.integers("kernel_shape"))
        .stride(attributes.integers("strides", 1)) // not the size of the window, as elsewhere
        .dilation(attributes.integers("dilations", 1))
        .padding(padding());
    return attributes.isSet("ceil_mode") ? window.ceil() : window;
  }

  private Padding padding() {
    String rule = attributes.text("auto_pad", "NOTSET");
    return switch (rule) {
      case "NOTSET" -> attributes.has("pads") ? padding(attributes.integers("pads")) : Padding.of(0);
      case "VALID" -> Padding.VALID;
      case "SAME_UPPER" -> Padding.SAME_UPPER;
      case "SAME_LOWER" -> Padding.SAME_LOWER;
      default -> throw new IllegalArgumentException("OnnxNode: there is no auto_pad " + rule);
    };
  }

  /** The begin of each axis, then the end of each. */
  private static Padding padding(long[] pads) {
    int axes = pads.length / 2;
    return Padding.of(Arrays.copyOf(pads, axes), Arrays.copyOfRange(pads, axes, pads.length));
  }

  private double p() {
    return attributes.number("p", 2).doubleValue();
  }

  /** ONNX counts indices over the whole tensor. */
  private List<Array> withIndices(Pool pool, Tensor x) {
    Shape shape = pool.outputShape(x.shape(), x.layout());
    Tensor values = Tensor.zeros(shape, x.type(), x.layout());
    Tensor indices = Tensor.zeros(shape, ElementType.INT64, x.layout());
    pool.apply(x, values, indices,
        attributes.isSet("storage_order") ? Indices.TENSOR_COLUMN_MAJOR : Indices.TENSOR);
    return List.of(Array.of(values), Array.of(indices));
  }

  private MaxUnpool unpool() {
    return MaxUnpool.of(window()).indices(Indices.TENSOR);
  }

  private RoiAlign roiAlign() {
    boolean halfPixel = attributes.text("coordinate_transformation_mode", "half_pixel").equals("half_pixel");
    RoiAlign align = RoiAlign
        .of(halfPixel ? RoiAlign.Mode.HALF_PIXEL : RoiAlign.Mode.OUTPUT_HALF_PIXEL,
            attributes.number("output_height", 1).longValue(), attributes.number("output_width", 1).longValue())
        .scale(attributes.number("spatial_scale", 1).doubleValue())
        .samples(attributes.number("sampling_ratio", 0).intValue());
    return attributes.text("mode", "avg").equals("max") ? align.max() : align;
  }

  private RoiMaxPool roiMaxPool() {
    long[] size = attributes.integers("pooled_shape");
    return RoiMaxPool.of(size[0], size[1]).scale(attributes.number("spatial_scale", 1).doubleValue());
  }

  /** Whether the outputs are elements of the input, which no rounding can change. */
  boolean onlyMovesElements() {
    return operator.contains("Max");
  }

  boolean isAverage() {
    return operator.endsWith("AveragePool");
  }
}
