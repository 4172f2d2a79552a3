package dev.cenote.internal.managed;

import dev.cenote.internal.memory.Storage;
import dev.cenote.internal.plan.AxisWindows;
import dev.cenote.internal.plan.Geometry;
import dev.cenote.internal.plan.Reduction;

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
  private final boolean sameDivisor;
  private final LineTree alongD;
  private final LineTree alongH;
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
    Reduction reduction = geometry.reduction();
    sameDivisor = reduction.kind() != Reduction.Kind.AVERAGE || reduction.fixedDivisor() != 0;
    single = Line.of(geometry);
    alongD = new LineTree(single);
    alongH = new LineTree(single);
    alongW = new LineTree(single);
    boolean crosses = w.innerBegin() > 0 || w.innerEnd() < w.out();
    boolean pads = wholeRows && crosses && w.stride() > 0 && !reduction.emptyIsZero()
        && (w.taps() - 1) * w.step() <= Math.min(w.in(), MAX_ROW);
    padded = pads ? single.another() : null;
    evenBegin = pads ? 0 : w.innerBegin();
    evenEnd = pads ? w.out() : w.innerEnd();
    if (pads) {
      long end = w.origin() + (w.out() - 1) * w.stride() + (w.taps() - 1) * w.step() + 1;
      int size = (int) (Math.max(w.in(), end) - w.origin()) * lanes;
      padded.ensure(size);
      padded.clear(size);
    }
  }

  /** Whether rows are short enough for all columns to be reduced at once. */
  static boolean takesWholeRows(Geometry geometry) {
    long columns = Math.max(geometry.w().in(), geometry.w().out());
    return !geometry.layout().isChannelsLast() || columns <= MAX_ROW && columns * geometry.lanes() <= MAX_ROW;
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
    reduceRow();
    singles(0, evenBegin);
    even();
    singles(evenEnd, w.out());
    result.put(out, first, n);
  }

  private void reduceRow() {
    columnsBegin = taps.columnsBegin;
    int n = (int) (taps.columnsEnd - columnsBegin) * lanes;
    columns = reduceColumns(columnsBegin, n);
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
    for (long i = begin; i < end;) {
      boolean inner = i >= w.innerBegin() && i < w.innerEnd();
      long next = sameDivisor ? end : inner ? Math.min(end, w.innerEnd()) : i + 1;
      int from = (int) (i - begin) * lanes;
      reduced.store(from, result.array, result.at + (int) i * lanes, (int) (next - i) * lanes, divisors, i);
      i = next;
    }
  }

  private void singles(long begin, long end) {
    for (long i = begin; i < end; i++) {
      single(i, result.at + (int) i * lanes);
    }
  }

  private void single(long i, int at) {
    long window = taps.wFirst + i;
    Line reduced = reduce(w.start(window), w.firstTap(window), w.endTap(window), lanes, 1);
    reduced.store(0, result.array, at, lanes, divisors, window);
  }

  /** Reduces the taps of {@code n} windows along W, of which the first starts at a column. */
  private Line reduce(long start, long first, long end, int n, int stride) {
    if (n == 1 && wholeRows && first < end) {
      return fold((int) (start + first * w.step() - columnsBegin), first, (int) (end - first));
    }
    alongW.begin(n);
    for (long t = first; t < end;) {
      t += add(t, end, start + t * w.step(), stride);
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

  /** Adds the column of tap {@code t}, or those of four taps at once; returns how many. */
  private int add(long t, long end, long column, int stride) {
    if (!wholeRows) {
      alongW.add(t, reduceColumns(column, lanes), 0, 1);
      return 1;
    }
    int at = (int) (column - columnsBegin) * lanes;
    if ((t & 3) == 0 && end - t >= 4 && stride == 1 && single.takesFour()) {
      alongW.addFour(t, columns, at, (int) w.step() * lanes);
      return 4;
    }
    alongW.add(t, columns, at, stride);
    return 1;
  }

  /** The reduction along D and H of {@code n} elements from a column on; valid until the next call. */
  private Line reduceColumns(long column, int n) {
    alongH.begin(n);
    if (taps.dEnd - taps.dFirst == 1) {
      for (long h = taps.hFirst; h < taps.hEnd;) {
        h += addRows(h, column, n);
      }
    } else if (!taps.isEmpty()) {
      for (long h = taps.hFirst; h < taps.hEnd; h++) {
        alongD.begin(n);
        for (long d = taps.dFirst; d < taps.dEnd; d++) {
          alongD.add(d, taps.load(0, d, h, column, n));
        }
        alongH.add(h, alongD.result(), 0, 1);
      }
    }
    return alongH.result();
  }

  /** Adds the row at tap {@code h}, or those at four taps at once; returns how many. */
  private int addRows(long h, long column, int n) {
    if ((h & 3) == 0 && taps.hEnd - h >= 4 && single.loadsFour()) {
      alongH.addFour(h, taps.loadFour(taps.dFirst, h, column, n));
      return 4;
    }
    alongH.add(h, taps.load(0, taps.dFirst, h, column, n));
    return 1;
  }
}
