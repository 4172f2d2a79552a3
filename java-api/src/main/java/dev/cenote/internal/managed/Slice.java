package dev.cenote.internal.managed;

import dev.cenote.internal.memory.Numbers;
import dev.cenote.internal.memory.Storage;
import dev.cenote.tensor.ElementType;

/**
 * Some neighbouring elements of a storage: where they lie, if that is a Java array, and else in a copy, whose memory is
 * used again and again.
 */
final class Slice {
  private ElementType copyType;
  private Object copy;
  private int capacity;

  /** An array of the type's class. */
  Object array;

  /** Where in the array the first element is. */
  int at;

  /** Holds elements {@code from .. from + n}, to be read. */
  void read(Storage storage, long from, int n) {
    place(storage, from, n);
    if (array == copy) {
      storage.read(from, copy, 0, n);
    }
  }

  /** Holds room for elements {@code to .. to + n}, to be written and then {@link #put}. */
  void place(Storage storage, long to, int n) {
    Object lies = storage.array();
    if (lies != null) {
      array = lies;
      at = storage.arrayOffset() + (int) to;
      return;
    }
    if (capacity < n || copyType != storage.type()) {
      copyType = storage.type();
      copy = Numbers.newArray(copyType, n);
      capacity = n;
    }
    array = copy;
    at = 0;
  }

  /** Moves what was written to where it belongs. */
  void put(Storage storage, long to, int n) {
    if (array == copy) {
      storage.write(to, copy, 0, n);
    }
  }

  /** Lets go of the storage's array. */
  void release() {
    array = null;
  }
}
