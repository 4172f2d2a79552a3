package dev.cenote.benchmarks;

import dev.cenote.benchmarks.contenders.Contender;
import dev.cenote.benchmarks.contenders.Contenders;
import dev.cenote.internal.Problem;
import dev.cenote.internal.memory.Numbers;
import dev.cenote.tensor.ElementType;
import dev.cenote.tensor.Tensor;
import java.util.Arrays;
import java.util.Random;

/** Lets a contender through to the clock once its answer is right. */
final class Verification {
  private static final long MOST = 1L << 40; // sums of such integers are exact in float64

  private final Problem problem;
  private final Tensor x;

  /** Draws an input of the problem's type, the same one each time: -1 to 1, or integers over the type's range. */
  Verification(Problem problem) {
    this.problem = problem;
    ElementType type = problem.type();
    int elements = Math.toIntExact(problem.shape().elements());
    Object array = Numbers.newArray(type, elements);
    Random random = new Random(20240229);
    double[] reals = new double[1 << 12];
    long[] integers = new long[reals.length];
    for (int at = 0; at < elements; at += reals.length) {
      int n = Math.min(reals.length, elements - at);
      if (type.isFloating()) {
        Arrays.setAll(reals, i -> random.nextFloat() * 2 - 1);
        Numbers.fromDoubles(type, reals, 0, array, at, n);
      } else {
        double least = Math.max(-MOST, type.least());
        double range = Math.min(MOST, type.greatest()) - least;
        Arrays.setAll(integers, i -> (long) (least + random.nextFloat() * range));
        Numbers.fromLongs(type, integers, 0, array, at, n);
      }
    }
    this.x = Tensor.of(array, 0, type, problem.shape(), problem.layout());
  }

  /**
   * A contender, ready to be timed.
   *
   * @throws IllegalStateException if its answer differs from the slow one, or, for Cenote, from managed Java's bits
   */
  Contender.Entry verified(Contender contender, int threads) {
    Contender.Entry entry = contender.prepare(problem, x, threads);
    entry.pool();
    if (contender.role() == Contender.Role.LIMIT) {
      return entry;
    }
    double[] answer = numbers(entry.answer());
    new SlowAnswer(problem, numbers(x)).check(contender.name(), answer);
    if (contender.role() == Contender.Role.CENOTE && !contender.name().equals(Contenders.MANAGED)) {
      checkSameBits(contender.name(), answer);
    }
    return entry;
  }

  private void checkSameBits(String name, double[] answer) {
    try (Contender.Entry managed = Contenders.named(Contenders.MANAGED).prepare(problem, x, 1)) {
      managed.pool();
      double[] expected = numbers(managed.answer());
      for (int i = 0; i < answer.length; i++) {
        if (Double.doubleToRawLongBits(answer[i]) != Double.doubleToRawLongBits(expected[i])) {
          throw new IllegalStateException(name + " gives " + answer[i] + " as element " + i + " of " + problem
              + ", expected the bits of managed Java: " + expected[i]);
        }
      }
    }
  }

  /** All elements exactly; integers of 64 bits are small enough here. */
  private static double[] numbers(Tensor tensor) {
    return tensor.type() == ElementType.INT64 ? Arrays.stream(tensor.toLongs()).asDoubleStream().toArray()
        : tensor.toDoubles();
  }
}
