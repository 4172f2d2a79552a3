package dev.cenote.internal.managed;

import dev.cenote.internal.Engine;
import dev.cenote.internal.memory.Storage;
import dev.cenote.internal.plan.Geometry;
import java.util.concurrent.atomic.AtomicReference;

/** A driver in Java: goes through output rows with scratch memory that is kept for the next call. */
abstract class Managed implements Engine.Pooling {
  final Geometry geometry;
  private final AtomicReference<Scratch> kept = new AtomicReference<>();

  Managed(Geometry geometry) {
    this.geometry = geometry;
  }

  @Override
  public final void run(Storage in, Storage out, long begin, long end) {
    Scratch scratch = kept.getAndSet(null);
    if (scratch == null) {
      scratch = new Scratch(geometry);
    }
    scratch.taps.bind(in);
    for (long row = begin; row < end; row++) {
      scratch.taps.moveTo(row);
      pool(scratch, row, out);
    }
    scratch.taps.unbind();
    kept.set(scratch);
  }

  /** Computes one output row; the taps have moved to it. */
  abstract void pool(Scratch scratch, long row, Storage out);

  /** A maximum as it is written: no -0.0, and one NaN. */
  static float canonical(float max) {
    return max == max ? max + 0.0f : Float.NaN;
  }
}
