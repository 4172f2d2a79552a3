package dev.cenote.internal.managed;

import dev.cenote.internal.plan.Reduction;
import java.util.function.Function;

/** Knows the loops in vectors, which are there only if the JVM was started with the module that they need. */
final class VectorProvider {
  private static final String MODULE = "jdk.incubator.vector";
  private static final String LOOPS = "dev.cenote.internal.vector.VectorLoops";
  private static final Function<Reduction.Kind, FloatLoops> PROVIDER = provider();

  private VectorProvider() {}

  /** The loops of a reduction, or null. */
  static FloatLoops loops(Reduction.Kind kind) {
    return PROVIDER == null ? null : PROVIDER.apply(kind);
  }

  @SuppressWarnings("unchecked")
  private static Function<Reduction.Kind, FloatLoops> provider() {
    if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
      return null;
    }
    try {
      return (Function<Reduction.Kind, FloatLoops>) Class.forName(LOOPS).getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("Cenote: " + LOOPS + " cannot be made although " + MODULE + " is there", e);
    }
  }
}
