package dev.cenote.conformance;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.cenote.Backend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The graph of one of ONNX's {@code .onnx} files, a {@code ModelProto}: its nodes in the order in which they run.
 *
 * @param inputs the names of what the graph is given
 * @param outputs the names of what it is asked for
 */
record OnnxModel(List<OnnxNode> nodes, List<String> inputs, List<String> outputs) {
  private static final int MODEL_GRAPH = 7;
  private static final int GRAPH_NODE = 1;
  private static final int GRAPH_INPUT = 11;
  private static final int GRAPH_OUTPUT = 12;
  private static final int VALUE_NAME = 1;
  private static final int NODE_INPUT = 1;
  private static final int NODE_OUTPUT = 2;
  private static final int NODE_OPERATOR = 4;
  private static final int NODE_ATTRIBUTE = 5;
  private static final int ATTRIBUTE_NAME = 1;
  private static final int ATTRIBUTE_FLOAT = 2;
  private static final int ATTRIBUTE_INT = 3;
  private static final int ATTRIBUTE_TEXT = 4;
  private static final int ATTRIBUTE_INTS = 8;

  private static final Set<String> RESHAPING = Set.of("Unsqueeze", "Squeeze");

  static OnnxModel read(Path file) {
    try {
      OnnxModel model = new OnnxModel(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
      CodedInputStream in = CodedInputStream.newInstance(Files.readAllBytes(file));
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        if (WireFormat.getTagFieldNumber(tag) == MODEL_GRAPH) {
          model.readGraph(Wire.message(in));
        } else {
          in.skipField(tag);
        }
      }
      return model;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void readGraph(CodedInputStream in) throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (WireFormat.getTagFieldNumber(tag)) {
        case GRAPH_NODE -> nodes.add(node(Wire.message(in)));
        case GRAPH_INPUT -> inputs.add(valueName(Wire.message(in)));
        case GRAPH_OUTPUT -> outputs.add(valueName(Wire.message(in)));
        default -> in.skipField(tag);
      }
    }
  }

  private static String valueName(CodedInputStream in) throws IOException {
    String name = "";
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (WireFormat.getTagFieldNumber(tag) == VALUE_NAME) {
        name = in.readString();
      } else {
        in.skipField(tag);
      }
    }
    return name;
  }

  private static OnnxNode node(CodedInputStream in) throws IOException {
    List<String> inputs = new ArrayList<>();
    List<String> outputs = new ArrayList<>();
    Map<String, Object> attributes = new HashMap<>();
    String operator = "";
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (WireFormat.getTagFieldNumber(tag)) {
        case NODE_INPUT -> inputs.add(in.readString());
        case NODE_OUTPUT -> outputs.add(in.readString());
        case NODE_OPERATOR -> operator = in.readString();
        case NODE_ATTRIBUTE -> readAttribute(Wire.message(in), attributes);
        default -> in.skipField(tag);
      }
    }
    return new OnnxNode(operator, inputs, outputs, new OnnxAttributes(attributes));
  }

  private static void readAttribute(CodedInputStream in, Map<String, Object> attributes) throws IOException {
    String name = "";
    Object value = null;
    List<Long> integers = new ArrayList<>();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (WireFormat.getTagFieldNumber(tag)) {
        case ATTRIBUTE_NAME -> name = in.readString();
        case ATTRIBUTE_FLOAT -> value = in.readFloat();
        case ATTRIBUTE_INT -> value = in.readInt64();
        case ATTRIBUTE_TEXT -> value = in.readString();
        case ATTRIBUTE_INTS -> Wire.readInts(in, tag, integers);
        default -> in.skipField(tag);
      }
    }
    attributes.put(name, value != null ? value : Wire.toArray(integers));
  }

  /** The one node that pools: some of PyTorch's sequences go through an image of width 1, with nodes around it. */
  OnnxNode pooling() {
    return nodes.stream().filter(node -> !RESHAPING.contains(node.operator())).findFirst().orElseThrow();
  }

  /** Everything that the graph computes, by name, and what it was given. */
  Map<String, Array> run(List<Array> given, Backend backend) {
    Map<String, Array> values = new HashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      values.put(inputs.get(i), given.get(i));
    }
    for (OnnxNode node : nodes) {
      List<Array> in = node.inputs().stream().map(values::get).toList();
      List<Array> out = switch (node.operator()) {
        case "Unsqueeze" -> List.of(unsqueezed(in.get(0), node.attributes().integers("axes")));
        case "Squeeze" -> List.of(squeezed(in.get(0), node.attributes().integers("axes")));
        default -> node.run(in, backend);
      };
      for (int i = 0; i < out.size(); i++) {
        values.put(node.outputs().get(i), out.get(i));
      }
    }
    return values;
  }

  /** With a dimension of size 1 put in at each of these places, in ascending order. */
  private static Array unsqueezed(Array array, long[] axes) {
    List<Long> sizes = sizes(array);
    for (long axis : axes) {
      sizes.add((int) axis, 1L);
    }
    return array.reshaped(Wire.toArray(sizes));
  }

  /** Without the dimensions at these places, in ascending order. */
  private static Array squeezed(Array array, long[] axes) {
    List<Long> sizes = sizes(array);
    for (int i = axes.length - 1; i >= 0; i--) {
      sizes.remove((int) axes[i]);
    }
    return array.reshaped(Wire.toArray(sizes));
  }

  private static List<Long> sizes(Array array) {
    List<Long> sizes = new ArrayList<>();
    for (long size : array.shape().toArray()) {
      sizes.add(size);
    }
    return sizes;
  }
}
