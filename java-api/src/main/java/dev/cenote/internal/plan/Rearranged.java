package dev.cenote.internal.plan;

import dev.cenote.internal.Engine;
import dev.cenote.internal.memory.ArrayStorage;
import dev.cenote.internal.memory.Numbers;
import dev.cenote.internal.memory.Storage;
import dev.cenote.internal.memory.Transposition;
import dev.cenote.tensor.ElementType;
import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;
import java.util.function.BiFunction;

/**
 * Windows that differ from channel to channel, over a channels-last input: each image is rearranged channels-first,
 * pooled, and rearranged back, on the Java heap. A row is an image.
 */
public final class Rearranged implements Work {
  private final Shape input;
  private final Shape output;
  private final Layout layout;
  private final Geometry windows;

  private Rearranged(Shape input, Shape output, Layout layout, Geometry windows) {
    this.input = input;
    this.output = output;
    this.layout = layout;
    this.windows = windows;
  }

  /**
   * @param windows makes the windows for a channels-first shape
   * @throws IllegalArgumentException if an image is too large
   */
  public static Rearranged toChannelsFirst(Shape x, Layout layout, BiFunction<Shape, Layout, Geometry> windows) {
    Layout firstLayout = Layout.channelsFirst(layout.spatialRank());
    long image = x.elements() / Math.max(1, layout.batch(x));
    if (image > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException("an image has " + image + " elements, which is more than a Java array, in"
          + " which channels-last images are rearranged, holds");
    }
    Geometry first = windows.apply(firstLayout.rearranged(x, layout), firstLayout);
    long[] spatial = new long[layout.spatialRank()];
    for (int axis = 0; axis < spatial.length; axis++) {
      spatial[axis] = firstLayout.spatial(first.output(), axis);
    }
    return new Rearranged(x, layout.withSpatial(x, spatial), layout, first);
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
    return windows.type();
  }

  @Override
  public Layout layout() {
    return layout;
  }

  @Override
  public Geometry windows() {
    return windows;
  }

  @Override
  public long rows() {
    return layout.batch(input);
  }

  @Override
  public long rowElements() {
    return output.elements() / Math.max(1, rows());
  }

  @Override
  public long rowReads() {
    return input.elements() / Math.max(1, rows());
  }

  @Override
  public Engine.Pooling prepare(Engine engine) {
    return (in, out, indices, begin, end) -> {
      for (long image = begin; image < end; image++) {
        pool(engine, in, out, indices, image);
      }
    };
  }

  private void pool(Engine engine, Storage in, Storage out, Storage indices, long image) {
    Geometry one = windows.image(image);
    int channels = Math.toIntExact(windows.channels());
    int reads = Math.toIntExact(rowReads());
    int writes = Math.toIntExact(rowElements());
    Object last = Numbers.newArray(type(), reads);
    Object first = Numbers.newArray(type(), reads);
    in.read(image * reads, last, 0, reads);
    Transposition.transpose(last, 0, first, 0, reads / channels, channels);
    Storage pooled = newStorage(type(), writes);
    Storage found = indices == null ? null : newStorage(indices.type(), writes);
    one.prepare(engine).run(new ArrayStorage(first, 0, type()), pooled, found, 0, one.rows());
    putBack(pooled, out, image * writes, channels, writes);
    if (indices != null) {
      putBack(found, indices, image * writes, channels, writes);
    }
  }

  private static Storage newStorage(ElementType type, int elements) {
    return new ArrayStorage(Numbers.newArray(type, elements), 0, type);
  }

  private static void putBack(Storage first, Storage out, long at, int channels, int n) {
    Object last = Numbers.newArray(first.type(), n);
    Transposition.transpose(first.array(), 0, last, 0, channels, n / channels);
    out.write(at, last, 0, n);
  }
}
