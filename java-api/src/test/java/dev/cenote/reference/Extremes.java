package dev.cenote.reference;

/** Maxima and minima, and where they lie. */
final class Extremes {
  private final Format format;
  private final boolean least;
  private final boolean emptyIsZero;

  Extremes(Format format, boolean least, boolean emptyIsZero) {
    this.format = format;
    this.least = least;
    this.emptyIsZero = emptyIsZero;
  }

  /** The greatest (or least) element as bits: any NaN wins, and a zero is +0.0. */
  long of(Window window, long[] plane) {
    int position = position(window, plane);
    if (position < 0) {
      return emptyIsZero ? 0 : never();
    }
    return format.isFloating() ? format.bits(format.number(plane[position]) + 0.0) : plane[position];
  }

  /** The bits of what never wins. */
  private long never() {
    return format.isFloating() ? format.bits(least ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY)
        : format.pattern(least ? format.type().greatest() : format.type().least());
  }

  /** The last NaN, else the first of the greatest (or least) elements; -1 without elements. */
  int position(Window window, long[] plane) {
    int best = -1;
    for (int at : window.positions()) {
      if (best < 0 || isNaN(plane[at]) || !isNaN(plane[best]) && wins(plane[at], plane[best])) {
        best = at;
      }
    }
    return best;
  }

  private boolean isNaN(long bits) {
    return format.isFloating() && Double.isNaN(format.number(bits));
  }

  private boolean wins(long candidate, long best) {
    if (format.isFloating()) {
      return least ? format.number(candidate) < format.number(best) : format.number(candidate) > format.number(best);
    }
    return least ? format.whole(candidate) < format.whole(best) : format.whole(candidate) > format.whole(best);
  }
}
