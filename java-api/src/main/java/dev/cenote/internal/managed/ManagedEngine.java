package dev.cenote.internal.managed;

import dev.cenote.internal.Engine;
import dev.cenote.internal.memory.Storage;
import dev.cenote.internal.plan.Alignment;
import dev.cenote.internal.plan.Geometry;
import dev.cenote.internal.plan.Reduction;
import dev.cenote.internal.plan.Unpooling;
import dev.cenote.tensor.ElementType;
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

  /**
   * The general driver, one for windows that overlap, or one for what is common and little work: a few float32 elements
   * a window.
   */
  private static Driver driver(Geometry geometry) {
    if (BlockDriver.suits(geometry)) {
      return new BlockDriver(geometry);
    }
    boolean sameForAll = geometry.d().perList() == 0 && geometry.h().perList() == 0 && geometry.w().perList() == 0;
    if (geometry.type() == ElementType.FLOAT32 && sameForAll) {
      boolean channelsLast = geometry.layout().isChannelsLast();
      Reduction reduction = geometry.reduction();
      if (reduction.kind() == Reduction.Kind.MAX && !reduction.emptyIsZero() && !channelsLast
          && geometry.w().taps() <= ChannelsFirstMax.MOST) {
        return new ChannelsFirstMax(geometry);
      }
      if (reduction.kind() == Reduction.Kind.AVERAGE && !channelsLast
          && SmallSums.suffice(geometry, SmallSums.MOST)) {
        return new ChannelsFirstAverage(geometry);
      }
      if (reduction.kind() == Reduction.Kind.AVERAGE && channelsLast && !TreeDriver.takesWholeRows(geometry)
          && SmallSums.suffice(geometry, ChannelsLastAverage.MOST)) {
        return new ChannelsLastAverage(geometry);
      }
    }
    return new TreeDriver(geometry);
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
