package dev.cenote.conformance;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.cenote.tensor.ElementType;
import dev.cenote.tensor.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the arrays of ONNX's {@code .pb} files, each a {@code TensorProto} with its elements in {@code raw_data}. */
final class TensorProto {
  private static final int DIMS = 1;
  private static final int DATA_TYPE = 2;
  private static final int RAW_DATA = 9;

  private TensorProto() {}

  static Array read(Path file) {
    try {
      return read(CodedInputStream.newInstance(Files.readAllBytes(file)), file.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Array read(CodedInputStream in, String name) throws IOException {
    List<Long> dims = new ArrayList<>();
    int type = 0;
    ByteBuffer elements = null;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (WireFormat.getTagFieldNumber(tag)) {
        case DIMS -> Wire.readInts(in, tag, dims);
        case DATA_TYPE -> type = in.readInt32();
        case RAW_DATA -> elements = in.readByteBuffer();
        default -> in.skipField(tag);
      }
    }
    if (elements == null) {
      throw new IllegalArgumentException("TensorProto: " + name + " has no raw_data");
    }
    return Array.of(elementType(type), Shape.of(Wire.toArray(dims)), elements);
  }

  private static ElementType elementType(int number) {
    return switch (number) {
      case 1 -> ElementType.FLOAT32;
      case 2 -> ElementType.UINT8;
      case 3 -> ElementType.INT8;
      case 5 -> ElementType.INT16;
      case 6 -> ElementType.INT32;
      case 7 -> ElementType.INT64;
      case 10 -> ElementType.FLOAT16;
      case 11 -> ElementType.FLOAT64;
      case 16 -> ElementType.BFLOAT16;
      default -> throw new IllegalArgumentException("TensorProto: there is no element type for data_type " + number);
    };
  }
}
