package dev.cenote.internal.managed;

import dev.cenote.internal.memory.Storage;
import dev.cenote.internal.plan.AxisWindows;
import dev.cenote.internal.plan.Geometry;

/**
 * The input under one output row: vectors of neighbouring elements at taps (d, h) and a position along W, held in one
 * of a few slots.
 */
final class Taps {
  /** How many vectors can be held at once. */
  static final int SLOTS = 8;

  private final Geometry geometry;
  private final AxisWindows depth;
  private final AxisWindows height;
  private final AxisWindows width;
  private final long lanes;
  private final int size;
  private final boolean listed;
  private final Slice[] slots = new Slice[SLOTS];

  private Storage in;
  private Object array;
  private int offset;
  private long row;
  private long plane;
  private long dWindow;
  private long hWindow;
  private long listReached = -1;

  /** Ranges of taps inside the input along D and H. */
  long dFirst;

  long dEnd;
  long hFirst;
  long hEnd;

  /** What the windows along D and H count for the divisor. */
  long dCount;

  long hCount;

  /** The number of the row's first window along W. */
  long wFirst;

  /** The columns that the windows along W reach; all of them where windows lie evenly. */
  long columnsBegin;

  long columnsEnd;

  Taps(Geometry geometry) {
    this.geometry = geometry;
    depth = geometry.d();
    height = geometry.h();
    width = geometry.w();
    lanes = geometry.lanes();
    size = Math.toIntExact(geometry.layout().isChannelsLast() ? lanes : width.in());
    listed = geometry.images() != null || depth.perList() + height.perList() + width.perList() > 0;
    columnsEnd = width.in();
    for (int slot = 0; slot < SLOTS; slot++) {
      slots[slot] = new Slice();
    }
  }

  /** The elements of a vector: whole rows channels-first, all channels of one position channels-last. */
  int size() {
    return size;
  }

  void bind(Storage storage) {
    in = storage;
    array = storage.array();
    offset = storage.arrayOffset();
  }

  void unbind() {
    in = null;
    array = null;
    for (Slice slot : slots) {
      slot.release();
    }
  }

  /** Moves to the windows of an output row. */
  void moveTo(long row) {
    this.row = row;
    long slice = row / height.out();
    long number = slice / depth.out();
    long list = listed ? geometry.list(number) : 0;
    long i = list * depth.perList() + slice - number * depth.out();
    long j = list * height.perList() + row - slice * height.out();
    wFirst = list * width.perList();
    plane = (listed ? geometry.source(number) : number) * depth.in() * height.in() * width.in();
    dWindow = depth.start(i);
    dFirst = depth.firstTap(i);
    dEnd = depth.endTap(i);
    dCount = depth.count(i);
    hWindow = height.start(j);
    hFirst = height.firstTap(j);
    hEnd = height.endTap(j);
    hCount = height.count(j);
    if (width.stride() == 0 && list != listReached) {
      listReached = list;
      reach();
    }
  }

  /** Moves to the same row of the next window along D, or of the first one of the next plane. */
  void moveToNextSlice() {
    if (listed || depth.out() > 1) {
      moveTo(row + height.out());
    } else {
      row += height.out();
      plane += depth.in() * height.in() * width.in();
    }
  }

  private void reach() {
    columnsBegin = width.in();
    columnsEnd = 0;
    for (long i = wFirst; i < wFirst + width.out(); i++) {
      if (width.firstTap(i) < width.endTap(i)) {
        columnsBegin = Math.min(columnsBegin, width.start(i) + width.firstTap(i) * width.step());
        columnsEnd = Math.max(columnsEnd, width.start(i) + (width.endTap(i) - 1) * width.step() + 1);
      }
    }
    columnsEnd = Math.max(columnsBegin, columnsEnd);
  }

  /** Whether no tap of this row is inside the input. */
  boolean isEmpty() {
    return dFirst == dEnd || hFirst == hEnd;
  }

  /** How many vectors lie at one position along W. */
  long rows() {
    return (dEnd - dFirst) * (hEnd - hFirst);
  }

  /** The position within the input's plane of taps {@code d} and {@code h}, at the begin of W. */
  long position(long d, long h) {
    return ((dWindow + d * depth.step()) * height.in() + hWindow + h * height.step()) * width.in();
  }

  /** The vector at taps {@code d} and {@code h}, and position {@code w} of the input, in a slot. */
  Slice load(int slot, long d, long h, long w) {
    return load(slot, d, h, w, size);
  }

  /** Likewise, of so many elements. */
  Slice load(int slot, long d, long h, long w, int elements) {
    long from = (plane + position(d, h) + w) * lanes;
    Slice vector = slots[slot];
    if (array != null) {
      vector.array = array;
      vector.at = offset + (int) from;
    } else {
      vector.read(in, from, elements);
    }
    return vector;
  }

  /** The vectors at tap {@code h} and the three that follow, in the first slots. */
  Slice[] loadFour(long d, long h, long w, int elements) {
    for (int slot = 0; slot < 4; slot++) {
      load(slot, d, h + slot, w, elements);
    }
    return slots;
  }
}
