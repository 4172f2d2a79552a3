package dev.cenote.internal.managed;

import dev.cenote.internal.plan.Reduction;
import dev.cenote.tensor.ElementType;
import java.util.Arrays;

/** Accumulators that are one int64: the exact sums of shorter integers, and maxima and minima of int64. */
final class LongLine extends Line {
  private final Reduction reduction;
  private final ElementType type;
  private long[] values = new long[0];

  LongLine(Reduction reduction, ElementType type) {
    this.reduction = reduction;
    this.type = type;
  }

  @Override
  Line another() {
    return new LongLine(reduction, type);
  }

  @Override
  void ensure(int n) {
    if (values.length < n) {
      values = new long[n];
    }
  }

  @Override
  void load(Object elements, int at, int n) {
    Elements.toLongs(type, elements, at, values, n);
  }

  @Override
  void take(Line from, int at, int stride, int n) {
    long[] source = ((LongLine) from).values;
    if (stride == 1) {
      System.arraycopy(source, at, values, 0, n);
      return;
    }
    long[] x = values;
    for (int i = 0; i < n; i++) {
      x[i] = source[at + i * stride];
    }
  }

  @Override
  void put(int at, Line from, int n) {
    System.arraycopy(((LongLine) from).values, 0, values, at, n);
  }

  @Override
  void combine(Line right, int at, int n) {
    combine(((LongLine) right).values, at, n);
  }

  @Override
  boolean combineElements(Object elements, int at, int n) {
    if (type == ElementType.INT64) {
      combine((long[]) elements, at, n);
    }
    return type == ElementType.INT64;
  }

  private void combine(long[] b, int at, int n) {
    long[] a = values;
    switch (reduction.kind()) {
      case MAX:
        for (int i = 0; i < n; i++) {
          a[i] = Math.max(a[i], b[at + i]);
        }
        break;
      case MIN:
        for (int i = 0; i < n; i++) {
          a[i] = Math.min(a[i], b[at + i]);
        }
        break;
      default:
        for (int i = 0; i < n; i++) {
          a[i] = a[i] + b[at + i];
        }
    }
  }

  @Override
  boolean loadsFour() {
    return type == ElementType.INT64;
  }

  @Override
  void loadFour(Slice[] rows, int n) {
    takeFour((long[]) rows[0].array, rows[0].at, (long[]) rows[1].array, rows[1].at,
        (long[]) rows[2].array, rows[2].at, (long[]) rows[3].array, rows[3].at, n);
  }

  @Override
  boolean takesFour() {
    return true;
  }

  @Override
  void takeFour(Line from, int at, int step, int n) {
    long[] f = ((LongLine) from).values;
    takeFour(f, at, f, at + step, f, at + 2 * step, f, at + 3 * step, n);
  }

  private void takeFour(long[] a, int aAt, long[] b, int bAt, long[] c, int cAt, long[] d, int dAt, int n) {
    long[] x = values;
    switch (reduction.kind()) {
      case MAX:
        for (int i = 0; i < n; i++) {
          x[i] = Math.max(Math.max(a[aAt + i], b[bAt + i]), Math.max(c[cAt + i], d[dAt + i]));
        }
        break;
      case MIN:
        for (int i = 0; i < n; i++) {
          x[i] = Math.min(Math.min(a[aAt + i], b[bAt + i]), Math.min(c[cAt + i], d[dAt + i]));
        }
        break;
      default:
        for (int i = 0; i < n; i++) {
          x[i] = (a[aAt + i] + b[bAt + i]) + (c[cAt + i] + d[dAt + i]);
        }
    }
  }

  @Override
  void combinePairs(int at, int n) {
    long[] x = values;
    switch (reduction.kind()) {
      case MAX:
        for (int i = at, j = at; i < at + n; i++, j += 2) {
          x[i] = Math.max(x[j], x[j + 1]);
        }
        break;
      case MIN:
        for (int i = at, j = at; i < at + n; i++, j += 2) {
          x[i] = Math.min(x[j], x[j + 1]);
        }
        break;
      default:
        for (int i = at, j = at; i < at + n; i++, j += 2) {
          x[i] = x[j] + x[j + 1];
        }
    }
  }

  @Override
  void move(int from, int to) {
    values[to] = values[from];
  }

  @Override
  void clear(int n) {
    boolean zero = !reduction.hasIndex() || reduction.emptyIsZero();
    long extreme = reduction.kind() == Reduction.Kind.MAX ? type.least() : type.greatest();
    Arrays.fill(values, 0, n, zero ? 0 : extreme);
  }

  @Override
  void store(int from, Object elements, int at, int n, Divisors divisors, long window) {
    long[] x = values;
    if (reduction.kind() == Reduction.Kind.AVERAGE) {
      long divisor = divisors.wholeOf(window);
      for (int i = from; i < from + n; i++) {
        x[i] = Quotient.of(x[i], divisor, reduction.rounding(), type.least(), type.greatest());
      }
    }
    Elements.fromLongs(type, x, from, elements, at, n);
  }
}
