package dev.cenote.benchmarks;

import dev.cenote.benchmarks.contenders.Contender;
import dev.cenote.benchmarks.contenders.Contenders;
import dev.cenote.internal.Problem;
import java.util.Random;

/** Lets a contender through to the clock once its answer is right. */
final class Verification {
  private final Problem problem;
  private final float[] x;

  /** Draws an input: numbers of both signs, the same ones each time. */
  Verification(Problem problem) {
    this.problem = problem;
    this.x = new float[(int) problem.shape().elements()];
    Random random = new Random(20240229);
    for (int i = 0; i < x.length; i++) {
      x[i] = random.nextFloat() * 2 - 1;
    }
  }

  /**
   * A contender, ready to be timed.
   *
   * @throws IllegalStateException if its answer differs from the slow one, or, for Cenote, from managed Java's bits
   */
  Contender.Entry verified(Contender contender) {
    Contender.Entry entry = contender.prepare(problem, x);
    entry.pool();
    float[] answer = entry.answer();
    new SlowAnswer(problem, x).check(contender.name(), answer);
    if (contender.isCenote() && !contender.name().equals(Contenders.MANAGED)) {
      checkSameBits(contender.name(), answer);
    }
    return entry;
  }

  private void checkSameBits(String name, float[] answer) {
    try (Contender.Entry managed = Contenders.named(Contenders.MANAGED).prepare(problem, x)) {
      managed.pool();
      float[] expected = managed.answer();
      for (int i = 0; i < answer.length; i++) {
        if (Float.floatToRawIntBits(answer[i]) != Float.floatToRawIntBits(expected[i])) {
          throw new IllegalStateException(name + " gives " + answer[i] + " as element " + i + " of " + problem
              + ", expected the bits of managed Java: " + expected[i]);
        }
      }
    }
  }
}
