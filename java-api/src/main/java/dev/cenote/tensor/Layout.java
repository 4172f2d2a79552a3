package dev.cenote.tensor;

/**
 * The meaning of a tensor's dimensions, outermost first: N is the batch, C the channels, and D, H, W (or L, a length)
 * the spatial axes that pooling works on.
 *
 * <p>The batch may be left out: a {@code 64x112x112} tensor in {@link #NCHW} is one image of 64 channels.
 */
public enum Layout {
  /** Channels-first sequences: {@code [N,] C, L}. */
  NCL(1, false),
  /** Channels-first images, as in PyTorch and ONNX: {@code [N,] C, H, W}. */
  NCHW(2, false),
  /** Channels-first volumes: {@code [N,] C, D, H, W}. */
  NCDHW(3, false),
  /** Channels-last sequences: {@code [N,] L, C}. */
  NLC(1, true),
  /** Channels-last images, as in TensorFlow, and as decoders store photographs: {@code [N,] H, W, C}. */
  NHWC(2, true),
  /** Channels-last volumes: {@code [N,] D, H, W, C}. */
  NDHWC(3, true);

  private final int spatialRank;
  private final boolean channelsLast;

  Layout(int spatialRank, boolean channelsLast) {
    this.spatialRank = spatialRank;
    this.channelsLast = channelsLast;
  }

  /**
   * The channels-first layout of so many spatial axes.
   *
   * @throws IllegalArgumentException unless {@code spatialRank} is 1, 2 or 3
   */
  public static Layout channelsFirst(int spatialRank) {
    return find(spatialRank, false);
  }

  /**
   * The channels-last layout of so many spatial axes.
   *
   * @throws IllegalArgumentException unless {@code spatialRank} is 1, 2 or 3
   */
  public static Layout channelsLast(int spatialRank) {
    return find(spatialRank, true);
  }

  private static Layout find(int spatialRank, boolean channelsLast) {
    for (Layout layout : values()) {
      if (layout.spatialRank == spatialRank && layout.channelsLast == channelsLast) {
        return layout;
      }
    }
    throw new IllegalArgumentException("Layout: " + spatialRank + " spatial axes, expected 1, 2 or 3");
  }

  /** The number of spatial axes: 1, 2 or 3. */
  public int spatialRank() {
    return spatialRank;
  }

  /** Whether the channels are the innermost dimension. */
  public boolean isChannelsLast() {
    return channelsLast;
  }

  /** Whether a shape has this layout's rank, with or without the batch. */
  public boolean fits(Shape shape) {
    return shape.rank() == spatialRank + 2 || shape.rank() == spatialRank + 1;
  }

  /** The batch size: 1 where the shape has no batch dimension. The shape must {@link #fits fit}. */
  public long batch(Shape shape) {
    return shape.rank() == spatialRank + 2 ? shape.size(0) : 1;
  }

  /** The number of channels. The shape must {@link #fits fit}. */
  public long channels(Shape shape) {
    return shape.size(channelsLast ? shape.rank() - 1 : shape.rank() - spatialRank - 1);
  }

  /** The size of spatial axis {@code axis}, 0 for the outermost. The shape must {@link #fits fit}. */
  public long spatial(Shape shape, int axis) {
    return shape.size(firstSpatial(shape) + axis);
  }

  /**
   * The same batch and channels with other spatial sizes. The shape must {@link #fits fit}.
   *
   * @throws IllegalArgumentException unless there is one size a spatial axis, 0 or more
   */
  public Shape withSpatial(Shape shape, long... spatial) {
    if (spatial.length != spatialRank) {
      throw new IllegalArgumentException(
          "Layout: " + spatial.length + " spatial sizes, expected " + spatialRank + " for " + this);
    }
    long[] sizes = shape.toArray();
    System.arraycopy(spatial, 0, sizes, firstSpatial(shape), spatialRank);
    return Shape.of(sizes);
  }

  /**
   * The same channels with another batch and other spatial sizes; it has a batch even if {@code shape} has none. The
   * shape must {@link #fits fit}.
   *
   * @throws IllegalArgumentException unless there is one size a spatial axis, 0 or more
   */
  public Shape withBatch(Shape shape, long batch, long... spatial) {
    long[] sizes = new long[spatialRank + 2];
    sizes[0] = batch;
    sizes[channelsLast ? spatialRank + 1 : 1] = channels(shape);
    return withSpatial(Shape.of(sizes), spatial);
  }

  /**
   * The same batch, channels and spatial sizes, which {@code shape} has in layout {@code from}, in this layout. The
   * shape must fit {@code from}.
   *
   * @throws IllegalArgumentException if the layouts differ in the number of spatial axes
   */
  public Shape rearranged(Shape shape, Layout from) {
    if (from.spatialRank != spatialRank) {
      throw new IllegalArgumentException(
          "Layout: " + shape + " " + from + " as " + this + ", expected as many spatial axes");
    }
    long[] sizes = shape.toArray();
    int first = shape.rank() - spatialRank - 1;
    for (int axis = 0; axis < spatialRank; axis++) {
      sizes[first + axis + (channelsLast ? 0 : 1)] = from.spatial(shape, axis);
    }
    sizes[channelsLast ? shape.rank() - 1 : first] = from.channels(shape);
    return Shape.of(sizes);
  }

  private int firstSpatial(Shape shape) {
    return shape.rank() - spatialRank - (channelsLast ? 1 : 0);
  }
}
