package dev.cenote.internal.memory;

/**
 * The memory behind a tensor: float32 elements that a backend reads and writes where they lie. Indices and counts are
 * elements and {@code long}; callers have checked them.
 */
public abstract class Storage implements AutoCloseable {
  /** The Java array that holds the elements, or null if they are outside the heap. */
  public float[] array() {
    return null;
  }

  /** Where element 0 is in {@link #array()}. */
  public int arrayOffset() {
    return 0;
  }

  /** The address of element 0, or 0 for a Java array, and where it is not known for want of natives. */
  public long address() {
    return 0;
  }

  /** Copies elements {@code from .. from + n} to {@code target[at ..]}. */
  public abstract void read(long from, float[] target, int at, int n);

  /** Copies {@code source[at .. at + n]} to elements {@code to ..}. */
  public abstract void write(long to, float[] source, int at, int n);

  public abstract boolean isReadOnly();

  /** Whether two storages of these many elements share any. */
  public abstract boolean overlaps(long elements, Storage other, long otherElements);

  /**
   * Holds the memory until {@link #release()}.
   *
   * @throws IllegalStateException if it is closed
   */
  public void acquire() {}

  public void release() {}

  /** Frees memory that is owned. */
  @Override
  public void close() {}

  static boolean overlap(long a, long aBytes, long b, long bBytes) {
    return a < b + bBytes && b < a + aBytes;
  }
}
