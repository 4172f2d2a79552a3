package dev.cenote.internal.nativelib;

import dev.cenote.internal.plan.Alignment;
import dev.cenote.internal.plan.AxisWindows;
import dev.cenote.internal.plan.Geometry;
import dev.cenote.internal.plan.Reduction;
import dev.cenote.internal.plan.Samples;
import dev.cenote.internal.plan.Unpooling;

/** What plans say, as the structs of {@code cenote.h}: their fields in order. */
public final class Blocks {
  private static final int PROBLEM = 14;
  private static final int AXIS = 11;
  private static final int ALIGNMENT = 11;
  private static final int REGION = 5;
  private static final int SAMPLE = 4;
  private static final int UNPOOLING = 7;

  private Blocks() {}

  /** A {@code cenote_problem}, its axes' edge windows, and the images of its lists. */
  public static Block of(Geometry geometry, int isa) {
    AxisWindows[] axes = {geometry.d(), geometry.h(), geometry.w()};
    long tables = PROBLEM + (long) axes.length * AXIS;
    long longs = tables; // AxisWindows bounds the edges
    for (AxisWindows axis : axes) {
      longs += axis.edges().length;
    }
    long[] images = geometry.images() == null ? new long[0] : geometry.images();
    Reduction reduction = geometry.reduction();
    Block block = new Block(longs + images.length);
    block.put(Block.VERSION)
        .put(isa)
        .put(geometry.type().ordinal())
        .put(reduction.kind().ordinal())
        .put(geometry.wide())
        .put(geometry.planes())
        .put(geometry.lanes())
        .put(geometry.planesPerList())
        .put(geometry.images() == null ? 0 : block.addressOf(longs))
        .put(reduction.emptyIsZero())
        .put(reduction.rounding().ordinal())
        .put(reduction.fixedDivisor() != 0)
        .put(reduction.fixedDivisor())
        .put(reduction.p());
    boolean[] inBlocks = {false, geometry.hInBlocks(), geometry.wInBlocks()};
    long edges = tables;
    for (int a = 0; a < axes.length; a++) {
      AxisWindows axis = axes[a];
      block.put(axis.in())
          .put(axis.out())
          .put(axis.origin())
          .put(axis.stride())
          .put(axis.taps())
          .put(axis.step())
          .put(axis.innerBegin())
          .put(axis.innerEnd())
          .put(axis.perList())
          .put(inBlocks[a])
          .put(block.addressOf(edges));
      edges += axis.edges().length;
    }
    for (AxisWindows axis : axes) {
      block.put(axis.edges());
    }
    return block.put(images);
  }

  /** A {@code cenote_alignment}, its regions, and their sampling points. */
  static Block of(Alignment alignment) {
    int regions = Math.toIntExact(alignment.rows());
    long tables = ALIGNMENT + (long) regions * REGION;
    long longs = tables; // Alignment bounds the points
    for (int r = 0; r < regions; r++) {
      longs += (long) SAMPLE * (alignment.h(r).count() + alignment.w(r).count());
    }
    Block block = new Block(longs);
    block.put(Block.VERSION)
        .put(alignment.type().ordinal())
        .put(alignment.isMax())
        .put(alignment.channels())
        .put(alignment.layout().isChannelsLast())
        .put(alignment.height())
        .put(alignment.width())
        .put(alignment.outHeight())
        .put(alignment.outWidth())
        .put(regions)
        .put(block.addressOf(ALIGNMENT));
    long points = tables;
    for (int r = 0; r < regions; r++) {
      long pointsW = points + (long) SAMPLE * alignment.h(r).count();
      block.put(alignment.image(r))
          .put(alignment.h(r).perCell())
          .put(alignment.w(r).perCell())
          .put(block.addressOf(points))
          .put(block.addressOf(pointsW));
      points = pointsW + (long) SAMPLE * alignment.w(r).count();
    }
    for (int r = 0; r < regions; r++) {
      put(alignment.h(r), block);
      put(alignment.w(r), block);
    }
    return block;
  }

  private static void put(Samples samples, Block block) {
    for (int s = 0; s < samples.count(); s++) {
      block.put(samples.low(s)).put(samples.high(s)).put(samples.lowWeight(s)).put(samples.highWeight(s));
    }
  }

  /** A {@code cenote_unpooling}. */
  static Block of(Unpooling unpooling) {
    return new Block(UNPOOLING)
        .put(Block.VERSION)
        .put(unpooling.type().bytes())
        .put(unpooling.indexType().bytes())
        .put(unpooling.planes())
        .put(unpooling.lanes())
        .put(unpooling.valuesPerPlane())
        .put(unpooling.outPerPlane());
  }
}
