package dev.cenote.internal;

import dev.cenote.internal.memory.Storage;
import dev.cenote.internal.plan.Geometry;

/** A backend as operators see it. Implementations are thread-safe. */
public interface Engine {
  String name();

  boolean isNative();

  /** Makes ready for one geometry; what it returns may be used by several threads at once. */
  Pooling prepare(Geometry geometry);

  /** Pools one geometry. */
  interface Pooling {
    /**
     * Computes output rows {@code begin .. end} of {@link Geometry#rows()}. The storages hold the geometry's input and
     * output, are acquired, and do not overlap.
     */
    void run(Storage in, Storage out, long begin, long end);
  }
}
