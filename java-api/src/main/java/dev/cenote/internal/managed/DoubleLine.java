package dev.cenote.internal.managed;

import dev.cenote.internal.plan.Reduction;
import dev.cenote.tensor.ElementType;
import java.util.Arrays;

/**
 * Accumulators that are one float64: maxima and minima of every type that fits, norms, and sums of floating types.
 * Float32 sums are rounded after each addition; as a float64 sum of two float32 numbers is rounded once more without
 * harm, that is float32 arithmetic.
 */
final class DoubleLine extends Line {
  private enum Combination { MAX, MIN, SUM, FLOAT_SUM }

  private final Reduction reduction;
  private final ElementType type;
  private final boolean wide;
  private final Combination combination;
  private final Power power;
  private double[] values = new double[0];

  DoubleLine(Reduction reduction, ElementType type, boolean wide) {
    this.reduction = reduction;
    this.type = type;
    this.wide = wide;
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
        return wide || type == ElementType.FLOAT64 ? Combination.SUM : Combination.FLOAT_SUM;
    }
  }

  @Override
  Line another() {
    return new DoubleLine(reduction, type, wide);
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
  void combine(Line right, int at, int n) {
    double[] a = values;
    double[] b = ((DoubleLine) right).values;
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
      case SUM:
        for (int i = 0; i < n; i++) {
          a[i] = a[i] + b[at + i];
        }
        break;
      default:
        for (int i = 0; i < n; i++) {
          a[i] = (float) a[i] + (float) b[at + i];
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
      case SUM:
        for (int i = at, j = at; i < at + n; i++, j += 2) {
          x[i] = x[j] + x[j + 1];
        }
        break;
      default:
        for (int i = at, j = at; i < at + n; i++, j += 2) {
          x[i] = (float) x[j] + (float) x[j + 1];
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
  void store(Object elements, int at, int n, Divisors divisors, long window) {
    double[] x = values;
    switch (reduction.kind()) {
      case AVERAGE:
        divide(x, n, divisors.of(window));
        break;
      case LP:
        roots(x, n);
        break;
      default:
        for (int i = 0; i < n; i++) {
          x[i] += 0.0; // no -0.0
        }
    }
    Elements.fromDoubles(type, x, elements, at, n);
  }

  private void divide(double[] x, int n, double divisor) {
    if (combination == Combination.FLOAT_SUM) {
      float by = (float) divisor;
      for (int i = 0; i < n; i++) {
        x[i] = ((float) x[i] + 0.0f) / by;
      }
      return;
    }
    for (int i = 0; i < n; i++) {
      x[i] = (x[i] + 0.0) / divisor;
    }
    toFloats(x, n);
  }

  private void roots(double[] x, int n) {
    double p = reduction.p();
    if (p == 2) {
      for (int i = 0; i < n; i++) {
        x[i] = Math.sqrt(x[i]);
      }
    } else if (p != 1 && p != Double.POSITIVE_INFINITY) {
      for (int i = 0; i < n; i++) {
        x[i] = power.root(x[i]);
      }
    }
    toFloats(x, n);
  }

  /** The types of 16 bits are rounded twice, by way of float32. */
  private void toFloats(double[] x, int n) {
    if (type != ElementType.FLOAT64) {
      for (int i = 0; i < n; i++) {
        x[i] = (float) x[i];
      }
    }
  }
}
