package dev.cenote.reference;

import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;

/** The channels of a tensor, each a row-major plane of its own, whatever the layout. */
public final class Planes {
  private final Layout layout;
  private final Shape shape;
  private final int batch;
  private final int channels;
  private final int elements;

  public Planes(Layout layout, Shape shape) {
    this.layout = layout;
    this.shape = shape;
    this.batch = Math.toIntExact(layout.batch(shape));
    this.channels = Math.toIntExact(layout.channels(shape));
    long product = 1;
    for (int axis = 0; axis < layout.spatialRank(); axis++) {
      product *= layout.spatial(shape, axis);
    }
    this.elements = Math.toIntExact(product);
  }

  public int batch() {
    return batch;
  }

  public int channels() {
    return channels;
  }

  /** The elements of one plane. */
  public int elements() {
    return elements;
  }

  /** The size along D, H or W; 1 where the layout lacks it. */
  public long size(int axis) {
    int missing = 3 - layout.spatialRank();
    return axis < missing ? 1 : layout.spatial(shape, axis - missing);
  }

  /** Where an element of a plane lies in memory. */
  public int at(int n, int c, int element) {
    return layout.isChannelsLast() ? (n * elements + element) * channels + c
        : (n * channels + c) * elements + element;
  }

  /** The elements of one plane. */
  public long[] read(long[] tensor, int n, int c) {
    long[] plane = new long[elements];
    for (int element = 0; element < elements; element++) {
      plane[element] = tensor[at(n, c, element)];
    }
    return plane;
  }
}
