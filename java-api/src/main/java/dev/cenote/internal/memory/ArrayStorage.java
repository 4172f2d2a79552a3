package dev.cenote.internal.memory;

/** A stretch of a Java array. */
public final class ArrayStorage extends Storage {
  private final float[] array;
  private final int offset;

  public ArrayStorage(float[] array, int offset) {
    this.array = array;
    this.offset = offset;
  }

  @Override
  public float[] array() {
    return array;
  }

  @Override
  public int arrayOffset() {
    return offset;
  }

  @Override
  public void read(long from, float[] target, int at, int n) {
    System.arraycopy(array, offset + (int) from, target, at, n);
  }

  @Override
  public void write(long to, float[] source, int at, int n) {
    System.arraycopy(source, at, array, offset + (int) to, n);
  }

  @Override
  public boolean isReadOnly() {
    return false;
  }

  @Override
  public boolean overlaps(long elements, Storage other, long otherElements) {
    return array == other.array() && overlap(offset, elements, other.arrayOffset(), otherElements);
  }
}
