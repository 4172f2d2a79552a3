package dev.cenote.internal.managed;

import dev.cenote.internal.plan.Reduction;
import dev.cenote.tensor.ElementType;

/** Accumulators that are exact sums of int64, {@code upper * 2^32 + lower}, of the upper and of the lower halves. */
final class LimbLine extends TwoPartLine<long[]> {
  private static final long LOW = 0xFFFFFFFFL;

  private final Reduction reduction;

  LimbLine(Reduction reduction) {
    super(new LongLine(reduction, ElementType.INT64), new LongLine(reduction, ElementType.INT64));
    this.reduction = reduction;
  }

  @Override
  Line another() {
    return new LimbLine(reduction);
  }

  @Override
  void load(int to, Object elements, int at, int n) {
    long[] numbers = (long[]) elements;
    long[] high = upper.values;
    long[] low = lower.values;
    for (int i = 0; i < n; i++) {
      high[to + i] = numbers[at + i] >> 32;
      low[to + i] = numbers[at + i] & LOW;
    }
  }

  @Override
  void divide(int from, int n, Divisors divisors, long window) {
    long[] high = upper.values;
    long[] low = lower.values;
    long divisor = divisors.wholeOf(window);
    for (int i = from; i < from + n; i++) {
      low[i] = Quotient.ofLimbs(high[i], low[i], divisor, reduction.rounding());
    }
  }

  @Override
  void store(int from, Object elements, int at, int n) {
    lower.store(from, elements, at, n);
  }
}
