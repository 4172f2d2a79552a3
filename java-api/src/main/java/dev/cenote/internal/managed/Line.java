package dev.cenote.internal.managed;

import dev.cenote.internal.plan.Geometry;
import dev.cenote.internal.plan.Reduction;
import dev.cenote.tensor.ElementType;

/**
 * A row of accumulators: what the elements of a window are combined in, one a window or lane. What an accumulator is,
 * how elements become one, how two become one, and how one becomes an element again, says the reduction of a type. A
 * new line has room for no accumulator.
 */
abstract class Line {
  /** The accumulators that reduce the windows of a geometry. */
  static Line of(Geometry geometry) {
    Reduction reduction = geometry.reduction();
    ElementType type = geometry.type();
    boolean sums = reduction.kind() == Reduction.Kind.AVERAGE;
    if (type == ElementType.INT64 && sums) {
      return new LimbLine(reduction);
    }
    if (type == ElementType.INT64 || !type.isFloating() && sums) {
      return new LongLine(reduction, type);
    }
    if (type == ElementType.FLOAT64 && geometry.wide()) {
      return new PairLine(reduction);
    }
    boolean narrow = type.isFloating() && type != ElementType.FLOAT64 && !geometry.wide();
    return narrow && reduction.kind() != Reduction.Kind.LP
        ? new FloatLine(reduction, type) : new DoubleLine(reduction, type);
  }

  /** A line for the same reduction. */
  abstract Line another();

  /** Makes room for {@code n} accumulators; what was in the line is lost if there was less. */
  abstract void ensure(int n);

  /** {@code this[to + i] = elements[at + i]}, for {@code i < n}, as in the rest. */
  abstract void load(int to, Object elements, int at, int n);

  /** Whether {@link #loadFour} can be done, and is worth it. */
  boolean loadsFour(int n) {
    return false;
  }

  /** {@code this[i] = (a[i] + b[i]) + (c[i] + d[i])}, elements of the first four slices. */
  void loadFour(Slice[] elements, int n) {
    throw new AssertionError();
  }

  /** {@code this[i] = from[at + i * stride]} */
  abstract void take(Line from, int at, int stride, int n);

  /** {@code this[at + i] = from[i]} */
  abstract void put(int at, Line from, int n);

  /**
   * {@code this[i] = a[i] + b[i]}, + being the reduction. In the same place of all three, since C2 makes no vector code
   * of loops over places that differ by it knows not what; to copy elements to that place costs less.
   */
  abstract void combine(Line a, Line b, int n);

  /** {@code this[at + i] = this[at + 2 * i] + this[at + 2 * i + 1]} */
  abstract void combinePairs(int at, int n);

  /** {@code this[to] = this[from]} */
  abstract void move(int from, int to);

  /** {@code this[at + i] =} the reduction of no element. */
  abstract void clear(int at, int n);

  /**
   * Sums of columns of {@code lanes} accumulators each, from {@code from} to {@code end}, in blocks of so many columns.
   * In the place of a window's last column come both its sums: in {@code begins} that of the window's part of the last
   * column's block, from the first one on; in this line that of its part of the block before, from the last one back,
   * or nothing if there is none. {@code this} has to have room for the columns of a window less one behind the end.
   */
  void sumBlocks(Line columns, Line begins, int from, int end, int lanes, int taps) {
    throw new AssertionError();
  }

  /**
   * Makes quotients of the sums {@code this[from + i]}, to be stored.
   *
   * @param window the number along W of the windows, which have the same divisor
   */
  abstract void divide(int from, int n, Divisors divisors, long window);

  /** {@code elements[at + i] = this[from + i]} as a result, which destroys these; an average must have been divided. */
  abstract void store(int from, Object elements, int at, int n);

  /** {@code this[0] =} the tree of pairs over {@code this[0 .. n]}, leaves {@code first .. first + n}, 0 < n. */
  final void fold(long first, int n) {
    for (; n > 1; first >>= 1) {
      int lone = (int) (first & 1); // a right one whose left one is missing
      int pairs = n - lone >> 1;
      combinePairs(lone, pairs);
      int end = lone + pairs;
      if (lone + 2 * pairs < n) {
        move(n - 1, end++);
      }
      n = end;
    }
  }
}
