package dev.cenote;

import dev.cenote.internal.Engine;
import dev.cenote.internal.SharedRows;
import dev.cenote.internal.memory.ArrayStorage;
import dev.cenote.internal.memory.Storage;
import dev.cenote.internal.plan.Unpooling;
import dev.cenote.tensor.ElementType;
import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;
import dev.cenote.tensor.Tensor;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.ForkJoinPool;

/**
 * The way back from maxima: values go to where their indices say, and all other elements are 0. Zeiler and Fergus,
 * 2014; PyTorch's and ONNX's MaxUnpool.
 *
 * <pre>{@code
 * Pooled found = MaxPool.of(2, 2).applyWithIndices(x);
 * Tensor sparse = MaxUnpool.of(2, 2).apply(found.values(), found.indices());   // x's maxima in x's shape, if even
 * }</pre>
 *
 * <p>The output has {@code (n - 1) * stride - padding + reach} elements along an axis, which leaves out what the
 * pooling dropped at the end; {@link #outputSize} gives the size before pooling. Of equal indices in a channel the last
 * in row-major order stays. Indices are by {@link Indices#PLANE}, of the output's plane; {@link #indices} says
 * otherwise. Values of all element types, moved as they are. Immutable and thread-safe.
 */
public final class MaxUnpool {
  private final Window window;
  private final long[] outputSize; // null for the default
  private final Indices convention;
  private final Execution execution;

  private MaxUnpool(Window window, long[] outputSize, Indices convention, Execution execution) {
    this.window = window;
    this.outputSize = outputSize;
    this.convention = convention;
    this.execution = execution;
  }

  /**
   * Undoes pooling over the given window, whose padding is explicit; ceil does not matter.
   *
   * @throws IllegalArgumentException if padding reaches as far as the window itself, or is a SAME rule
   */
  public static MaxUnpool of(Window window) {
    Objects.requireNonNull(window, "MaxUnpool: window is null");
    window.check("MaxUnpool");
    if (!window.hasExplicitPadding()) {
      throw new IllegalArgumentException("MaxUnpool: window " + window + " finds its padding from the input, which is"
          + " not known here, expected sizes, or VALID with outputSize");
    }
    return new MaxUnpool(window, null, Indices.PLANE, Execution.DEFAULT);
  }

  /** Undoes pooling over a dense window of this size that moves by its own size. */
  public static MaxUnpool of(long... size) {
    return of(Window.of(size));
  }

  /**
   * The same operator with outputs of these spatial sizes, one an axis, outermost first: those before pooling.
   *
   * @throws IllegalArgumentException if there is not one an axis, or one is less than 1
   */
  public MaxUnpool outputSize(long... size) {
    Objects.requireNonNull(size, "MaxUnpool: output size is null");
    if (size.length != window.rank() || Arrays.stream(size).anyMatch(one -> one < 1)) {
      throw new IllegalArgumentException("MaxUnpool: output size " + Window.join(size) + ", expected " + window.rank()
          + " sizes of 1 or more for window " + window);
    }
    return new MaxUnpool(window, size.clone(), convention, execution);
  }

  /**
   * The same operator with indices of another convention, in which the output's sizes stand for the input's.
   *
   * @throws IllegalArgumentException if it is {@link Indices#WINDOW}, which {@link Plan#convert} turns into another
   */
  public MaxUnpool indices(Indices convention) {
    Objects.requireNonNull(convention, "MaxUnpool: convention is null");
    if (convention == Indices.WINDOW) {
      throw new IllegalArgumentException("MaxUnpool: indices within windows do not say where those lie, expected"
          + " PLANE, TENSOR or TENSOR_COLUMN_MAJOR; Plan.convert of the pooling makes them");
    }
    return new MaxUnpool(window, outputSize, convention, execution);
  }

  /** As {@link Pool#parallel()}. */
  public MaxUnpool parallel() {
    return parallel(ForkJoinPool.commonPool());
  }

  /** As {@link Pool#parallel(ForkJoinPool)}. */
  public MaxUnpool parallel(ForkJoinPool threads) {
    Objects.requireNonNull(threads, "MaxUnpool: thread pool is null");
    return new MaxUnpool(window, outputSize, convention, new Execution(execution.backend(), threads));
  }

  /** This operator on a backend of the caller's choice. */
  public MaxUnpool on(Backend backend) {
    Objects.requireNonNull(backend, "MaxUnpool: backend is null");
    return new MaxUnpool(window, outputSize, convention, new Execution(backend, execution.threads()));
  }

  /**
   * The shape of the output for values of this shape.
   *
   * @throws IllegalArgumentException if the values do not fit the operator, or the output size that was given is a
   *     stride or more away from the default
   */
  public Shape outputShape(Shape values, Layout layout) {
    Objects.requireNonNull(values, "MaxUnpool: shape of the values is null");
    Objects.requireNonNull(layout, "MaxUnpool: layout is null");
    if (!layout.fits(values) || window.rank() != layout.spatialRank()) {
      throw refused("values are " + values + " " + layout + ", expected a layout with the window's " + window.rank()
          + " spatial axes, and a shape that fits it");
    }
    if (layout.channels(values) == 0) {
      throw refused("values " + values + " " + layout + " have no channels, expected 1 or more (only the batch may be"
          + " empty)");
    }
    long[] sizes = new long[window.rank()];
    try {
      for (int axis = 0; axis < sizes.length; axis++) {
        sizes[axis] = outputSize(axis, layout.spatial(values, axis));
      }
      return layout.withSpatial(values, sizes);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "MaxUnpool: " + e.getMessage() + ", for values " + values + " " + layout + " and " + parameters(), e);
    }
  }

  /** The size of an axis that has {@code n} values. */
  private long outputSize(int axis, long n) {
    String where = "axis " + window.axisName(axis) + ": ";
    if (n < 1) {
      throw new IllegalArgumentException(where + "there are no values, expected 1 or more");
    }
    long plain = window.unpooled(axis, n); // may be 0 or less where padding is wide, and a given size near it
    long size = outputSize == null ? plain : outputSize[axis];
    if (size < 1) {
      throw new IllegalArgumentException(
          where + "the output would have size " + size + ", expected 1 or more, or an outputSize");
    }
    long stride = window.strideAlong(axis);
    boolean near = plain > 0 ? Math.abs(size - plain) < stride : size < stride + plain;
    if (!near) {
      throw new IllegalArgumentException(
          where + "output size " + size + ", expected less than a stride of " + stride + " away from " + plain);
    }
    return size;
  }

  /** As {@link #outputShape(Shape, Layout)}, channels-first, for images. */
  public Shape outputShape(Shape values) {
    return outputShape(values, Layout.NCHW);
  }

  /**
   * Unpools into a new tensor on the Java heap.
   *
   * @param indices int32 or int64, of the values' shape and layout
   * @throws IllegalArgumentException if the tensors do not fit the operator and each other, or an index lies outside
   *     the output
   * @throws IllegalStateException if a tensor is closed
   */
  public Tensor apply(Tensor values, Tensor indices) {
    Objects.requireNonNull(values, "MaxUnpool: values are null");
    Tensor out = Tensor.zeros(outputShape(values.shape(), values.layout()), values.type(), values.layout());
    apply(values, indices, out);
    return out;
  }

  /**
   * Unpools into a given tensor.
   *
   * @throws IllegalArgumentException as {@link #apply(Tensor, Tensor)}, or if the output has another shape, layout or
   *     type than the result, is read-only, or overlaps the others; nothing is written then
   * @throws IllegalStateException if a tensor is closed; nothing is written then
   */
  public void apply(Tensor values, Tensor indices, Tensor out) {
    Objects.requireNonNull(values, "MaxUnpool: values are null");
    Objects.requireNonNull(indices, "MaxUnpool: indices are null");
    Objects.requireNonNull(out, "MaxUnpool: output is null");
    Shape output = outputShape(values.shape(), values.layout());
    check(values, indices, out, output);
    Storage from = values.storage();
    Storage to = out.storage();
    from.acquire("MaxUnpool", "the values are");
    try {
      indices.storage().acquire("MaxUnpool", "the indices are");
      try {
        to.acquire("MaxUnpool", "the output is");
        try {
          unpool(values, indices, positions(indices, output), out);
        } finally {
          to.release();
        }
      } finally {
        indices.storage().release();
      }
    } finally {
      from.release();
    }
  }

  private void check(Tensor values, Tensor indices, Tensor out, Shape output) {
    Layout layout = values.layout();
    if (!indices.shape().equals(values.shape()) || indices.layout() != layout) {
      throw refused("indices are " + indices.shape() + " " + indices.layout() + ", expected those of the values, "
          + values.shape() + " " + layout);
    }
    if (indices.type() != ElementType.INT32 && indices.type() != ElementType.INT64) {
      throw refused("indices are " + indices.type() + ", expected int32 or int64");
    }
    if (!out.shape().equals(output) || out.layout() != layout || out.type() != values.type()) {
      throw refused("output is " + out.shape() + " " + out.layout() + " " + out.type() + ", expected " + output + " "
          + layout + " " + values.type() + " for values " + values.shape());
    }
    if (out.storage().isReadOnly()) {
      throw refused("the output is a view of a read-only buffer");
    }
    for (Tensor other : new Tensor[] {values, indices}) {
      if (out.storage().overlaps(output.elements(), other.storage(), other.shape().elements())) {
        throw refused("output " + out + " overlaps " + (other == values ? "values " : "indices ") + other
            + " in memory, expected memory of its own");
      }
    }
  }

  /** The indices as positions within planes. */
  private Storage positions(Tensor indices, Shape output) {
    return convention == Indices.PLANE ? indices.storage()
        : fromTensorIndices(indices, output);
  }

  /** A position that is -1 stands for an index outside its plane. */
  private Storage fromTensorIndices(Tensor indices, Shape output) {
    Layout layout = indices.layout();
    long[] numbers = indices.toLongs();
    int rank = layout.spatialRank();
    long depth = rank == 3 ? layout.spatial(output, 0) : 1;
    long height = rank == 1 ? 1 : layout.spatial(output, rank - 2);
    long width = layout.spatial(output, rank - 1);
    long channels = layout.channels(output);
    long inPlane = numbers.length / Math.max(1, layout.batch(output) * channels);
    for (int i = 0; i < numbers.length; i++) {
      long plane = layout.isChannelsLast() ? i / channels / inPlane * channels + i % channels : i / inPlane;
      long position = numbers[i] - plane * depth * height * width;
      boolean inside = position >= 0 && position < depth * height * width;
      numbers[i] = !inside ? -1
          : convention == Indices.TENSOR ? position
          : IndexNumbers.rowMajor(position, depth, height, width);
    }
    return new ArrayStorage(numbers, 0, ElementType.INT64);
  }

  private void unpool(Tensor values, Tensor indices, Storage positions, Tensor out) {
    Unpooling unpooling =
        new Unpooling(values.type(), positions.type(), values.layout(), values.shape(), out.shape());
    if (unpooling.planes() == 0) {
      return;
    }
    Engine engine = execution.resolvedBackend().engine();
    long bad = engine.firstBadIndex(unpooling, positions);
    if (bad >= 0) {
      throw refused("index " + indices.getLong(bad) + " of value " + bad + " lies outside its plane of "
          + unpooling.outPerPlane() + " elements, for values " + values.shape() + " and output " + out.shape());
    }
    Storage from = values.storage();
    Storage to = out.storage();
    if (execution.threads() == null) {
      engine.unpool(unpooling, from, positions, to, 0, unpooling.planes());
    } else {
      SharedRows.runAll((begin, end) -> engine.unpool(unpooling, from, positions, to, begin, end),
          unpooling.planes(), unpooling.outPerPlane() * unpooling.lanes(), 1, execution.threads());
    }
  }

  private IllegalArgumentException refused(String fact) {
    return new IllegalArgumentException("MaxUnpool: " + fact);
  }

  private String parameters() {
    return "window " + window + (outputSize == null ? "" : " output " + Window.join(outputSize))
        + (convention == Indices.PLANE ? "" : " indices " + convention);
  }

  /** Whether the other has the same parameters, wherever it runs. */
  @Override
  public boolean equals(Object other) {
    return other instanceof MaxUnpool && parameters().equals(((MaxUnpool) other).parameters());
  }

  @Override
  public int hashCode() {
    return parameters().hashCode();
  }

  /** Such as {@code MaxUnpool[window 2x2 stride 2x2, native/avx512]}. */
  @Override
  public String toString() {
    return "MaxUnpool[" + parameters() + ", " + execution + "]";
  }
}
