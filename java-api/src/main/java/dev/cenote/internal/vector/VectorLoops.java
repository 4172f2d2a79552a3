package dev.cenote.internal.vector;

import dev.cenote.internal.managed.FloatLoops;
import dev.cenote.internal.plan.Reduction;
import java.util.function.Function;

/** Loops in the vectors of jdk.incubator.vector, for maxima and sums. */
public final class VectorLoops implements Function<Reduction.Kind, FloatLoops> {
  private static final FloatLoops MAX = new MaxVectors();
  private static final FloatLoops SUM = new SumVectors();

  /** The loops of a reduction, or null where there are none. */
  @Override
  public FloatLoops apply(Reduction.Kind kind) {
    switch (kind) {
      case MAX:
        return MAX;
      case AVERAGE:
        return SUM;
      default:
        return null;
    }
  }
}
