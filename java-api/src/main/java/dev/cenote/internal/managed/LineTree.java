package dev.cenote.internal.managed;

import java.util.Arrays;

/**
 * Sums of lines in the canonical order: line {@code t} is a leaf at position {@code t} of a tree of pairs, and the
 * result is added element by element. Sums are rounded to float after every addition unless they are wide; as a float64
 * sum of two float32 numbers is rounded once more without harm, that is float32 arithmetic.
 */
final class LineTree {
  private final boolean wide;
  private double[][] level = new double[8][];
  private double[] carry = new double[0];
  private long waiting;
  private int size;

  LineTree(boolean wide) {
    this.wide = wide;
  }

  /** Begins a sum of lines of so many elements. */
  void begin(int elements) {
    size = elements;
    waiting = 0;
    if (carry.length < elements) {
      carry = new double[elements];
      level = new double[level.length][];
    }
  }

  /** Adds a line of floats as the leaf at a position; positions ascend. */
  void add(long position, float[] line, int at) {
    double[] leaf = carry;
    for (int i = 0; i < size; i++) {
      leaf[i] = line[at + i];
    }
    climb(position, 0);
  }

  /** Adds elements {@code at}, {@code at + stride}, ... of a line as the leaf at a position. */
  void add(long position, double[] line, int at, int stride) {
    double[] leaf = carry;
    if (stride == 1) {
      System.arraycopy(line, at, leaf, 0, size);
    } else {
      for (int i = 0; i < size; i++) {
        leaf[i] = line[at + i * stride];
      }
    }
    climb(position, 0);
  }

  /** Adds four lines at once, the first at a position that 4 divides: they are a subtree of their own. */
  void addFour(long position, float[][] lines, int[] at) {
    double[] leaf = carry;
    float[] a = lines[0];
    float[] b = lines[1];
    float[] c = lines[2];
    float[] d = lines[3];
    int ia = at[0];
    int ib = at[1];
    int ic = at[2];
    int id = at[3];
    if (wide) {
      for (int i = 0; i < size; i++) {
        leaf[i] = ((double) a[ia + i] + b[ib + i]) + ((double) c[ic + i] + d[id + i]);
      }
    } else {
      for (int i = 0; i < size; i++) {
        leaf[i] = (a[ia + i] + b[ib + i]) + (c[ic + i] + d[id + i]);
      }
    }
    climb(position, 2);
  }

  /** The sum in the carry moves up past every level on which a left operand waits. */
  private void climb(long position, int from) {
    int l = from;
    for (long p = position >> from; (p & 1) != 0; p >>= 1, l++) {
      if ((waiting >> l & 1) != 0) {
        addTo(level[l], carry);
        waiting &= ~(1L << l);
      }
    }
    if (l >= level.length) {
      level = Arrays.copyOf(level, l + 8);
    }
    double[] free = level[l] != null ? level[l] : new double[carry.length];
    level[l] = carry;
    carry = free;
    waiting |= 1L << l;
  }

  /** The sum of all leaves, in an array that is valid until the next {@link #begin}; zeros if there was no leaf. */
  double[] sum() {
    if (waiting == 0) {
      Arrays.fill(carry, 0, size, 0);
      return carry;
    }
    int l = Long.numberOfTrailingZeros(waiting);
    double[] sum = level[l];
    for (l++; waiting >> l != 0; l++) {
      if ((waiting >> l & 1) != 0) {
        addTo(level[l], sum);
      }
    }
    return sum;
  }

  /** right = left + right. */
  private void addTo(double[] left, double[] right) {
    if (wide) {
      for (int i = 0; i < size; i++) {
        right[i] = left[i] + right[i];
      }
    } else {
      for (int i = 0; i < size; i++) {
        right[i] = (float) (left[i] + right[i]);
      }
    }
  }
}
