package dev.cenote.internal.managed;

import dev.cenote.internal.plan.Reduction;
import dev.cenote.tensor.ElementType;
import java.lang.reflect.Array;

/**
 * Accumulators that are one number each, in an array {@code A} of a primitive type. What is left to a class for such
 * arrays is their loops, which want to be compiled for them alone.
 */
abstract class ArrayLine<A> extends Line {
  /** What two accumulators become. */
  enum Combination { MAX, MIN, SUM }

  /** Of so few elements a pass less is worth more than vector code, see {@link Line#combine}. */
  private static final int SHORT = 64;

  private final Class<A> carrier;
  final Reduction reduction;
  final ElementType type;
  final Combination combination;
  /** Whether elements are accumulators as they are. */
  private final boolean direct;
  A values;
  private int room;

  ArrayLine(Class<A> carrier, Reduction reduction, ElementType type) {
    this.carrier = carrier;
    this.reduction = reduction;
    this.type = type;
    this.combination = combination(reduction);
    this.direct = type.arrayType() == carrier && reduction.kind() != Reduction.Kind.LP;
    this.values = newArray(0);
  }

  private static Combination combination(Reduction reduction) {
    switch (reduction.kind()) {
      case MAX:
        return Combination.MAX;
      case MIN:
        return Combination.MIN;
      case LP:
        return Double.isInfinite(reduction.p()) ? Combination.MAX : Combination.SUM;
      default:
        return Combination.SUM;
    }
  }

  private A newArray(int n) {
    return carrier.cast(Array.newInstance(carrier.getComponentType(), n));
  }

  /** The array of a line of this class. */
  private A array(Line line) {
    return array(((ArrayLine<?>) line).values);
  }

  /** An array of the carrier's class; that it is one is checked by the loops it is given to. */
  @SuppressWarnings("unchecked")
  private A array(Object array) {
    return (A) array;
  }

  /** {@code to[toAt + i] = from[at + i * stride]} */
  abstract void copy(A from, int at, int stride, A to, int toAt, int n);

  /** {@code to[i] = a[i] + b[i]} */
  abstract void combine(A a, A b, A to, int n);

  /** {@code to[i] = (a[aAt + i] + b[bAt + i]) + (c[cAt + i] + d[dAt + i])} */
  abstract void combineFour(A a, int aAt, A b, int bAt, A c, int cAt, A d, int dAt, A to, int n);

  /** {@code x[at + i] = x[at + 2 * i] + x[at + 2 * i + 1]} */
  abstract void combinePairs(A x, int at, int n);

  /** {@code x[at + i] =} the number, for {@code i < n}. */
  abstract void fill(A x, int at, int n, double number);

  @Override
  final void ensure(int n) {
    if (room < n) {
      values = newArray(n);
      room = n;
    }
  }

  @Override
  final void take(Line from, int at, int stride, int n) {
    copy(array(from), at, stride, values, 0, n);
  }

  @Override
  final void put(int at, Line from, int n) {
    copy(array(from), 0, 1, values, at, n);
  }

  @Override
  final void combine(Line a, Line b, int n) {
    combine(array(a), array(b), values, n);
  }

  @Override
  boolean loadsFour(int n) {
    return direct && n <= SHORT;
  }

  @Override
  void loadFour(Slice[] rows, int n) {
    combineFour(array(rows[0].array), rows[0].at, array(rows[1].array), rows[1].at,
        array(rows[2].array), rows[2].at, array(rows[3].array), rows[3].at, values, n);
  }

  @Override
  final void combinePairs(int at, int n) {
    combinePairs(values, at, n);
  }

  @Override
  final void move(int from, int to) {
    copy(values, from, 1, values, to, 1);
  }

  @Override
  final void clear(int at, int n) {
    fill(values, at, n, none());
  }

  /** The reduction of no element; the greatest int64, which is no double, is the one that is nearest to it. */
  private double none() {
    boolean max = combination == Combination.MAX;
    if (!reduction.hasIndex() || reduction.emptyIsZero()) {
      return 0;
    }
    if (type.isFloating()) {
      return max ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    return max ? type.least() : type.greatest();
  }
}
