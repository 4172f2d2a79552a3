package dev.cenote.internal.memory;

import dev.cenote.internal.nativelib.NativeLibrary;
import dev.cenote.tensor.ElementType;
import java.lang.ref.Cleaner;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Zeroed memory outside the heap, of any size, that is freed by {@link #close()}. With natives it is one stretch,
 * aligned for vectors; without them it is pieces that the JVM allocates, which only managed code reads.
 *
 * <p>Users are counted, so that closing while an operation runs is refused and never pulls memory from under it.
 */
public final class OffHeapStorage extends Storage {
  private static final Cleaner CLEANER = Cleaner.create();
  private static final int PIECE_BYTES_BITS = 30; // pieces of 1 GiB: a view must stay below 2^31 bytes
  private static final int CLOSED = -1;

  private final long address;
  private final AtomicInteger users = new AtomicInteger();
  private final Cleaner.Cleanable memory; // null where the JVM owns the pieces
  private final int pieceBits; // a piece has 2^pieceBits elements
  private Buffer[] pieces;

  /**
   * @throws OutOfMemoryError if there is not so much memory
   */
  public OffHeapStorage(long elements, ElementType type) {
    super(type);
    if (elements > Long.MAX_VALUE / type.bytes()) {
      throw new OutOfMemoryError("off-heap tensor of " + elements + " " + type + " elements exceeds 2^63 - 1 bytes");
    }
    long bytes = elements * type.bytes();
    pieceBits = PIECE_BYTES_BITS - Integer.numberOfTrailingZeros(type.bytes());
    long pieceCount = Math.max(1, (elements - 1 >> pieceBits) + 1);
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
    pieces = new Buffer[(int) pieceCount];
    for (int p = 0; p < pieceCount; p++) {
      long first = (long) p << PIECE_BYTES_BITS;
      int pieceBytes = (int) Math.min(bytes - first, 1L << PIECE_BYTES_BITS);
      ByteBuffer piece =
          memory == null ? ByteBuffer.allocateDirect(pieceBytes) : NativeLibrary.view(address + first, pieceBytes);
      pieces[p] = TypedBuffer.view(piece, type);
    }
  }

  @Override
  public long address() {
    return users.get() == CLOSED ? 0 : address; // freed memory may be somebody else's by now
  }

  @Override
  public void read(long from, Object target, int at, int n) {
    while (n > 0) {
      Buffer piece = pieces[(int) (from >> pieceBits)];
      int index = (int) (from & (1L << pieceBits) - 1);
      int part = Math.min(n, piece.capacity() - index);
      TypedBuffer.read(type(), piece, index, target, at, part);
      from += part;
      at += part;
      n -= part;
    }
  }

  @Override
  public void write(long to, Object source, int at, int n) {
    while (n > 0) {
      Buffer piece = pieces[(int) (to >> pieceBits)];
      int index = (int) (to & (1L << pieceBits) - 1);
      int part = Math.min(n, piece.capacity() - index);
      TypedBuffer.write(type(), piece, index, source, at, part);
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
  boolean tryAcquire() {
    for (int now = users.get(); now != CLOSED; now = users.get()) {
      if (users.compareAndSet(now, now + 1)) {
        return true;
      }
    }
    return false;
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
