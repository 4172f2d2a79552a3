package dev.cenote.internal.managed;

import dev.cenote.internal.Engine;
import dev.cenote.internal.plan.Geometry;

/** Pooling in Java: where natives cannot run, and beside them to compare with. */
public final class ManagedEngine implements Engine {
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
    boolean max = geometry.reduction() == Geometry.Reduction.MAX;
    if (geometry.layout().isChannelsLast()) {
      return max ? new ChannelsLastMax(geometry) : new ChannelsLastAverage(geometry);
    }
    return max ? new ChannelsFirstMax(geometry) : new ChannelsFirstAverage(geometry);
  }
}
