package dev.cenote.internal.managed;

import dev.cenote.internal.plan.AxisWindows;
import dev.cenote.internal.plan.Geometry;

/**
 * The input under output rows, reduced along D in trees of pairs, and along H in blocks of as many rows as a window
 * has: a window is the end of one block and the begin of the next, so that each input row is reduced twice and not once
 * for each window. Rows of several output slices, windows along D of a plane, may lie side by side in the lines.
 *
 * <p>Holds as many lines as windows along H have rows (or the input, if these are fewer), and three more.
 */
final class BlockColumns {
  /** So many accumulators are held for the sake of speed alone. */
  private static final long MOST = 1 << 24;

  private final AxisWindows h;
  private final Taps taps;
  private final TreeColumns trees;
  private final int elements;
  private final int before;
  private final int pitch;
  /** Input row e is in line e modulo their number, until it ends a block, then the reduction of it and those behind. */
  private final Line[] rows;
  private final Line begin;
  private final Line result;
  private boolean begun;
  private long firstRow;
  private long nextRow;
  private int slices;
  private int size;

  /**
   * @param before accumulators before the elements of each slice, which stay the reduction of none
   * @param pitch accumulators from one slice to the next
   */
  BlockColumns(Geometry geometry, Taps taps, TreeColumns trees, Line kind, int before, int pitch, int mostSlices) {
    this.h = geometry.h();
    this.taps = taps;
    this.trees = trees;
    this.elements = (int) (geometry.w().in() * geometry.lanes());
    this.before = before;
    this.pitch = pitch;
    this.rows = new Line[(int) Math.min(h.taps(), h.in())];
    for (int r = 0; r < rows.length; r++) {
      rows[r] = cleared(kind, mostSlices * pitch);
    }
    this.begin = cleared(kind, mostSlices * pitch);
    this.result = cleared(kind, mostSlices * pitch);
  }

  private static Line cleared(Line kind, int n) {
    Line line = kind.another();
    line.ensure(n);
    line.clear(0, n);
    return line;
  }

  /** Whether windows along H have to be summed in blocks, or may and gain by it. */
  static boolean suit(Geometry geometry) {
    AxisWindows h = geometry.h();
    return geometry.hInBlocks() || geometry.isExact() && h.stride() == 1 && h.step() == 1 && h.taps() > 1
        && h.out() > 1 && Math.min(h.taps(), h.in()) * geometry.w().in() * geometry.lanes() <= MOST;
  }

  /** The input has changed. */
  void forget() {
    slices = 0;
  }

  /**
   * The columns of an output row and of the same row of the slices that follow. Valid until the next call, which is
   * fastest for the next row.
   */
  Line reduce(long row, int slices) {
    long j = row % h.out();
    if (row != nextRow || j == 0 || slices != this.slices) {
      this.slices = slices;
      size = slices * pitch;
      firstRow = j;
      begun = false;
      for (long p = j; p < j + h.taps() - 1; p++) {
        advance(row, p);
      }
    }
    advance(row, j + h.taps() - 1);
    nextRow = row + 1;
    return window(j);
  }

  /** Takes the input row at a position, which is 0 for the first tap of window 0. */
  private void advance(long row, long p) {
    if (p % h.taps() == 0) {
      endBlock(p);
      begun = false;
    }
    long e = p + h.origin();
    if (e < 0 || e >= h.in()) {
      return;
    }
    Line line = line(e);
    taps.moveTo(row);
    for (int s = 0; s < slices; s++) {
      if (s > 0) {
        taps.moveToNextSlice();
      }
      load(line, before + s * pitch, p - row % h.out());
    }
    if (begun) {
      begin.combine(begin, line, size);
    } else {
      begin.take(line, 0, 1, size);
      begun = true;
    }
  }

  private void load(Line line, int to, long tap) {
    if (taps.dEnd - taps.dFirst == 1) {
      Slice vector = taps.load(0, taps.dFirst, tap, 0, elements);
      line.load(to, vector.array, vector.at, elements);
    } else if (taps.dFirst < taps.dEnd) {
      line.put(to, trees.reduce(tap, 0, elements), elements);
    } else {
      line.clear(to, elements);
    }
  }

  /** Reduces the rows of the block that ends before a position, from the last one back, all but the first. */
  private void endBlock(long end) {
    long last = Math.min(end + h.origin(), h.in()) - 1;
    long first = Math.max(0, Math.max(end - h.taps() + 1, firstRow) + h.origin());
    for (long e = last - 1; e >= first; e--) {
      line(e).combine(line(e + 1), line(e), size);
    }
  }

  /** Window j: the end of its block and the begin of the next, or all of its block, of which that is still known. */
  private Line window(long j) {
    long first = Math.max(0, j + h.origin());
    long blockEnd = (j / h.taps() + 1) * h.taps() + h.origin();
    boolean ends = j % h.taps() != 0 && first < Math.min(h.in(), blockEnd);
    if (ends && begun) {
      result.combine(line(first), begin, size);
    } else if (ends || begun) {
      result.take(ends ? line(first) : begin, 0, 1, size);
    } else {
      result.clear(0, size);
    }
    return result;
  }

  private Line line(long e) {
    return rows[(int) (e % rows.length)];
  }
}
