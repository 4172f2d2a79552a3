package dev.cenote.internal.memory;

import java.lang.ref.Reference;
import java.nio.FloatBuffer;

/** A caller's direct buffer, from its position to its limit. The buffer object keeps the memory alive. */
public final class BufferStorage extends Storage {
  private final FloatBuffer buffer;
  private final long address;

  public BufferStorage(FloatBuffer buffer) {
    this.buffer = buffer.slice();
    this.address = DirectAddress.of(this.buffer);
  }

  @Override
  public long address() {
    return address;
  }

  @Override
  public void read(long from, float[] target, int at, int n) {
    buffer.get((int) from, target, at, n);
  }

  @Override
  public void write(long to, float[] source, int at, int n) {
    buffer.put((int) to, source, at, n);
  }

  @Override
  public boolean isReadOnly() {
    return buffer.isReadOnly();
  }

  @Override
  public boolean overlaps(long elements, Storage other, long otherElements) {
    if (other == this) {
      return elements > 0 && otherElements > 0;
    }
    return address != 0 && other.address() != 0
        && overlap(address, elements * Float.BYTES, other.address(), otherElements * Float.BYTES);
  }

  @Override
  public void release() {
    Reference.reachabilityFence(buffer);
  }
}
