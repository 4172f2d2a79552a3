package dev.cenote.internal.managed;

import dev.cenote.internal.memory.Storage;
import dev.cenote.internal.plan.AxisWindows;
import dev.cenote.internal.plan.Geometry;
import dev.cenote.internal.plan.Reduction;

/** Reduces windows, an output row or some after the other. */
abstract class WindowDriver implements Driver {
  final Geometry geometry;
  final Taps taps;
  final Divisors divisors;
  /** Where results are written. */
  final Slice result = new Slice();
  final boolean divides;
  private final boolean sameDivisor;
  private IndexSearch search;

  WindowDriver(Geometry geometry) {
    this.geometry = geometry;
    this.taps = new Taps(geometry);
    this.divisors = new Divisors(geometry);
    Reduction reduction = geometry.reduction();
    this.divides = reduction.kind() == Reduction.Kind.AVERAGE;
    this.sameDivisor = reduction.fixedDivisor() != 0;
  }

  @Override
  public final void run(Storage in, Storage out, Storage indices, long begin, long end) {
    if (geometry.rowElements() == 0) {
      return;
    }
    if (indices != null && search == null) {
      search = new IndexSearch(geometry, taps);
    }
    taps.bind(in);
    begin();
    for (long row = begin; row < end;) {
      long done = pool(row, end, out);
      for (long r = row; r < done && indices != null; r++) {
        taps.moveTo(r);
        search.row(r, out, indices);
      }
      row = done;
    }
    taps.unbind();
    result.release();
  }

  /** The input is another one. */
  void begin() {}

  /** Computes an output row, or several before an end; returns the first that is left. */
  long pool(long row, long end, Storage out) {
    taps.moveTo(row);
    divisors.moveTo(taps.dCount, taps.hCount);
    pool(row, out);
    return row + 1;
  }

  /** Computes one output row; the taps and divisors have moved to it. */
  abstract void pool(long row, Storage out);

  /** Stores some windows along W, of which the first is in an accumulator and all are the same for all planes. */
  final void store(Line reduced, int from, long begin, long end, int at) {
    AxisWindows w = geometry.w();
    int lanes = (int) geometry.lanes();
    for (long i = begin; i < end && divides;) {
      boolean inner = i >= w.innerBegin() && i < w.innerEnd();
      long next = sameDivisor ? end : inner ? Math.min(end, w.innerEnd()) : i + 1;
      reduced.divide(from + (int) (i - begin) * lanes, (int) (next - i) * lanes, divisors, i);
      i = next;
    }
    reduced.store(from, result.array, at, (int) (end - begin) * lanes);
  }
}
