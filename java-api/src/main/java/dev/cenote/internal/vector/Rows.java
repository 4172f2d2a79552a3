package dev.cenote.internal.vector;

/** How rows of elements are cut into vectors. */
final class Rows {
  private Rows() {}

  /**
   * How many of the first rows can be done in whole vectors. Where rows are shorter than those, what is behind a row is
   * done with it, up to the end of the last one; else the last vector of a row begins before the one ahead of it ends.
   */
  static int inVectors(int lanes, int rows, int n, int pitch, int toPitch) {
    if (n >= lanes) {
      return rows;
    }
    int least = Math.min(pitch, toPitch);
    return rows == 1 || least <= 0 ? 0 : Math.max(0, rows - (lanes - n + least - 1) / least);
  }
}
