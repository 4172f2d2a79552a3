package dev.cenote.internal.managed;

import dev.cenote.internal.memory.Numbers;
import dev.cenote.internal.plan.Reduction;
import dev.cenote.tensor.ElementType;
import java.util.Arrays;

/** Accumulators that are one int64: the exact sums of shorter integers, and maxima and minima of int64. */
final class LongLine extends ArrayLine<long[]> {
  LongLine(Reduction reduction, ElementType type) {
    super(long[].class, reduction, type);
  }

  @Override
  Line another() {
    return new LongLine(reduction, type);
  }

  @Override
  void load(int to, Object elements, int at, int n) {
    Numbers.toLongs(type, elements, at, values, to, n);
  }

  @Override
  void copy(long[] from, int at, int stride, long[] to, int toAt, int n) {
    if (stride == 1) {
      System.arraycopy(from, at, to, toAt, n);
      return;
    }
    for (int i = 0; i < n; i++) {
      to[toAt + i] = from[at + i * stride];
    }
  }

  @Override
  void combine(long[] a, long[] b, long[] to, int n) {
    switch (combination) {
      case MAX:
        for (int i = 0; i < n; i++) {
          to[i] = Math.max(a[i], b[i]);
        }
        break;
      case MIN:
        for (int i = 0; i < n; i++) {
          to[i] = Math.min(a[i], b[i]);
        }
        break;
      default:
        for (int i = 0; i < n; i++) {
          to[i] = a[i] + b[i];
        }
    }
  }

  @Override
  void combineFour(long[] a, int aAt, long[] b, int bAt, long[] c, int cAt, long[] d, int dAt, long[] to, int n) {
    switch (combination) {
      case MAX:
        for (int i = 0; i < n; i++) {
          to[i] = Math.max(Math.max(a[aAt + i], b[bAt + i]), Math.max(c[cAt + i], d[dAt + i]));
        }
        break;
      case MIN:
        for (int i = 0; i < n; i++) {
          to[i] = Math.min(Math.min(a[aAt + i], b[bAt + i]), Math.min(c[cAt + i], d[dAt + i]));
        }
        break;
      default:
        for (int i = 0; i < n; i++) {
          to[i] = (a[aAt + i] + b[bAt + i]) + (c[cAt + i] + d[dAt + i]);
        }
    }
  }

  @Override
  void combinePairs(long[] x, int at, int n) {
    switch (combination) {
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
  void fill(long[] x, int at, int n, double number) {
    Arrays.fill(x, at, at + n, (long) number);
  }

  @Override
  void divide(int from, int n, Divisors divisors, long window) {
    long[] x = values;
    long divisor = divisors.wholeOf(window);
    for (int i = from; i < from + n; i++) {
      x[i] = Quotient.of(x[i], divisor, reduction.rounding(), type.least(), type.greatest());
    }
  }

  @Override
  void store(int from, Object elements, int at, int n) {
    Numbers.fromLongs(type, values, from, elements, at, n);
  }
}
