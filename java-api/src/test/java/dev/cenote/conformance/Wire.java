package dev.cenote.conformance;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.List;

/** What ONNX's messages have in common on the wire. */
final class Wire {
  private Wire() {}

  /** Adds what a field of repeated integers has here: one, or many that are packed. */
  static void readInts(CodedInputStream in, int tag, List<Long> ints) throws IOException {
    if (WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
      ints.add(in.readInt64());
      return;
    }
    int end = in.pushLimit(in.readRawVarint32());
    while (in.getBytesUntilLimit() > 0) {
      ints.add(in.readInt64());
    }
    in.popLimit(end);
  }

  static long[] toArray(List<Long> ints) {
    return ints.stream().mapToLong(Long::longValue).toArray();
  }

  /** The message that a field holds, to be read on its own. */
  static CodedInputStream message(CodedInputStream in) throws IOException {
    return in.readBytes().newCodedInput();
  }
}
