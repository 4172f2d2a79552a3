package dev.cenote.explorer;

import dev.cenote.Pool;
import dev.cenote.tensor.Tensor;
import java.util.Arrays;

/** Times an operator well enough to show it, and no better: {@code cenote bench} is for measuring. */
final class Stopwatch {
  private static final long WARM_UP_NANOS = 350_000_000;
  private static final long MEASURE_NANOS = 200_000_000;
  private static final int LEAST_CALLS = 5;
  private static final int MOST_CALLS = 20_000;

  private Stopwatch() {}

  /** The median time of a call, in milliseconds, after calls that let the JVM compile what is called. */
  static double medianMillis(Pool pool, Tensor x, Tensor out) {
    time(pool, x, out, WARM_UP_NANOS);
    long[] nanos = time(pool, x, out, MEASURE_NANOS);
    Arrays.sort(nanos);
    return nanos[nanos.length / 2] / 1e6;
  }

  private static long[] time(Pool pool, Tensor x, Tensor out, long total) {
    long[] nanos = new long[MOST_CALLS];
    int calls = 0;
    long begin = System.nanoTime();
    long now = begin;
    while (calls < LEAST_CALLS || calls < MOST_CALLS && now - begin < total) {
      long before = System.nanoTime();
      pool.apply(x, out);
      now = System.nanoTime();
      nanos[calls++] = now - before;
    }
    return Arrays.copyOf(nanos, calls);
  }
}
