package dev.cenote.benchmarks.peers;

import dev.cenote.internal.Problem;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.LongStream;

/** A model of one pooling node, written as protocol buffers by hand: field numbers are those of onnx.proto. */
final class OnnxModel {
  static final String INPUT = "x";
  static final String OUTPUT = "y";
  private static final int IR_VERSION = 8;
  private static final int OPSET = 17;
  private static final int INT = 2; // AttributeProto.AttributeType
  private static final int INTS = 7;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private OnnxModel() {}

  /** @param elementType a TensorProto.DataType */
  static byte[] of(Problem problem, int elementType, long[] in, long[] out) {
    OnnxModel node = new OnnxModel()
        .text(1, INPUT).text(2, OUTPUT).text(4, problem.isMax() ? "MaxPool" : "AveragePool")
        .message(5, ints("kernel_shape", problem.size()))
        .message(5, ints("strides", problem.stride()))
        .message(5, ints("pads", LongStream.concat(
            LongStream.of(problem.paddingBegin()), LongStream.of(problem.paddingEnd())).toArray()))
        .message(5, integer("ceil_mode", problem.isCeil() ? 1 : 0));
    if (problem.isMax()) {
      node.message(5, ints("dilations", problem.dilation()));
    } else {
      node.message(5, integer("count_include_pad", problem.countsPadding() ? 1 : 0));
    }
    OnnxModel graph = new OnnxModel().message(1, node).text(2, "pooling")
        .message(11, value(INPUT, elementType, in)).message(12, value(OUTPUT, elementType, out));
    return new OnnxModel().number(1, IR_VERSION).message(7, graph).message(8, new OnnxModel().number(2, OPSET))
        .bytes.toByteArray();
  }

  private static OnnxModel ints(String name, long[] values) {
    OnnxModel attribute = new OnnxModel().text(1, name).number(20, INTS);
    for (long value : values) {
      attribute.number(8, value);
    }
    return attribute;
  }

  private static OnnxModel integer(String name, long value) {
    return new OnnxModel().text(1, name).number(20, INT).number(3, value);
  }

  private static OnnxModel value(String name, int elementType, long[] sizes) {
    OnnxModel shape = new OnnxModel();
    for (long size : sizes) {
      shape.message(1, new OnnxModel().number(1, size));
    }
    OnnxModel tensor = new OnnxModel().number(1, elementType).message(2, shape);
    return new OnnxModel().text(1, name).message(2, new OnnxModel().message(1, tensor));
  }

  private OnnxModel number(int field, long value) {
    varint((long) field << 3);
    varint(value);
    return this;
  }

  private OnnxModel text(int field, String text) {
    return message(field, text.getBytes(StandardCharsets.UTF_8));
  }

  private OnnxModel message(int field, OnnxModel message) {
    return message(field, message.bytes.toByteArray());
  }

  private OnnxModel message(int field, byte[] content) {
    varint((long) field << 3 | 2);
    varint(content.length);
    bytes.writeBytes(content);
    return this;
  }

  private void varint(long value) {
    while ((value & ~0x7FL) != 0) {
      bytes.write((int) (value & 0x7F | 0x80));
      value >>>= 7;
    }
    bytes.write((int) value);
  }
}
