package dev.cenote.internal.nativelib;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A struct of {@code cenote.h} as native code reads it: 64 bit integers in off-heap memory, with the tables that it
 * points to behind it. The memory stays where it is while this object is reachable.
 */
public final class Block {
  /** Changes with the structs; the library says which one it was built for. */
  static final long VERSION = 3;

  private final ByteBuffer memory;
  private final long address;

  /** @param longs the size of the struct and its tables, at most 2^28 */
  Block(long longs) {
    memory = ByteBuffer.allocateDirect(Math.toIntExact(longs * Long.BYTES)).order(ByteOrder.nativeOrder());
    address = NativeLibrary.addressOf(memory);
  }

  /** Where the block begins. */
  public long address() {
    return address;
  }

  /** The address of the long with this number. */
  long addressOf(long number) {
    return address + number * Long.BYTES;
  }

  Block put(long value) {
    memory.putLong(value);
    return this;
  }

  Block put(boolean value) {
    return put(value ? 1 : 0);
  }

  Block put(double value) {
    return put(Double.doubleToRawLongBits(value));
  }

  Block put(long[] values) {
    memory.asLongBuffer().put(values);
    memory.position(memory.position() + values.length * Long.BYTES);
    return this;
  }
}
