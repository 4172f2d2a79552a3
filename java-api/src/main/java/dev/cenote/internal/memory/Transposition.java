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
        int height = Math.min(TILE, rows - r);
        int width = Math.min(TILE, columns - c);
        tile(from, at + r * columns + c, columns, to, toAt + c * rows + r, rows, height, width);
      }
    }
  }

  private static void tile(Object from, int at, int step, Object to, int toAt, int toStep, int height, int width) {
    if (from instanceof float[]) {
      floats((float[]) from, at, step, (float[]) to, toAt, toStep, height, width);
    } else if (from instanceof double[]) {
      doubles((double[]) from, at, step, (double[]) to, toAt, toStep, height, width);
    } else if (from instanceof byte[]) {
      bytes((byte[]) from, at, step, (byte[]) to, toAt, toStep, height, width);
    } else if (from instanceof short[]) {
      shorts((short[]) from, at, step, (short[]) to, toAt, toStep, height, width);
    } else if (from instanceof int[]) {
      ints((int[]) from, at, step, (int[]) to, toAt, toStep, height, width);
    } else {
      longs((long[]) from, at, step, (long[]) to, toAt, toStep, height, width);
    }
  }

  private static void floats(
      float[] from, int at, int step, float[] to, int toAt, int toStep, int height, int width) {
    for (int c = 0; c < width; c++) {
      for (int r = 0; r < height; r++) {
        to[toAt + c * toStep + r] = from[at + r * step + c];
      }
    }
  }

  private static void doubles(
      double[] from, int at, int step, double[] to, int toAt, int toStep, int height, int width) {
    for (int c = 0; c < width; c++) {
      for (int r = 0; r < height; r++) {
        to[toAt + c * toStep + r] = from[at + r * step + c];
      }
    }
  }

  private static void bytes(
      byte[] from, int at, int step, byte[] to, int toAt, int toStep, int height, int width) {
    for (int c = 0; c < width; c++) {
      for (int r = 0; r < height; r++) {
        to[toAt + c * toStep + r] = from[at + r * step + c];
      }
    }
  }

  private static void shorts(
      short[] from, int at, int step, short[] to, int toAt, int toStep, int height, int width) {
    for (int c = 0; c < width; c++) {
      for (int r = 0; r < height; r++) {
        to[toAt + c * toStep + r] = from[at + r * step + c];
      }
    }
  }

  private static void ints(
      int[] from, int at, int step, int[] to, int toAt, int toStep, int height, int width) {
    for (int c = 0; c < width; c++) {
      for (int r = 0; r < height; r++) {
        to[toAt + c * toStep + r] = from[at + r * step + c];
      }
    }
  }

  private static void longs(
      long[] from, int at, int step, long[] to, int toAt, int toStep, int height, int width) {
    for (int c = 0; c < width; c++) {
      for (int r = 0; r < height; r++) {
        to[toAt + c * toStep + r] = from[at + r * step + c];
      }
    }
  }
}
