package dev.cenote.internal.managed;

import dev.cenote.internal.memory.Numbers;
import dev.cenote.internal.plan.Reduction;
import dev.cenote.tensor.ElementType;

/**
 * Accumulators that are a float64 sum, the upper part, and the sum of the errors its additions made: compensated sums,
 * for windows of float64 in which the errors of plain ones would add up.
 */
final class PairLine extends TwoPartLine<double[]> {
  private final Reduction reduction;

  PairLine(Reduction reduction) {
    super(new DoubleLine(reduction, ElementType.FLOAT64), new DoubleLine(reduction, ElementType.FLOAT64));
    this.reduction = reduction;
  }

  @Override
  Line another() {
    return new PairLine(reduction);
  }

  @Override
  void load(int to, Object elements, int at, int n) {
    upper.load(to, elements, at, n);
    lower.clear(to, n);
  }

  @Override
  void combine(Line right, int at, int n) {
    PairLine other = (PairLine) right;
    double[] a = upper.values;
    double[] b = other.upper.values;
    double[] errors = lower.values;
    double[] otherErrors = other.lower.values;
    for (int i = 0; i < n; i++) {
      double s = a[i] + b[at + i];
      errors[i] = (errors[i] + otherErrors[at + i]) + lost(a[i], b[at + i], s);
      a[i] = s;
    }
  }

  @Override
  void combine(Line left, Line right, int n) {
    add(((PairLine) left).upper.values, ((PairLine) left).lower.values, ((PairLine) right).upper.values,
        ((PairLine) right).lower.values, upper.values, lower.values, n);
  }

  private static void add(double[] a, double[] aErrors, double[] b, double[] bErrors, double[] sums, double[] errors,
      int n) {
    for (int i = 0; i < n; i++) {
      double s = a[i] + b[i];
      errors[i] = (aErrors[i] + bErrors[i]) + lost(a[i], b[i], s);
      sums[i] = s;
    }
  }

  @Override
  void sumBackwards(Line from, int first, int step, int count, int shift) {
    double[] x = ((PairLine) from).upper.values;
    double[] xErrors = ((PairLine) from).lower.values;
    double[] to = upper.values;
    double[] errors = lower.values;
    double sum = 0;
    double error = 0;
    for (int i = first + (count - 1) * step; i > first; i -= step) {
      double s = sum + x[i];
      error = (error + xErrors[i]) + lost(sum, x[i], s);
      sum = s;
      to[shift + i] = sum;
      errors[shift + i] = error;
    }
    to[shift + first] = 0;
    errors[shift + first] = 0;
  }

  @Override
  void sumForwards(int first, int step, int count) {
    double[] x = upper.values;
    double[] errors = lower.values;
    double sum = 0;
    double error = 0;
    for (int i = first; i < first + count * step; i += step) {
      double s = sum + x[i];
      error = (error + errors[i]) + lost(sum, x[i], s);
      sum = s;
      x[i] = sum;
      errors[i] = error;
    }
  }

  @Override
  void combinePairs(int at, int n) {
    double[] sum = upper.values;
    double[] error = lower.values;
    for (int i = at, j = at; i < at + n; i++, j += 2) {
      double s = sum[j] + sum[j + 1];
      error[i] = (error[j] + error[j + 1]) + lost(sum[j], sum[j + 1], s);
      sum[i] = s;
    }
  }

  /** What {@code s = a + b} lacks. */
  private static double lost(double a, double b, double s) {
    double t = s - a;
    return (a - (s - t)) + (b - t);
  }

  @Override
  void store(int from, Object elements, int at, int n, Divisors divisors, long window) {
    double[] sum = upper.values;
    double[] error = lower.values;
    double divisor = divisors.of(window);
    for (int i = from; i < from + n; i++) {
      double total = Math.abs(sum[i]) < Double.POSITIVE_INFINITY ? sum[i] + error[i] : sum[i];
      sum[i] = (total + 0.0) / divisor;
    }
    Numbers.canonicalFromDoubles(ElementType.FLOAT64, sum, from, elements, at, n);
  }
}
