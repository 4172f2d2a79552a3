package dev.cenote.internal.managed;

import dev.cenote.tensor.ElementType;
import java.util.Arrays;

/**
 * Accumulators that are a float64 sum and the sum of the errors its additions made: compensated sums, for windows of
 * float64 in which the errors of plain ones would add up.
 */
final class PairLine extends Line {
  private double[] sum = new double[0];
  private double[] error = new double[0];

  @Override
  Line another() {
    return new PairLine();
  }

  @Override
  void ensure(int n) {
    if (sum.length < n) {
      sum = new double[n];
      error = new double[n];
    }
  }

  @Override
  void load(Object elements, int at, int n) {
    System.arraycopy(elements, at, sum, 0, n);
    Arrays.fill(error, 0, n, 0);
  }

  @Override
  void take(Line from, int at, int stride, int n) {
    PairLine source = (PairLine) from;
    for (int i = 0; i < n; i++) {
      sum[i] = source.sum[at + i * stride];
      error[i] = source.error[at + i * stride];
    }
  }

  @Override
  void put(int at, Line from, int n) {
    System.arraycopy(((PairLine) from).sum, 0, sum, at, n);
    System.arraycopy(((PairLine) from).error, 0, error, at, n);
  }

  @Override
  void combine(Line right, int at, int n) {
    double[] a = sum;
    double[] b = ((PairLine) right).sum;
    double[] errors = error;
    double[] otherErrors = ((PairLine) right).error;
    for (int i = 0; i < n; i++) {
      double s = a[i] + b[at + i];
      errors[i] = (errors[i] + otherErrors[at + i]) + lost(a[i], b[at + i], s);
      a[i] = s;
    }
  }

  @Override
  void combinePairs(int at, int n) {
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
  void move(int from, int to) {
    sum[to] = sum[from];
    error[to] = error[from];
  }

  @Override
  void clear(int n) {
    Arrays.fill(sum, 0, n, 0);
    Arrays.fill(error, 0, n, 0);
  }

  @Override
  void store(int from, Object elements, int at, int n, Divisors divisors, long window) {
    double divisor = divisors.of(window);
    for (int i = from; i < from + n; i++) {
      double total = Math.abs(sum[i]) < Double.POSITIVE_INFINITY ? sum[i] + error[i] : sum[i];
      sum[i] = (total + 0.0) / divisor;
    }
    Elements.fromDoubles(ElementType.FLOAT64, sum, from, elements, at, n);
  }
}
