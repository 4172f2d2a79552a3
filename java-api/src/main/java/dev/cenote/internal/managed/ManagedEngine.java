package dev.cenote.internal.managed;

import dev.cenote.internal.Engine;
import dev.cenote.internal.memory.Storage;
import dev.cenote.internal.plan.Alignment;
import dev.cenote.internal.plan.Geometry;
import dev.cenote.internal.plan.Unpooling;
import java.util.concurrent.atomic.AtomicReference;

/** Pooling in Java: where natives cannot run, and beside them to compare with. */
public final class ManagedEngine implements Engine {
  private final AtomicReference<Scatter> kept = new AtomicReference<>();

  @Override
  public String name() {
    return "managed";
  }

  @Override
  public boolean isNative() {
    return false;
  }

  @Override
  public Pooling prepare(Geometry geometry) {
    return new Managed(() -> driver(geometry));
  }

  @Override
  public Pooling prepare(Alignment alignment) {
    return new Managed(() -> new AlignmentDriver(alignment));
  }

  /** The general driver, one for windows that overlap, or one for what is common: few float32 elements a window. */
  private static Driver driver(Geometry geometry) {
    if (SmallWindows.suits(geometry)) {
      return new SmallWindows(geometry);
    }
    return BlockDriver.suits(geometry) ? new BlockDriver(geometry) : new TreeDriver(geometry);
  }

  @Override
  public long firstBadIndex(Unpooling unpooling, Storage indices) {
    Scatter scatter = borrow();
    long bad = scatter.firstBadIndex(unpooling, indices);
    kept.set(scatter);
    return bad;
  }

  @Override
  public void unpool(Unpooling unpooling, Storage values, Storage indices, Storage out, long begin, long end) {
    Scatter scatter = borrow();
    scatter.planes(unpooling, values, indices, out, begin, end);
    kept.set(scatter);
  }

  private Scatter borrow() {
    Scatter scatter = kept.getAndSet(null);
    return scatter != null ? scatter : new Scatter();
  }
}
