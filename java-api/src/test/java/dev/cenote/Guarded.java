package dev.cenote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cenote.tensor.ElementType;
import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;
import dev.cenote.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A tensor, and memory around it, of bytes that no result has: shows whether anything was written. */
final class Guarded {
  private static final byte GUARD = 0x5A;
  private static final int MARGIN = 64;

  private final ByteBuffer bytes;
  private final Tensor tensor;

  private Guarded(ByteBuffer bytes, Tensor tensor) {
    this.bytes = bytes;
    this.tensor = tensor;
  }

  /** A view of a direct buffer. */
  static Guarded of(Shape shape, ElementType type, Layout layout) {
    int n = Math.toIntExact(shape.elements() * type.bytes());
    ByteBuffer bytes = direct(n + 2 * MARGIN);
    for (int i = 0; i < bytes.capacity(); i++) {
      bytes.put(i, GUARD);
    }
    return new Guarded(bytes, part(bytes, MARGIN, type, shape, layout));
  }

  static Guarded of(Shape shape, Layout layout) {
    return of(shape, ElementType.FLOAT32, layout);
  }

  static ByteBuffer direct(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }

  /** A tensor that begins at a byte of a buffer. */
  static Tensor part(ByteBuffer bytes, int from, ElementType type, Shape shape, Layout layout) {
    ByteBuffer part = bytes.duplicate().order(ByteOrder.nativeOrder());
    part.position(from).limit(from + Math.toIntExact(shape.elements() * type.bytes()));
    return Tensor.of(part, type, shape, layout);
  }

  Tensor tensor() {
    return tensor;
  }

  void assertUntouched() {
    assertUntouched(0, bytes.capacity());
  }

  void assertNothingAroundItChanged() {
    assertUntouched(0, MARGIN);
    assertUntouched(bytes.capacity() - MARGIN, bytes.capacity());
  }

  private void assertUntouched(int begin, int end) {
    for (int i = begin; i < end; i++) {
      assertThat(bytes.get(i)).as("guard %d bytes from the begin of %s", i - MARGIN, tensor).isEqualTo(GUARD);
    }
  }
}
