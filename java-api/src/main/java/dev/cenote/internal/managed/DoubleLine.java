package dev.cenote.internal.managed;

import dev.cenote.internal.plan.Reduction;
import dev.cenote.tensor.ElementType;
import java.util.Arrays;

/** Accumulators that are one float64: sums and norms of floating types, and maxima and minima of all that fit. */
final class DoubleLine extends Line {
  private enum Combination { MAX, MIN, SUM }

  private final Reduction reduction;
  private final ElementType type;
  private final Combination combination;
  private final Power power;
  private double[] values = new double[0];

  DoubleLine(Reduction reduction, ElementType type) {
    this.reduction = reduction;
    this.type = type;
    this.power = new Power(reduction.p());
    this.combination = combination();
  }

  private Combination combination() {
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

  @Override
  Line another() {
    return new DoubleLine(reduction, type);
  }

  @Override
  void ensure(int n) {
    if (values.length < n) {
      values = new double[n];
    }
  }

  @Override
  void load(Object elements, int at, int n) {
    Elements.toDoubles(type, elements, at, values, n);
    if (reduction.kind() == Reduction.Kind.LP) {
      powers(values, n);
    }
  }

  private void powers(double[] x, int n) {
    double p = reduction.p();
    if (p == 2) {
      for (int i = 0; i < n; i++) {
        x[i] = x[i] * x[i];
      }
      return;
    }
    for (int i = 0; i < n; i++) {
      x[i] = Math.abs(x[i]);
    }
    if (p != 1 && p != Double.POSITIVE_INFINITY) {
      for (int i = 0; i < n; i++) {
        x[i] = power.power(x[i]);
      }
    }
  }

  @Override
  void take(Line from, int at, int stride, int n) {
    double[] source = ((DoubleLine) from).values;
    if (stride == 1) {
      System.arraycopy(source, at, values, 0, n);
      return;
    }
    double[] x = values;
    for (int i = 0; i < n; i++) {
      x[i] = source[at + i * stride];
    }
  }

  @Override
  void put(int at, Line from, int n) {
    System.arraycopy(((DoubleLine) from).values, 0, values, at, n);
  }

  @Override
  void combine(Line right, int at, int n) {
    combine(((DoubleLine) right).values, at, n);
  }

  @Override
  boolean combineElements(Object elements, int at, int n) {
    if (!combinesElements()) {
      return false;
    }
    if (type == ElementType.FLOAT64) {
      combine((double[]) elements, at, n);
      return true;
    }
    double[] a = values;
    float[] b = (float[]) elements;
    for (int i = 0; i < n; i++) {
      a[i] += b[at + i];
    }
    return true;
  }

  /** Float64 elements, and float32 ones where they are added, need no pass of their own. */
  private boolean combinesElements() {
    return reduction.kind() != Reduction.Kind.LP
        && (type == ElementType.FLOAT64 || type == ElementType.FLOAT32 && combination == Combination.SUM);
  }

  private void combine(double[] b, int at, int n) {
    double[] a = values;
    switch (combination) {
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
    return combinesElements();
  }

  @Override
  void loadFour(Slice[] rows, int n) {
    if (type == ElementType.FLOAT32) {
      addFour((float[]) rows[0].array, rows[0].at, (float[]) rows[1].array, rows[1].at,
          (float[]) rows[2].array, rows[2].at, (float[]) rows[3].array, rows[3].at, n);
      return;
    }
    takeFour((double[]) rows[0].array, rows[0].at, (double[]) rows[1].array, rows[1].at,
        (double[]) rows[2].array, rows[2].at, (double[]) rows[3].array, rows[3].at, n);
  }

  private void addFour(float[] a, int aAt, float[] b, int bAt, float[] c, int cAt, float[] d, int dAt, int n) {
    double[] x = values;
    for (int i = 0; i < n; i++) {
      x[i] = ((double) a[aAt + i] + b[bAt + i]) + ((double) c[cAt + i] + d[dAt + i]);
    }
  }

  @Override
  boolean takesFour() {
    return true;
  }

  @Override
  void takeFour(Line from, int at, int step, int n) {
    double[] f = ((DoubleLine) from).values;
    takeFour(f, at, f, at + step, f, at + 2 * step, f, at + 3 * step, n);
  }

  private void takeFour(double[] a, int aAt, double[] b, int bAt, double[] c, int cAt, double[] d, int dAt, int n) {
    double[] x = values;
    switch (combination) {
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
    double[] x = values;
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
  void move(int from, int to) {
    values[to] = values[from];
  }

  @Override
  void clear(int n) {
    Arrays.fill(values, 0, n, ofNone());
  }

  private double ofNone() {
    boolean max = reduction.kind() == Reduction.Kind.MAX;
    if (!reduction.hasIndex() || reduction.emptyIsZero()) {
      return 0;
    }
    if (type.isFloating()) {
      return max ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    return max ? type.least() : type.greatest();
  }

  @Override
  void store(int from, Object elements, int at, int n, Divisors divisors, long window) {
    double[] x = values;
    switch (reduction.kind()) {
      case AVERAGE:
        divide(x, from, n, divisors.of(window));
        break;
      case LP:
        roots(x, from, n);
        break;
      default:
        for (int i = from; i < from + n; i++) {
          x[i] += 0.0; // no -0.0
        }
    }
    Elements.fromDoubles(type, x, from, elements, at, n);
  }

  private void divide(double[] x, int from, int n, double divisor) {
    for (int i = from; i < from + n; i++) {
      x[i] = (x[i] + 0.0) / divisor;
    }
    toFloats(x, from, n);
  }

  private void roots(double[] x, int from, int n) {
    double p = reduction.p();
    if (p == 2) {
      for (int i = from; i < from + n; i++) {
        x[i] = Math.sqrt(x[i]);
      }
    } else if (p != 1 && p != Double.POSITIVE_INFINITY) {
      for (int i = from; i < from + n; i++) {
        x[i] = power.root(x[i]);
      }
    }
    toFloats(x, from, n);
  }

  /** The types of 16 bits are rounded twice, by way of float32. */
  private void toFloats(double[] x, int from, int n) {
    if (type != ElementType.FLOAT64) {
      for (int i = from; i < from + n; i++) {
        x[i] = (float) x[i];
      }
    }
  }
}
