package dev.cenote;

import dev.cenote.internal.plan.AxisWindows;
import dev.cenote.internal.plan.Geometry;
import dev.cenote.internal.plan.Reduction;
import dev.cenote.internal.plan.Work;
import dev.cenote.tensor.ElementType;
import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;

/**
 * The greatest element of each cell of each region of interest (Girshick, "Fast R-CNN", 2015; ONNX's MaxRoiPool).
 *
 * <p>A region's corners are scaled and rounded, halves away from zero; the region includes the elements at both ends
 * and is at least 1x1. Of its {@code h} rows, cell {@code i} of {@code out} has
 * {@code [floor(i * h / out), ceil((i + 1) * h / out))}, cut to the input; columns likewise. A cell without elements
 * gives 0. Scaling is done in float32, or in float64 for float64 tensors. NaN and zero are treated as by
 * {@link MaxPool}. For all element types.
 *
 * <pre>{@code
 * Tensor y = RoiMaxPool.of(7, 7).scale(1 / 16.0).over(regions).apply(x);   // regions x channels x 7 x 7
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class RoiMaxPool {
  private static final String NAME = "RoiMaxPool";

  private final RegionPool.Cells cells;

  private RoiMaxPool(RegionPool.Cells cells) {
    this.cells = cells;
  }

  /**
   * Maximum to so many cells a region, with scale 1.
   *
   * @throws IllegalArgumentException if a size is less than 1
   */
  public static RoiMaxPool of(long height, long width) {
    return new RoiMaxPool(RegionPool.Cells.of(NAME, height, width));
  }

  /**
   * The same operator with corners multiplied by this: 1/16 for a feature map of a sixteenth of the image's size.
   *
   * @throws IllegalArgumentException if it is not a finite number above 0
   */
  public RoiMaxPool scale(double scale) {
    return new RoiMaxPool(cells.scale(NAME, scale));
  }

  /** The operator for these regions, with the verbs that all operators have. Its outputs have a batch of regions. */
  public Pool over(Regions regions) {
    return new RegionPool(new Maximum(cells), regions, Execution.DEFAULT);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RoiMaxPool && cells.equals(((RoiMaxPool) other).cells);
  }

  @Override
  public int hashCode() {
    return cells.hashCode();
  }

  @Override
  public String toString() {
    return NAME + "[" + cells + "]";
  }

  private record Maximum(RegionPool.Cells cells) implements RegionPool.Kind {
    @Override
    public String name() {
      return NAME;
    }

    @Override
    public Reduction reduction() {
      return Reduction.MAX_OR_ZERO;
    }

    @Override
    public Work work(Regions regions, Shape x, ElementType type, Layout layout) {
      boolean float64 = type == ElementType.FLOAT64;
      AxisWindows[] axes = {
          AxisWindows.regions(layout.spatial(x, 0), cells.height(), regions.corners(), 1, cells.scale(), float64),
          AxisWindows.regions(layout.spatial(x, 1), cells.width(), regions.corners(), 0, cells.scale(), float64)};
      return new Geometry(Reduction.MAX_OR_ZERO, type, layout, x, axes, regions.images());
    }

    @Override
    public String toString() {
      return cells.toString();
    }
  }
}
