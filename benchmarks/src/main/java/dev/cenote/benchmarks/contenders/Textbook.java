package dev.cenote.benchmarks.contenders;

import dev.cenote.internal.Operator;
import dev.cenote.internal.Problem;
import dev.cenote.tensor.ElementType;
import dev.cenote.tensor.Tensor;

/**
 * What a Java programmer writes at the first go: nested loops over outputs and taps that check the borders at every
 * tap, on Java arrays, without any library. Correct, and not tuned.
 */
final class Textbook implements Contender {
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
        && (problem.operator() == Operator.MAX || problem.operator() == Operator.AVG || problem.isGlobal());
    return written && threads == 1 ? "" : "the loops are written for maxima and averages of float32 images, in one thread";
  }

  @Override
  public Entry prepare(Problem problem, Tensor x, int threads) {
    return new TextbookLoops(problem, (float[]) x.storage().array());
  }
}
