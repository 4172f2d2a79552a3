package dev.cenote.internal.memory;

import dev.cenote.internal.nativelib.NativeLibrary;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Zeroed memory outside the heap, of any size, that is freed by {@link #close()}. With natives it is one stretch,
 * aligned for vectors; without them it is pieces that the JVM allocates, which only managed code reads.
 *
 * <p>Users are counted, so that closing while an operation runs is refused and never pulls memory from under it.
 */
public final class OffHeapStorage extends Storage {
  private static final Cleaner CLEANER = Cleaner.create();
  private static final int PIECE_BITS = 28; // 2^28 floats are 1 GiB: a view must stay below 2^31 bytes
  private static final int CLOSED = -1;

  private final long address;
  private final AtomicInteger users = new AtomicInteger();
  private final Cleaner.Cleanable memory; // null where the JVM owns the pieces
  private FloatBuffer[] pieces;

  /**
   * @throws OutOfMemoryError if there is not so much memory
   */
  public OffHeapStorage(long elements) {
    if (elements > Long.MAX_VALUE / Float.BYTES) {
      throw new OutOfMemoryError("off-heap tensor of " + elements + " float32 elements exceeds 2^63 - 1 bytes");
    }
    long bytes = elements * Float.BYTES;
    long pieceCount = Math.max(1, (elements + (1L << PIECE_BITS) - 1) >> PIECE_BITS);
    if (pieceCount > Integer.MAX_VALUE) {
      throw new OutOfMemoryError("off-heap tensor of " + bytes + " bytes");
    }
    if (NativeLibrary.isLoaded()) {
      long start = NativeLibrary.allocate(bytes);
      if (start == 0) {
        throw new OutOfMemoryError("off-heap tensor of " + bytes + " bytes");
      }
      address = start;
      memory = CLEANER.register(this, () -> NativeLibrary.free(start));
    } else {
      address = 0;
      memory = null;
    }
    pieces = new FloatBuffer[(int) pieceCount];
    for (int p = 0; p < pieceCount; p++) {
      long first = (long) p << PIECE_BITS;
      int pieceBytes = (int) (Math.min(elements - first, 1L << PIECE_BITS) * Float.BYTES);
      ByteBuffer piece = memory == null
          ? ByteBuffer.allocateDirect(pieceBytes)
          : NativeLibrary.view(address + first * Float.BYTES, pieceBytes);
      pieces[p] = piece.order(ByteOrder.nativeOrder()).asFloatBuffer();
    }
  }

  @Override
  public long address() {
    return address;
  }

  @Override
  public void read(long from, float[] target, int at, int n) {
    while (n > 0) {
      FloatBuffer piece = pieces[(int) (from >> PIECE_BITS)];
      int index = (int) (from & (1 << PIECE_BITS) - 1);
      int part = Math.min(n, piece.capacity() - index);
      piece.get(index, target, at, part);
      from += part;
      at += part;
      n -= part;
    }
  }

  @Override
  public void write(long to, float[] source, int at, int n) {
    while (n > 0) {
      FloatBuffer piece = pieces[(int) (to >> PIECE_BITS)];
      int index = (int) (to & (1 << PIECE_BITS) - 1);
      int part = Math.min(n, piece.capacity() - index);
      piece.put(index, source, at, part);
      to += part;
      at += part;
      n -= part;
    }
  }

  @Override
  public boolean isReadOnly() {
    return false;
  }

  @Override
  public boolean overlaps(long elements, Storage other, long otherElements) {
    return other == this && elements > 0 && otherElements > 0; // a user cannot make a view of this memory
  }

  @Override
  public void acquire() {
    for (int now = users.get(); now != CLOSED; now = users.get()) {
      if (users.compareAndSet(now, now + 1)) {
        return;
      }
    }
    throw new IllegalStateException("Tensor: is closed");
  }

  @Override
  public void release() {
    users.getAndDecrement();
  }

  @Override
  public void close() {
    if (!users.compareAndSet(0, CLOSED)) {
      if (users.get() == CLOSED) {
        return;
      }
      throw new IllegalStateException("Tensor: cannot be closed while an operation uses it");
    }
    pieces = null;
    if (memory != null) {
      memory.clean();
    }
  }
}
