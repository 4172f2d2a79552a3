package dev.cenote;

import dev.cenote.internal.plan.AxisWindows;
import dev.cenote.internal.plan.Fractions;
import dev.cenote.internal.plan.Geometry;
import dev.cenote.internal.plan.Rearranged;
import dev.cenote.internal.plan.Reduction;
import dev.cenote.internal.plan.Work;
import dev.cenote.tensor.ElementType;
import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;
import java.util.List;
import java.util.Objects;

/**
 * The greatest element of each window, with windows of one size whose starts are spread pseudo-randomly, so that the
 * output shrinks by any ratio (Graham, "Fractional Max-Pooling", 2014). For images and volumes.
 *
 * <p>With {@code alpha = (in - k) / (out - 1)} and a number {@code u} in [0, 1) for each sample, channel and axis,
 * window {@code i} starts at {@code trunc((i + u) * alpha) - trunc(u * alpha)}, and the last one at {@code in - k}; the
 * arithmetic is float32, or float64 for float64 tensors. The numbers {@code u} are given by {@link #samples}, or drawn
 * from a seed, the same ones on every machine.
 *
 * <p>NaN and zero are treated as by {@link MaxPool}. For all element types. Channels-last tensors are rearranged an
 * image at a time, as windows differ from channel to channel, so that every call allocates. Immutable and thread-safe.
 */
public final class FractionalMaxPool extends Pool {
  private final long[] size;
  private final long[] output;
  private final Fractions fractions;

  private FractionalMaxPool(long[] size, long[] output, Fractions fractions, Execution execution) {
    super("FractionalMaxPool", Reduction.MAX, execution);
    this.size = size;
    this.output = output;
    this.fractions = fractions;
  }

  /**
   * Maximum over windows of a size, to an output of a size, drawn from seed 0.
   *
   * @param size of the windows, one number an axis, outermost first
   * @param output of the output, likewise
   * @throws IllegalArgumentException if there are not 2 or 3 sizes, their numbers differ, or one is less than 1
   */
  public static FractionalMaxPool of(long[] size, long[] output) {
    Objects.requireNonNull(size, "FractionalMaxPool: window size is null");
    Objects.requireNonNull(output, "FractionalMaxPool: output size is null");
    if (size.length < 2 || size.length > 3 || size.length != output.length) {
      throw new IllegalArgumentException("FractionalMaxPool: window " + Window.join(size) + " and output "
          + Window.join(output) + ", expected 2 or 3 sizes each, one an axis");
    }
    for (int axis = 0; axis < size.length; axis++) {
      if (size[axis] < 1 || output[axis] < 1) {
        throw new IllegalArgumentException("FractionalMaxPool: window " + Window.join(size) + " and output "
            + Window.join(output) + " have a size below 1, expected 1 or more");
      }
    }
    return new FractionalMaxPool(size.clone(), output.clone(), Fractions.seeded(0), Execution.DEFAULT);
  }

  /** The same operator with numbers drawn from this seed. */
  public FractionalMaxPool seed(long seed) {
    return new FractionalMaxPool(size, output, Fractions.seeded(seed), execution());
  }

  /**
   * The same operator with given numbers: for each sample, in it for each channel, in it for each axis, outermost first
   * (D, H, W). PyTorch's random samples have W before H for images, and this order for volumes.
   *
   * @throws IllegalArgumentException if a number is not in [0, 1)
   */
  public FractionalMaxPool samples(double... samples) {
    Objects.requireNonNull(samples, "FractionalMaxPool: samples are null");
    return new FractionalMaxPool(size, output, Fractions.given(samples), execution());
  }

  @Override
  Work work(Shape x, ElementType type, Layout layout) {
    checkSizes("window", size.length, layout);
    return layout.isChannelsLast()
        ? Rearranged.toChannelsFirst(x, layout, (shape, first) -> geometry(shape, type, first))
        : geometry(x, type, layout);
  }

  private Geometry geometry(Shape x, ElementType type, Layout layout) {
    long planes = layout.batch(x) * layout.channels(x);
    fractions.check(planes, size.length, type);
    AxisWindows[] axes = new AxisWindows[size.length];
    for (int axis = 0; axis < axes.length; axis++) {
      try {
        axes[axis] = fractions.windows(
            layout.spatial(x, axis), size[axis], output[axis], planes, axes.length, axis, type);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("axis " + axisName(layout, axis) + ": " + e.getMessage(), e);
      }
    }
    return new Geometry(reduction(), type, layout, x, axes);
  }

  @Override
  AxisWindows windows(int axis, long in, Layout layout) {
    throw new AssertionError("windows differ from plane to plane");
  }

  @Override
  String parameters() {
    return "window " + Window.join(size) + " output " + Window.join(output) + " " + fractions;
  }

  @Override
  Object identity() {
    return List.of(Window.join(size), Window.join(output), fractions);
  }

  @Override
  FractionalMaxPool with(Execution execution) {
    return new FractionalMaxPool(size, output, fractions, execution);
  }
}
