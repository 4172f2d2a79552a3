package dev.cenote.internal.memory;

import dev.cenote.tensor.ElementType;

/** A stretch of a Java array. */
public final class ArrayStorage extends Storage {
  private final Object array;
  private final int offset;

  /** Element 0 is {@code array[offset]}; the array is of the type's class. */
  public ArrayStorage(Object array, int offset, ElementType type) {
    super(type);
    this.array = array;
    this.offset = offset;
  }

  @Override
  public Object array() {
    return array;
  }

  @Override
  public int arrayOffset() {
    return offset;
  }

  @Override
  public void read(long from, Object target, int at, int n) {
    System.arraycopy(array, offset + (int) from, target, at, n);
  }

  @Override
  public void write(long to, Object source, int at, int n) {
    System.arraycopy(source, at, array, offset + (int) to, n);
  }

  @Override
  public boolean isReadOnly() {
    return false;
  }
}
