package dev.cenote.internal.memory;

import dev.cenote.tensor.ElementType;
import java.lang.ref.Reference;
import java.nio.Buffer;
import java.nio.ByteBuffer;

/** A caller's direct buffer, from its position to its limit. The buffer object keeps the memory alive. */
public final class BufferStorage extends Storage {
  private final Buffer buffer;
  private final long address;

  /** The buffer holds elements of the type in native order, or is their bytes. */
  public BufferStorage(Buffer buffer, ElementType type) {
    super(type);
    Buffer part = buffer.slice();
    this.address = DirectAddress.of(part);
    this.buffer = part instanceof ByteBuffer ? TypedBuffer.view((ByteBuffer) part, type) : part;
  }

  @Override
  public long address() {
    return address;
  }

  @Override
  public void read(long from, Object target, int at, int n) {
    TypedBuffer.read(type(), buffer, (int) from, target, at, n);
  }

  @Override
  public void write(long to, Object source, int at, int n) {
    TypedBuffer.write(type(), buffer, (int) to, source, at, n);
  }

  @Override
  public boolean isReadOnly() {
    return buffer.isReadOnly();
  }

  @Override
  public void release() {
    Reference.reachabilityFence(buffer);
  }
}
