package dev.cenote;

import dev.cenote.internal.plan.AxisWindows;
import dev.cenote.internal.plan.Reduction;
import dev.cenote.internal.plan.Work;
import dev.cenote.tensor.ElementType;
import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;
import java.util.List;
import java.util.Objects;

/** An operator that is bound to regions: it makes an image of the output of each. */
final class RegionPool extends Pool {
  private final Kind kind;
  private final Regions regions;

  RegionPool(Kind kind, Regions regions, Execution execution) {
    super(kind.name(), kind.reduction(), execution);
    this.kind = kind;
    this.regions = Objects.requireNonNull(regions, () -> kind.name() + ": regions are null");
  }

  /** What is done with a region. Immutable. */
  interface Kind {
    String name();

    Reduction reduction();

    /** As {@link Pool#work}; regions lie in images that are there. */
    Work work(Regions regions, Shape x, ElementType type, Layout layout);

    /** The parameters, as they stand in messages. */
    @Override
    String toString();
  }

  /** The size of a region's output and the factor that brings corners to the feature map: what all kinds have. */
  record Cells(int height, int width, double scale) {
    private static final long MOST = 1 << 20;

    static Cells of(String name, long height, long width) {
      if (height < 1 || width < 1 || height > MOST || width > MOST) {
        throw new IllegalArgumentException(name + ": output " + height + "x" + width + ", expected sizes from 1 to "
            + MOST);
      }
      return new Cells((int) height, (int) width, 1);
    }

    Cells scale(String name, double scale) {
      if (!(scale > 0) || Double.isInfinite(scale)) {
        throw new IllegalArgumentException(name + ": scale is " + scale + ", expected a finite number above 0");
      }
      return new Cells(height, width, scale);
    }

    @Override
    public String toString() {
      return "output " + height + "x" + width + " scale " + scale;
    }
  }

  @Override
  Work work(Shape x, ElementType type, Layout layout) {
    if (layout.spatialRank() != 2) {
      throw new IllegalArgumentException("layout " + layout + " has " + layout.spatialRank()
          + " spatial axes, expected the 2 of an image, in which regions lie");
    }
    regions.check(layout.batch(x));
    return kind.work(regions, x, type, layout);
  }

  @Override
  AxisWindows windows(int axis, long in, Layout layout) {
    throw new AssertionError("windows differ from region to region");
  }

  @Override
  String parameters() {
    return kind + " over " + regions;
  }

  @Override
  Object identity() {
    return List.of(kind, regions);
  }

  @Override
  RegionPool with(Execution execution) {
    return new RegionPool(kind, regions, execution);
  }
}
