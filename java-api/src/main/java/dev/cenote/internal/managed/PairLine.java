package dev.cenote.internal.managed;

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
  void sumBlocks(Line columns, Line begins, int from, int end, int lanes, int taps) {
    int shift = (taps - 1) * lanes;
    for (int block = from; block < end; block += taps * lanes) {
      int stop = Math.min(block + taps * lanes, end);
      for (int first = block; first < block + lanes; first++) {
        sumBothWays((PairLine) columns, first, first + stop - block, lanes, (PairLine) begins, shift);
      }
      clear(block + shift, lanes);
    }
  }

  /** At once, so that neither waits for the other. */
  private void sumBothWays(PairLine columns, int begin, int end, int step, PairLine begins, int shift) {
    double[] x = columns.upper.values;
    double[] errors = columns.lower.values;
    double[] prefix = begins.upper.values;
    double[] prefixErrors = begins.lower.values;
    double[] suffix = upper.values;
    double[] suffixErrors = lower.values;
    double before = 0;
    double beforeError = 0;
    double behind = 0;
    double behindError = 0;
    for (int i = begin, j = end - step; i < end; i += step, j -= step) {
      double s = before + x[i];
      beforeError = (beforeError + errors[i]) + lost(before, x[i], s);
      before = s;
      prefix[i] = before;
      prefixErrors[i] = beforeError;
      double t = behind + x[j];
      behindError = (behindError + errors[j]) + lost(behind, x[j], t);
      behind = t;
      suffix[j + shift] = behind;
      suffixErrors[j + shift] = behindError;
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
  void divide(int from, int n, Divisors divisors, long window) {
    double[] sum = upper.values;
    double[] error = lower.values;
    double divisor = divisors.of(window);
    for (int i = from; i < from + n; i++) {
      double total = Math.abs(sum[i]) < Double.POSITIVE_INFINITY ? sum[i] + error[i] : sum[i];
      sum[i] = (total + 0.0) / divisor;
    }
  }

  @Override
  void store(int from, Object elements, int at, int n) {
    upper.store(from, elements, at, n);
  }
}
