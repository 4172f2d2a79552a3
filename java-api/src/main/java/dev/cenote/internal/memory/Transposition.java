package dev.cenote.internal.memory;

/** Matrices with rows and columns exchanged, in arrays of any element type, in tiles that stay in the cache. */
public final class Transposition {
  private static final int TILE = 32;

  private Transposition() {}

  /**
   * {@code to[toAt + c * rows + r] = from[at + r * columns + c]} for all {@code r < rows} and {@code c < columns}, two
   * arrays of the same class.
   */
  public static void transpose(Object from, int at, Object to, int toAt, int rows, int columns) {
    if (rows == 1 || columns == 1) {
      System.arraycopy(from, at, to, toAt, rows * columns);
      return;
    }
    for (int r = 0; r < rows; r += TILE) {
      for (int c = 0; c < columns; c += TILE) {
        int endRow = Math.min(rows, r + TILE);
        int endColumn = Math.min(columns, c + TILE);
        for (int column = c; column < endColumn; column++) {
          for (int row = r; row < endRow; row++) {
            System.arraycopy(from, at + row * columns + column, to, toAt + column * rows + row, 1); // of any type
          }
        }
      }
    }
  }
}
