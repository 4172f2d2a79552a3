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
  /** Channels-last rows of at most so many accumulators are reduced as a whole. */
  private static final int MAX_ROW = 1 << 14;

  private final AxisWindows w;
  private final int lanes;
  private final boolean wholeRows;
  private final LineTree alongD;
  private final LineTree alongH;
  private final LineTree alongW;
  /** The taps of one window along W, side by side. */
  private final Line single;
  /** The columns that the row's windows reach, where rows are whole. */
  private Line columns;

  TreeDriver(Geometry geometry) {
    super(geometry);
    w = geometry.w();
    lanes = (int) geometry.lanes();
    wholeRows = !geometry.layout().isChannelsLast()
        || Math.max(w.in(), w.out()) <= MAX_ROW && Math.max(w.in(), w.out()) * lanes <= MAX_ROW;
    single = Line.of(geometry);
    alongD = new LineTree(single);
    alongH = new LineTree(single);
    alongW = new LineTree(single);
  }

  @Override
  void pool(long row, Storage out) {
    long first = row * w.out() * lanes;
    if (!wholeRows) {
      for (long i = 0; i < w.out(); i++, first += lanes) {
        result.place(out, first, lanes);
        windows(i, lanes, 1, result.at);
        result.put(out, first, lanes);
      }
      return;
    }
    int n = (int) w.out() * lanes;
    columns = reduceColumns(taps.columnsBegin, (int) (taps.columnsEnd - taps.columnsBegin) * lanes);
    result.place(out, first, n);
    single(0, w.innerBegin());
    inner();
    single(w.innerEnd(), w.out());
    result.put(out, first, n);
  }

  private void single(long begin, long end) {
    for (long i = begin; i < end; i++) {
      windows(i, lanes, 1, result.at + (int) i * lanes);
    }
  }

  private void inner() {
    long begin = w.innerBegin();
    long end = w.innerEnd();
    if (begin == end) {
      return;
    }
    int n = (int) (end - begin);
    if (lanes == 1) {
      windows(begin, n, n == 1 ? 1 : (int) w.stride(), result.at + (int) begin);
    } else if (w.stride() == 1) {
      windows(begin, n * lanes, 1, result.at + (int) begin * lanes);
    } else {
      single(begin, end);
    }
  }

  /** Reduces windows with the same taps and divisor, from window {@code i} on, to {@code n} results. */
  private void windows(long i, int n, int stride, int at) {
    long window = taps.wFirst + i;
    long first = w.firstTap(window);
    long end = w.endTap(window);
    long start = w.start(window);
    Line reduced;
    if (n == 1 && wholeRows && first < end && !taps.isEmpty()) {
      reduced = fold(start, first, (int) (end - first));
    } else {
      alongW.begin(n);
      if (!taps.isEmpty()) {
        for (long t = first; t < end; t++) {
          add(t, start + t * w.step(), stride);
        }
      }
      reduced = alongW.result();
    }
    reduced.store(result.array, at, n, divisors, window);
  }

  private void add(long t, long column, int stride) {
    if (wholeRows) {
      alongW.add(t, columns, (int) (column - taps.columnsBegin) * lanes, stride);
    } else {
      alongW.add(t, reduceColumns(column, lanes), 0, 1);
    }
  }

  private Line fold(long start, long first, int count) {
    single.ensure(count);
    int step = count == 1 ? 1 : (int) w.step();
    single.take(columns, (int) (start + first * w.step() - taps.columnsBegin), step, count);
    single.fold(first, count);
    return single;
  }

  /** The reduction along D and H of {@code n} elements from a column on; valid until the next call. */
  private Line reduceColumns(long column, int n) {
    alongH.begin(n);
    if (taps.dEnd - taps.dFirst == 1) {
      for (long h = taps.hFirst; h < taps.hEnd; h++) {
        alongH.add(h, taps.load(0, taps.dFirst, h, column, n));
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
}
