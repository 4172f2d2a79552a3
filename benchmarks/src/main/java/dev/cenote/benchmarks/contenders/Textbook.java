package dev.cenote.benchmarks.contenders;

import dev.cenote.internal.Operator;
import dev.cenote.internal.Problem;
import dev.cenote.tensor.ElementType;
import dev.cenote.tensor.Tensor;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a Java programmer writes at the first go: nested loops over outputs and taps that check the borders at every
 * tap, on Java arrays, without any library. Correct, and not tuned.
 */
final class Textbook implements Contender {
  private static final Set<Operator> OPERATORS =
      EnumSet.of(Operator.MAX, Operator.AVG, Operator.GLOBALMAX, Operator.GLOBALAVG);

  @Override
  public String name() {
    return Contenders.TEXTBOOK;
  }

  @Override
  public Role role() {
    return Role.LOOP;
  }

  @Override
  public String declines(Problem problem, int threads) {
    boolean written = problem.layout().spatialRank() == 2 && problem.type() == ElementType.FLOAT32
        && OPERATORS.contains(problem.operator());
    return written && threads == 1 ? ""
        : "the loops are written for maxima and averages of float32 images, in one thread";
  }

  @Override
  public Entry prepare(Problem problem, Tensor x, int threads) {
    return new TextbookLoops(problem, (float[]) x.storage().array());
  }
}
