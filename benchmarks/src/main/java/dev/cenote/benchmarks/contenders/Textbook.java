package dev.cenote.benchmarks.contenders;

import dev.cenote.internal.Problem;

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
  public boolean isCenote() {
    return false;
  }

  @Override
  public String declines(Problem problem) {
    return problem.layout().spatialRank() == 2 ? "" : "the loops are written for images";
  }

  @Override
  public Entry prepare(Problem problem, float[] x) {
    return new TextbookLoops(problem, x);
  }
}
