package dev.cenote;

import java.util.Arrays;
import java.util.Objects;

/**
 * Rectangles of images, such as a detector proposes: corners x1, y1 (left, top) and x2, y2 (right, bottom) in the
 * coordinates of the original image, which an operator scales to its feature map, and the image of the batch that each
 * lies in.
 *
 * <pre>{@code
 * Regions two = Regions.of(new float[] {0, 0, 15, 15,  8, 4, 30, 20}, 0, 0);   // both in image 0
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class Regions {
  private final double[] corners;
  private final long[] images;

  private Regions(double[] corners, long[] images) {
    this.corners = corners;
    this.images = images;
    for (int i = 0; i < corners.length; i++) {
      if (!Double.isFinite(corners[i])) {
        throw new IllegalArgumentException("Regions: corner " + "x1 y1 x2 y2".split(" ")[i % 4] + " of region " + i / 4
            + " is " + corners[i] + ", expected a finite number");
      }
    }
    for (int r = 0; r < images.length; r++) {
      if (images[r] < 0) {
        throw new IllegalArgumentException(
            "Regions: region " + r + " lies in image " + images[r] + ", expected 0 or more");
      }
    }
  }

  /**
   * Regions given as ONNX's RoiAlign does: x1, y1, x2, y2 of each, and its image.
   *
   * @param corners four numbers a region
   * @param images one number a region
   * @throws IllegalArgumentException if there are not four corners for each image, a corner is not finite, or an image
   *     is negative
   */
  public static Regions of(double[] corners, long... images) {
    Objects.requireNonNull(corners, "Regions: corners are null");
    Objects.requireNonNull(images, "Regions: images are null");
    if (corners.length != 4L * images.length) {
      throw new IllegalArgumentException("Regions: " + corners.length + " corners and " + images.length
          + " images, expected x1, y1, x2, y2 for each image");
    }
    return new Regions(corners.clone(), images.clone());
  }

  /** As {@link #of(double[], long...)}. */
  public static Regions of(float[] corners, long... images) {
    Objects.requireNonNull(corners, "Regions: corners are null");
    return of(widened(corners), images);
  }

  /**
   * Regions given as ONNX's MaxRoiPool and Caffe do: image, x1, y1, x2, y2 of each.
   *
   * @throws IllegalArgumentException if there are not five numbers a region, or an image is no whole number
   */
  public static Regions ofRows(float[] rows) {
    Objects.requireNonNull(rows, "Regions: rows are null");
    if (rows.length % 5 != 0) {
      throw new IllegalArgumentException(
          "Regions: " + rows.length + " numbers, expected image, x1, y1, x2, y2 for each region");
    }
    double[] corners = new double[rows.length / 5 * 4];
    long[] images = new long[rows.length / 5];
    for (int r = 0; r < images.length; r++) {
      images[r] = (long) rows[5 * r];
      if (images[r] != rows[5 * r]) {
        throw new IllegalArgumentException(
            "Regions: region " + r + " lies in image " + rows[5 * r] + ", expected a whole number");
      }
      for (int i = 0; i < 4; i++) {
        corners[4 * r + i] = rows[5 * r + 1 + i];
      }
    }
    return new Regions(corners, images);
  }

  private static double[] widened(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }

  /** How many there are. */
  public int size() {
    return images.length;
  }

  /** x1, y1, x2, y2 of each. Not a copy: read only. */
  double[] corners() {
    return corners;
  }

  /** The image of each. Not a copy: read only. */
  long[] images() {
    return images;
  }

  /** Refuses regions of images that are not there. */
  void check(long batch) {
    for (int r = 0; r < images.length; r++) {
      if (images[r] >= batch) {
        throw new IllegalArgumentException(
            "region " + r + " lies in image " + images[r] + " of " + batch + ", expected less than " + batch);
      }
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Regions && Arrays.equals(corners, ((Regions) other).corners)
        && Arrays.equals(images, ((Regions) other).images);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(corners) + Arrays.hashCode(images);
  }

  /** The first regions, such as {@code 2 regions [0: 0.0 0.0 15.0 15.0, 0: 8.0 4.0 30.0 20.0]}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder().append(size()).append(size() == 1 ? " region [" : " regions [");
    for (int r = 0; r < Math.min(4, size()); r++) {
      text.append(r == 0 ? "" : ", ").append(images[r]).append(':');
      for (int i = 0; i < 4; i++) {
        text.append(' ').append(corners[4 * r + i]);
      }
    }
    return text.append(size() > 4 ? ", ..., hash " + hashCode() + "]" : "]").toString();
  }
}
