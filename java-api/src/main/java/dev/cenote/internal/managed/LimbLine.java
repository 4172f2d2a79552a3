package dev.cenote.internal.managed;

import dev.cenote.internal.plan.Reduction;
import java.util.Arrays;

/** Accumulators that are exact sums of int64, {@code high * 2^32 + low}: of their upper and of their lower halves. */
final class LimbLine extends Line {
  private static final long LOW = 0xFFFFFFFFL;

  private final Reduction reduction;
  private long[] high = new long[0];
  private long[] low = new long[0];

  LimbLine(Reduction reduction) {
    this.reduction = reduction;
  }

  @Override
  Line another() {
    return new LimbLine(reduction);
  }

  @Override
  void ensure(int n) {
    if (high.length < n) {
      high = new long[n];
      low = new long[n];
    }
  }

  @Override
  void load(Object elements, int at, int n) {
    long[] numbers = (long[]) elements;
    for (int i = 0; i < n; i++) {
      high[i] = numbers[at + i] >> 32;
      low[i] = numbers[at + i] & LOW;
    }
  }

  @Override
  void take(Line from, int at, int stride, int n) {
    LimbLine source = (LimbLine) from;
    for (int i = 0; i < n; i++) {
      high[i] = source.high[at + i * stride];
      low[i] = source.low[at + i * stride];
    }
  }

  @Override
  void put(int at, Line from, int n) {
    System.arraycopy(((LimbLine) from).high, 0, high, at, n);
    System.arraycopy(((LimbLine) from).low, 0, low, at, n);
  }

  @Override
  void combine(Line right, int at, int n) {
    add(high, ((LimbLine) right).high, at, n);
    add(low, ((LimbLine) right).low, at, n);
  }

  private static void add(long[] a, long[] b, int at, int n) {
    for (int i = 0; i < n; i++) {
      a[i] += b[at + i];
    }
  }

  @Override
  void combinePairs(int at, int n) {
    for (int i = at, j = at; i < at + n; i++, j += 2) {
      high[i] = high[j] + high[j + 1];
      low[i] = low[j] + low[j + 1];
    }
  }

  @Override
  void move(int from, int to) {
    high[to] = high[from];
    low[to] = low[from];
  }

  @Override
  void clear(int n) {
    Arrays.fill(high, 0, n, 0);
    Arrays.fill(low, 0, n, 0);
  }

  @Override
  void store(int from, Object elements, int at, int n, Divisors divisors, long window) {
    long[] quotients = (long[]) elements;
    long divisor = divisors.wholeOf(window);
    for (int i = 0; i < n; i++) {
      quotients[at + i] = Quotient.ofLimbs(high[from + i], low[from + i], divisor, reduction.rounding());
    }
  }
}
