package dev.cenote.internal.plan;

import dev.cenote.internal.Engine;
import dev.cenote.tensor.ElementType;
import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;

/**
 * Regions of images, sampled between the elements. A row is all of one region's output.
 *
 * <p>The canonical order: a point's terms are {@code (h weight * w weight) * element} for low low, low high, high low,
 * high high; their sum is {@code (a + b) + (c + d)}; points are added one after the other in row-major order, in
 * float64, and divided by their number. A maximum is that of all terms, where a point outside is one term 0. A cell
 * without points gives 0. The result is rounded once to the tensor's type.
 */
public final class Alignment implements Work {
  /** Sampling points along the axes of all regions together: their tables fit in one buffer. */
  static final long MAX_POINTS = 1L << 24;

  /** Sampling points of one region: more take minutes, and are a sign of corners that were not meant. */
  private static final long MAX_GRID = 1L << 30;

  private final boolean max;
  private final ElementType type;
  private final Layout layout;
  private final Shape input;
  private final Shape output;
  private final long[] images;
  private final Samples[] h;
  private final Samples[] w;

  private Alignment(boolean max, ElementType type, Layout layout, Shape input, Shape output, long[] images,
      Samples[] h, Samples[] w) {
    this.max = max;
    this.type = type;
    this.layout = layout;
    this.input = input;
    this.output = output;
    this.images = images;
    this.h = h;
    this.w = w;
  }

  /**
   * Regions of a batch of images.
   *
   * @param max whether a cell is the greatest of its terms, else their average
   * @param cellsH cells of each region along H, and
   * @param cellsW along W
   * @param boxes x1, y1, x2, y2 of each region, in elements after scaling
   * @param images the image of the batch that each region lies in
   * @param halfPixel whether element {@code i} covers {@code [i - 0.5, i + 0.5)}
   * @param perCell sampling points a cell and axis, or 0 for one an element, rounded up
   * @throws IllegalArgumentException if there are too many regions or sampling points, or a region, scaled, is not
   *     finite
   */
  public static Alignment of(boolean max, ElementType type, Layout layout, Shape input, int cellsH, int cellsW,
      double[] boxes, long[] images, double scale, boolean halfPixel, int perCell) {
    boolean float64 = type == ElementType.FLOAT64;
    Samples[] h = new Samples[images.length];
    Samples[] w = new Samples[images.length];
    if (images.length > MAX_POINTS) {
      throw new IllegalArgumentException(images.length + " regions, expected at most " + MAX_POINTS);
    }
    long left = MAX_POINTS;
    for (int r = 0; r < images.length; r++) {
      int box = 4 * r;
      w[r] = Samples.of(boxes[box], boxes[box + 2], scale, halfPixel, layout.spatial(input, 1), cellsW, perCell,
          float64, left);
      left -= w[r].count();
      h[r] = Samples.of(boxes[box + 1], boxes[box + 3], scale, halfPixel, layout.spatial(input, 0), cellsH, perCell,
          float64, left);
      left -= h[r].count();
      if ((long) h[r].count() * w[r].count() > MAX_GRID) {
        throw new IllegalArgumentException("region " + r + " has " + h[r].count() + " times " + w[r].count()
            + " sampling points, expected at most " + MAX_GRID);
      }
    }
    Shape output = layout.withBatch(input, images.length, cellsH, cellsW);
    return new Alignment(max, type, layout, input, output, images, h, w);
  }

  /** Whether a cell is the greatest of its terms, else their average. */
  public boolean isMax() {
    return max;
  }

  public long channels() {
    return layout.channels(input);
  }

  public long height() {
    return layout.spatial(input, 0);
  }

  public long width() {
    return layout.spatial(input, 1);
  }

  public long outHeight() {
    return layout.spatial(output, 0);
  }

  public long outWidth() {
    return layout.spatial(output, 1);
  }

  /** The image of the batch that a region lies in. */
  public long image(int region) {
    return images[region];
  }

  /** A region's points along H. */
  public Samples h(int region) {
    return h[region];
  }

  /** A region's points along W. */
  public Samples w(int region) {
    return w[region];
  }

  @Override
  public Shape input() {
    return input;
  }

  @Override
  public Shape output() {
    return output;
  }

  @Override
  public ElementType type() {
    return type;
  }

  @Override
  public Layout layout() {
    return layout;
  }

  @Override
  public Geometry windows() {
    return null;
  }

  @Override
  public long rows() {
    return images.length;
  }

  @Override
  public long rowElements() {
    return channels() * outHeight() * outWidth();
  }

  @Override
  public long rowReads() {
    double points = 0; // all regions are taken for average ones
    for (int region = 0; region < images.length; region++) {
      points += (double) h[region].count() * w[region].count() / images.length;
    }
    return (long) Math.max(1, points * channels());
  }

  @Override
  public Engine.Pooling prepare(Engine engine) {
    return engine.prepare(this);
  }
}
