package dev.cenote.explorer;

import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What the dimensions of an array mean, and how it is seen as a tensor: an array that has spatial axes only gets one
 * channel, and the result loses it again.
 */
final class Axes {
  private final Layout layout;
  private final Shape tensor;
  private final boolean plane;

  private Axes(Layout layout, Shape tensor, boolean plane) {
    this.layout = layout;
    this.tensor = tensor;
    this.plane = plane;
  }

  /**
   * The meaning of an array's dimensions.
   *
   * @param asked the layout that the user wants, or null for channels-first
   * @param sizes how many sizes, of a window or an output, were given; 0 or 1 if that does not tell the number of axes
   */
  static Axes of(long[] shape, Layout asked, int sizes) {
    int rank = shape.length;
    if (rank < 1 || rank > 5) {
      throw new CommandException("the array has " + rank + " dimensions, expected 1 to 5");
    }
    Layout layout = asked;
    if (layout == null) {
      layout = Layout.channelsFirst(sizes > 1 ? sizes : rank == 1 ? 1 : rank == 5 ? 3 : 2);
    }
    int spatial = layout.spatialRank();
    if (rank < spatial || rank > spatial + 2) {
      String name = layout.name().toLowerCase(Locale.ROOT);
      throw new CommandException("the array is " + text(shape) + ", expected " + spatial + " to " + (spatial + 2)
          + " dimensions for " + (asked == null ? "sizes of " + spatial + " axes (layout " + name + ", or without "
          + "its n, or without its n and c)" : "layout " + name + ", of which n, or n and c, may be left out"));
    }
    boolean plane = rank == spatial;
    return new Axes(layout, Shape.of(plane ? withChannel(shape, layout) : shape), plane);
  }

  private static long[] withChannel(long[] shape, Layout layout) {
    long[] sizes = new long[shape.length + 1];
    System.arraycopy(shape, 0, sizes, layout.isChannelsLast() ? 0 : 1, shape.length);
    sizes[layout.isChannelsLast() ? shape.length : 0] = 1;
    return sizes;
  }

  /** The layout of the tensor. */
  Layout layout() {
    return layout;
  }

  /** The array's shape as a tensor has it, with a channel. */
  Shape tensor() {
    return tensor;
  }

  /** What a tensor's shape is for the user, who may have given no channel. */
  long[] array(Shape tensor) {
    long[] sizes = tensor.toArray();
    if (!plane) {
      return sizes;
    }
    return layout.isChannelsLast()
        ? Arrays.copyOf(sizes, sizes.length - 1)
        : Arrays.copyOfRange(sizes, 1, sizes.length);
  }

  /** What the user's dimensions are called, such as {@code CxHxW}. */
  String names() {
    int rank = tensor.rank() - (plane ? 1 : 0);
    String all = layout.name();
    String names = rank == all.length() ? all : all.replace(plane ? "C" : "N", "").replace("N", "");
    return String.join("x", names.split(""));
  }

  /** Such as {@code 3x300x451}. */
  static String text(long[] shape) {
    return shape.length == 0 ? "a single number"
        : Arrays.stream(shape).mapToObj(Long::toString).collect(Collectors.joining("x"));
  }
}
