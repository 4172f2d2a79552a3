package dev.cenote.internal.managed;

import dev.cenote.internal.memory.Storage;
import dev.cenote.internal.plan.AxisWindows;
import dev.cenote.internal.plan.Geometry;

/**
 * Any windows, reduction and type: lines of accumulators in trees of pairs. The input under an output row is reduced
 * along D and H to one line of columns, of an element or all channels each, and the windows along W on that line. Where
 * channels are innermost and a row of them would be long, columns are reduced one by one as windows need them.
 */
final class TreeDriver extends WindowDriver {
  /** Channels-last rows of at most so many accumulators are reduced whole, and windows that reach so far padded. */
  private static final int MAX_ROW = 1 << 15;

  private final AxisWindows w;
  private final int lanes;
  private final boolean wholeRows;
  private final TreeColumns trees;
  /** Takes the place of trees where windows along H overlap widely; else null. */
  private final BlockColumns blocks;
  private final LineTree alongW;
  /** The taps of one window along W, side by side. */
  private final Line single;
  /** Windows that lie evenly on the line of columns. */
  private final long evenBegin;
  private final long evenEnd;
  /** The columns with what never counts on both sides, for windows that reach there; null if none does. */
  private final Line padded;
  /** The columns of the current row, where rows are whole, and which is the first. */
  private Line columns;
  private long columnsBegin;

  TreeDriver(Geometry geometry) {
    super(geometry);
    w = geometry.w();
    lanes = (int) geometry.lanes();
    wholeRows = takesWholeRows(geometry);
    single = Line.of(geometry);
    trees = new TreeColumns(taps, single);
    blocks = wholeRows && BlockColumns.suit(geometry)
        ? new BlockColumns(geometry, taps, trees, single, 0, rowColumns(), 1) : null;
    alongW = new LineTree(single);
    boolean crosses = w.innerBegin() > 0 || w.innerEnd() < w.out();
    boolean pads = wholeRows && crosses && w.stride() > 0 && !geometry.reduction().emptyIsZero()
        && (w.taps() - 1) * w.step() <= Math.min(w.in(), MAX_ROW);
    padded = pads ? single.another() : null;
    evenBegin = pads ? 0 : w.innerBegin();
    evenEnd = pads ? w.out() : w.innerEnd();
    if (pads) {
      long end = w.origin() + (w.out() - 1) * w.stride() + (w.taps() - 1) * w.step() + 1;
      int size = (int) (Math.max(w.in(), end) - w.origin()) * lanes;
      padded.ensure(size);
      padded.clear(0, size);
    }
  }

  /** Whether rows are short enough for all columns to be reduced at once. */
  static boolean takesWholeRows(Geometry geometry) {
    long columns = Math.max(geometry.w().in(), geometry.w().out());
    return !geometry.layout().isChannelsLast() || geometry.hInBlocks()
        || columns <= MAX_ROW && columns * geometry.lanes() <= MAX_ROW;
  }

  private int rowColumns() {
    return (int) w.in() * lanes;
  }

  @Override
  void begin() {
    if (blocks != null) {
      blocks.forget();
    }
  }

  @Override
  void pool(long row, Storage out) {
    long first = row * w.out() * lanes;
    if (!wholeRows) {
      for (long i = 0; i < w.out(); i++, first += lanes) {
        result.place(out, first, lanes);
        single(i, result.at);
        result.put(out, first, lanes);
      }
      return;
    }
    int n = (int) w.out() * lanes;
    result.place(out, first, n);
    reduceRow(row);
    singles(0, evenBegin);
    even();
    singles(evenEnd, w.out());
    result.put(out, first, n);
  }

  private void reduceRow(long row) {
    int n = rowColumns();
    if (blocks != null) {
      columnsBegin = 0;
      columns = blocks.reduce(row, 1);
    } else {
      columnsBegin = taps.columnsBegin;
      n = (int) (taps.columnsEnd - columnsBegin) * lanes;
      columns = trees.reduce(columnsBegin, n);
    }
    if (padded != null) {
      padded.put((int) -w.origin() * lanes, columns, n);
      columns = padded;
      columnsBegin = w.origin();
    }
  }

  private void even() {
    if (lanes == 1) {
      even(evenBegin, evenEnd, evenEnd - evenBegin == 1 ? 1 : (int) w.stride());
    } else if (w.stride() == 1) {
      even(evenBegin, evenEnd, 1);
    } else {
      for (long i = evenBegin; i < evenEnd; i++) {
        even(i, i + 1, 1);
      }
    }
  }

  /** Reduces some of the windows that lie evenly, accumulator by accumulator. */
  private void even(long begin, long end, int stride) {
    if (begin == end) {
      return;
    }
    Line reduced = reduce(w.origin() + begin * w.stride(), 0, w.taps(), (int) (end - begin) * lanes, stride);
    store(reduced, 0, begin, end, result.at + (int) begin * lanes);
  }

  private void singles(long begin, long end) {
    for (long i = begin; i < end; i++) {
      single(i, result.at + (int) i * lanes);
    }
  }

  private void single(long i, int at) {
    long window = taps.wFirst + i;
    Line reduced = reduce(w.start(window), w.firstTap(window), w.endTap(window), lanes, 1);
    if (divides) {
      reduced.divide(0, lanes, divisors, window);
    }
    reduced.store(0, result.array, at, lanes);
  }

  /** Reduces the taps of {@code n} windows along W, of which the first starts at a column. */
  private Line reduce(long start, long first, long end, int n, int stride) {
    if (n == 1 && wholeRows && first < end) {
      return fold((int) (start + first * w.step() - columnsBegin), first, (int) (end - first));
    }
    alongW.begin(n);
    for (long t = first; t < end; t++) {
      long column = start + t * w.step();
      if (wholeRows) {
        alongW.add(t, columns, (int) (column - columnsBegin) * lanes, stride);
      } else {
        alongW.add(t, trees.reduce(column, lanes), 0, 1);
      }
    }
    return alongW.result();
  }

  /** Reduces {@code count} taps, the first at an accumulator of the columns, to one. */
  private Line fold(int at, long first, int count) {
    if (w.out() == 1 && w.step() == 1 && at == 0 && padded == null) {
      columns.fold(first, count); // nobody needs them any more
      return columns;
    }
    single.ensure(count);
    single.take(columns, at, count == 1 ? 1 : (int) w.step(), count);
    single.fold(first, count);
    return single;
  }
}
