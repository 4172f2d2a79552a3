package dev.cenote.internal.managed;

/** The input under an output row, to which the taps have moved, reduced along D and H in trees of pairs. */
final class TreeColumns {
  private final Taps taps;
  private final Line kind;
  private final LineTree alongD;
  private final LineTree alongH;

  TreeColumns(Taps taps, Line kind) {
    this.taps = taps;
    this.kind = kind;
    this.alongD = new LineTree(kind);
    this.alongH = new LineTree(kind);
  }

  /** The reduction of {@code n} elements from a column on; valid until the next call. */
  Line reduce(long column, int n) {
    alongH.begin(n);
    if (taps.dEnd - taps.dFirst == 1) {
      for (long h = taps.hFirst; h < taps.hEnd;) {
        h += addRows(h, column, n);
      }
    } else if (!taps.isEmpty()) {
      for (long h = taps.hFirst; h < taps.hEnd; h++) {
        alongH.add(h, reduce(h, column, n), 0, 1);
      }
    }
    return alongH.result();
  }

  /** Likewise, along D alone, of the elements at one tap along H; there must be some. */
  Line reduce(long h, long column, int n) {
    alongD.begin(n);
    for (long d = taps.dFirst; d < taps.dEnd; d++) {
      alongD.add(d, taps.load(0, d, h, column, n));
    }
    return alongD.result();
  }

  /** Adds the row at tap {@code h}, or those at four taps at once; returns how many. */
  private int addRows(long h, long column, int n) {
    if ((h & 3) == 0 && taps.hEnd - h >= 4 && kind.loadsFour(n)) {
      alongH.addFour(h, taps.loadFour(taps.dFirst, h, column, n));
      return 4;
    }
    alongH.add(h, taps.load(0, taps.dFirst, h, column, n));
    return 1;
  }
}
