package dev.cenote;

import dev.cenote.internal.plan.Alignment;
import dev.cenote.internal.plan.Reduction;
import dev.cenote.internal.plan.Work;
import dev.cenote.tensor.ElementType;
import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;
import java.util.Locale;
import java.util.Objects;

/**
 * The average of points in each cell of each region, between the elements by bilinear interpolation (He et al., "Mask
 * R-CNN", 2017; ONNX's RoiAlign).
 *
 * <p>Corners are scaled and not rounded. A cell has a grid of sampling points, evenly spread: as many a side as
 * {@link #samples} says, or one an element, rounded up. A point beyond the input by more than one element counts 0; one
 * that is less outside takes the nearest. With {@link #max} a cell is the greatest of its points' weighted elements, of
 * the four terms apart and not of their sums, as ONNX has it. What a corner means is said by a {@link Mode}, for which
 * there is no default. Coordinates are float32, or float64 for float64 tensors; values are weighted and added in
 * float64 and rounded once. A cell without points gives 0. For floating types.
 *
 * <pre>{@code
 * Tensor y = RoiAlign.of(RoiAlign.Mode.HALF_PIXEL, 7, 7).scale(1 / 16.0).samples(2).over(regions).apply(x);
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class RoiAlign {
  private static final String NAME = "RoiAlign";

  /** What a region's corners mean. */
  public enum Mode {
    /**
     * Element {@code i} covers {@code [i - 0.5, i + 0.5)} after scaling: half a pixel is subtracted from the corners.
     * ONNX's {@code half_pixel}, torchvision's {@code aligned=True}.
     */
    HALF_PIXEL,
    /**
     * Nothing is subtracted, and regions are at least one element wide and high. ONNX's {@code output_half_pixel},
     * torchvision's {@code aligned=False}.
     */
    OUTPUT_HALF_PIXEL
  }

  private final Parameters parameters;

  private RoiAlign(Parameters parameters) {
    this.parameters = parameters;
  }

  /**
   * Average to so many cells a region, with scale 1 and one sampling point an element.
   *
   * @throws IllegalArgumentException if a size is less than 1
   */
  public static RoiAlign of(Mode mode, long height, long width) {
    Objects.requireNonNull(mode, "RoiAlign: mode is null");
    return new RoiAlign(new Parameters(mode, RegionPool.Cells.of(NAME, height, width), 0, false));
  }

  /**
   * The same operator with corners multiplied by this: 1/16 for a feature map of a sixteenth of the image's size.
   *
   * @throws IllegalArgumentException if it is not a finite number above 0
   */
  public RoiAlign scale(double scale) {
    return new RoiAlign(new Parameters(
        parameters.mode, parameters.cells.scale(NAME, scale), parameters.samples, parameters.max));
  }

  /**
   * The same operator with so many sampling points a cell along each axis; 0 for one an element, rounded up.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public RoiAlign samples(int samples) {
    if (samples < 0) {
      throw new IllegalArgumentException("RoiAlign: " + samples + " samples a cell, expected 0 or more");
    }
    return new RoiAlign(new Parameters(parameters.mode, parameters.cells, samples, parameters.max));
  }

  /** The same operator with cells that are the greatest weighted element rather than the average. */
  public RoiAlign max() {
    return new RoiAlign(new Parameters(parameters.mode, parameters.cells, parameters.samples, true));
  }

  /** The operator for these regions, with the verbs that all operators have. Its outputs have a batch of regions. */
  public Pool over(Regions regions) {
    return new RegionPool(parameters, regions, Execution.DEFAULT);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RoiAlign && parameters.equals(((RoiAlign) other).parameters);
  }

  @Override
  public int hashCode() {
    return parameters.hashCode();
  }

  @Override
  public String toString() {
    return NAME + "[" + parameters + "]";
  }

  private record Parameters(Mode mode, RegionPool.Cells cells, int samples, boolean max) implements RegionPool.Kind {
    @Override
    public String name() {
      return NAME;
    }

    @Override
    public Reduction reduction() {
      return Reduction.average(0, Rounding.HALF_AWAY_FROM_ZERO); // which has no index
    }

    @Override
    public Work work(Regions regions, Shape x, ElementType type, Layout layout) {
      if (!type.isFloating()) {
        throw new IllegalArgumentException(
            "points between elements of " + type + " are not defined, expected a floating type; Tensor.to converts");
      }
      return Alignment.of(max, type, layout, x, cells.height(), cells.width(), regions.corners(), regions.images(),
          cells.scale(), mode == Mode.HALF_PIXEL, samples);
    }

    @Override
    public String toString() {
      return mode.name().toLowerCase(Locale.ROOT) + " " + cells + (samples == 0 ? "" : " samples " + samples)
          + (max ? " max" : "");
    }
  }
}
