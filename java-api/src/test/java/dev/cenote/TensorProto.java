package dev.cenote;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a float32 tensor from one of ONNX's {@code .pb} files: a {@code TensorProto} in protobuf's wire format. */
final class TensorProto {
  private static final int FLOAT_DATA = 4;
  private static final int RAW_DATA = 9;

  private TensorProto() {}

  /** The elements in row-major order. */
  static float[] floats(Path file) {
    try {
      return floats(ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static float[] floats(ByteBuffer in) {
    float[] values = {};
    while (in.hasRemaining()) {
      long key = varint(in);
      long field = key >>> 3;
      switch ((int) (key & 7)) {
        case 0:
          varint(in);
          break;
        case 1:
          in.position(in.position() + Long.BYTES);
          break;
        case 2:
          int bytes = Math.toIntExact(varint(in));
          if (field == RAW_DATA || field == FLOAT_DATA) {
            values = new float[bytes / Float.BYTES];
            in.slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
          }
          in.position(in.position() + bytes);
          break;
        case 5:
          if (field == FLOAT_DATA) {
            throw new IllegalArgumentException("TensorProto: float_data is not packed");
          }
          in.position(in.position() + Integer.BYTES);
          break;
        default:
          throw new IllegalArgumentException("TensorProto: wire type " + (key & 7));
      }
    }
    return values;
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte part = in.get();
      value |= (part & 0x7FL) << shift;
      if (part >= 0) {
        return value;
      }
    }
  }
}
