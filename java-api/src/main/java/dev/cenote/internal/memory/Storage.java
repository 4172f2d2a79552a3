package dev.cenote.internal.memory;

import dev.cenote.tensor.ElementType;

/**
 * The memory behind a tensor: elements of one type that a backend reads and writes where they lie. Indices and counts
 * are elements and {@code long}; callers have checked them, and the class of the arrays.
 */
public abstract class Storage implements AutoCloseable {
  private final ElementType type;

  Storage(ElementType type) {
    this.type = type;
  }

  public final ElementType type() {
    return type;
  }

  /** The Java array that holds the elements, of the type's array class, or null if they are outside the heap. */
  public Object array() {
    return null;
  }

  /** Where element 0 is in {@link #array()}, in elements. */
  public int arrayOffset() {
    return 0;
  }

  /** The address of element 0, or 0 for a Java array, and where it is not known for want of natives. */
  public long address() {
    return 0;
  }

  /** Copies elements {@code from .. from + n} as they are to {@code target[at ..]}, an array of the type's class. */
  public abstract void read(long from, Object target, int at, int n);

  /** Copies {@code source[at .. at + n]}, an array of the type's class, as they are to elements {@code to ..}. */
  public abstract void write(long to, Object source, int at, int n);

  public abstract boolean isReadOnly();

  /** Whether two storages of these many elements share a byte, whatever their types. */
  public final boolean overlaps(long elements, Storage other, long otherElements) {
    if (elements == 0 || otherElements == 0) {
      return false;
    }
    if (other == this) {
      return true;
    }
    long bytes = elements * type.bytes();
    long otherBytes = otherElements * other.type.bytes();
    if (array() != null) {
      return array() == other.array() && overlap((long) arrayOffset() * type.bytes(), bytes,
          (long) other.arrayOffset() * other.type.bytes(), otherBytes);
    }
    return address() != 0 && other.address() != 0 && overlap(address(), bytes, other.address(), otherBytes);
  }

  private static boolean overlap(long a, long aBytes, long b, long bBytes) {
    return a < b + bBytes && b < a + aBytes;
  }

  /**
   * Holds the memory until {@link #release()}.
   *
   * @throws IllegalStateException if it is closed
   */
  public final void acquire() {
    if (!tryAcquire()) {
      throw new IllegalStateException("Tensor: is closed");
    }
  }

  /**
   * As {@link #acquire()}, for an operator, and what it asks for, with a verb: {@code the input is}.
   *
   * @throws IllegalStateException if it is closed
   */
  public final void acquire(String operator, String what) {
    if (!tryAcquire()) {
      throw new IllegalStateException(operator + ": " + what + " closed, expected an open tensor");
    }
  }

  /** Holds the memory until {@link #release()}, unless it is closed. */
  boolean tryAcquire() {
    return true;
  }

  public void release() {}

  /** Frees memory that is owned. */
  @Override
  public void close() {}
}
