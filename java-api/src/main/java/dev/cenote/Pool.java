package dev.cenote;

import dev.cenote.internal.plan.AxisWindows;
import dev.cenote.internal.plan.Geometry;
import dev.cenote.internal.plan.Reduction;
import dev.cenote.internal.plan.Work;
import dev.cenote.tensor.ElementType;
import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;
import dev.cenote.tensor.Tensor;
import java.util.Objects;
import java.util.concurrent.ForkJoinPool;

/**
 * What all pooling operators have in common: an immutable value that says what to compute, and the verbs to do it.
 *
 * <pre>{@code
 * Pool pool = MaxPool.of(2, 2);
 * Tensor y = pool.apply(x);     // allocates the output on the Java heap
 * pool.apply(x, y);             // fills a given output, and allocates nothing when repeated with the same shape
 * }</pre>
 *
 * <p>Pooling is sequential unless {@link #parallel()} is asked for. The results are the same bits on every
 * {@link Backend}, in either layout, and for any number of threads. Operators are thread-safe: one may be used by many
 * threads at once, each with outputs of its own.
 */
public abstract class Pool {
  private final String name;
  private final Reduction reduction;
  private final Execution execution;
  private volatile Plan lastPlan;

  Pool(String name, Reduction reduction, Execution execution) {
    this.name = name;
    this.reduction = reduction;
    this.execution = execution;
  }

  /**
   * Pools into a new tensor on the Java heap.
   *
   * @throws IllegalArgumentException if the input does not fit the operator, or the output does not fit an array
   * @throws IllegalStateException if the input is closed
   */
  public final Tensor apply(Tensor x) {
    Plan plan = plan(x);
    Tensor out = Tensor.zeros(plan.outputShape(), x.type(), x.layout());
    plan.apply(x, out);
    return out;
  }

  /**
   * Pools into a given tensor. The plan of the last shape and type is remembered, so that a repeated call only looks it
   * up, and allocates nothing, unless it runs in parallel or is a {@link FractionalMaxPool} of a channels-last tensor.
   *
   * @throws IllegalArgumentException if the input does not fit the operator, the output has another shape, layout or
   *     type than the result, is read-only, or overlaps the input; nothing is written then
   * @throws IllegalStateException if a tensor is closed; nothing is written then
   */
  public final void apply(Tensor x, Tensor out) {
    plan(x).apply(x, out);
  }

  /**
   * Pools, and says where each result was found. For operators that pick an element of each window: the maxima, and
   * {@link MinPool}.
   *
   * @return new tensors on the Java heap: the values, to the bit those of {@link #apply(Tensor)}, and int64 indices by
   *     {@link Indices#PLANE}
   * @throws IllegalArgumentException as {@link #apply(Tensor)}, or if the operator's results have no index
   */
  public final Pooled applyWithIndices(Tensor x) {
    Plan plan = plan(x);
    Tensor out = Tensor.zeros(plan.outputShape(), x.type(), x.layout());
    Tensor indices = Tensor.zeros(plan.outputShape(), ElementType.INT64, x.layout());
    plan.apply(x, out, indices, Indices.PLANE);
    return new Pooled(out, indices);
  }

  /**
   * Pools into a given tensor, and writes where each result was found into another one.
   *
   * @param indices of the output's shape and layout, and a type that holds the convention's numbers
   * @throws IllegalArgumentException as {@link #apply(Tensor, Tensor)}, or if the operator's results have no index, or
   *     the indices have another shape or layout, or a type that does not hold them; nothing is written then
   */
  public final void apply(Tensor x, Tensor out, Tensor indices, Indices convention) {
    plan(x).apply(x, out, indices, convention);
  }

  /**
   * The shape of the output for an input of this shape.
   *
   * @throws IllegalArgumentException if the input does not fit the operator
   */
  public final Shape outputShape(Shape x, Layout layout) {
    return resolve(x, ElementType.FLOAT64, layout, "").output(); // the type that every parameter suits
  }

  /** As {@link #outputShape(Shape, Layout)}, channels-first, for images. */
  public final Shape outputShape(Shape x) {
    return outputShape(x, Layout.NCHW);
  }

  /**
   * This operator resolved for one input shape: windows, divisors, algorithm and backend. A plan can be kept and used
   * again.
   *
   * @throws IllegalArgumentException if the input does not fit the operator
   */
  public final Plan plan(Shape x, ElementType type, Layout layout) {
    Plan plan = lastPlan;
    if (plan == null || !plan.isFor(x, type, layout)) {
      Objects.requireNonNull(type, () -> name + ": element type is null");
      plan = new Plan(this, resolve(x, type, layout, type == ElementType.FLOAT32 ? "" : " " + type), execution);
      lastPlan = plan;
    }
    return plan;
  }

  /** As {@link #plan(Shape, ElementType, Layout)} for float32. */
  public final Plan plan(Shape x, Layout layout) {
    return plan(x, ElementType.FLOAT32, layout);
  }

  private Plan plan(Tensor x) {
    if (x == null) {
      throw new NullPointerException(name + ": input is null");
    }
    return plan(x.shape(), x.type(), x.layout());
  }

  /**
   * This operator, run in parallel by the calling thread and the common {@link ForkJoinPool}. Small inputs stay on the
   * calling thread; larger ones cost a few small objects a call. Parameters are set before: what this returns has the
   * verbs of all operators.
   */
  public final Pool parallel() {
    return parallel(ForkJoinPool.commonPool());
  }

  /**
   * This operator, run in parallel by the calling thread and the given pool, by as many threads together as the pool's
   * parallelism says. Where the pool was shut down, inputs that are large enough for it are refused with a
   * {@link java.util.concurrent.RejectedExecutionException}, and nothing is written.
   */
  public final Pool parallel(ForkJoinPool threads) {
    Objects.requireNonNull(threads, () -> name + ": thread pool is null");
    return with(new Execution(execution.backend(), threads));
  }

  /** This operator on a backend of the caller's choice. */
  public final Pool on(Backend backend) {
    Objects.requireNonNull(backend, () -> name + ": backend is null");
    return with(new Execution(backend, execution.threads()));
  }

  /** @param typeText the type as it stands in messages */
  private Work resolve(Shape x, ElementType type, Layout layout, String typeText) {
    Objects.requireNonNull(x, () -> name + ": input shape is null");
    Objects.requireNonNull(layout, () -> name + ": layout is null");
    if (!layout.fits(x)) {
      throw refused("input " + x + " has rank " + x.rank() + ", expected " + (layout.spatialRank() + 2) + ", or "
          + (layout.spatialRank() + 1) + " without a batch, for layout " + layout);
    }
    int channels = layout.isChannelsLast() ? x.rank() - 1 : x.rank() - layout.spatialRank() - 1;
    for (int dimension = 0; dimension < x.rank(); dimension++) {
      boolean batch = dimension == 0 && x.rank() == layout.spatialRank() + 2;
      if (x.size(dimension) == 0 && !batch) {
        throw refused("input " + x + " " + layout + " has no " + (dimension == channels ? "channels" : "elements along"
            + " dimension " + dimension) + ", expected 1 or more (only the batch may be empty)");
      }
    }
    try {
      return work(x, type, layout);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          name + ": " + e.getMessage() + ", for input " + x + " " + layout + typeText + withParameters(), e);
    }
  }

  /**
   * What this operator means for an input that has a batch, channels and elements. Messages of exceptions need not name
   * the operator or the input.
   */
  Work work(Shape x, ElementType type, Layout layout) {
    checkType(type);
    checkLayout(layout);
    AxisWindows[] axes = new AxisWindows[layout.spatialRank()];
    for (int axis = 0; axis < axes.length; axis++) {
      try {
        axes[axis] = windows(axis, layout.spatial(x, axis), layout);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("axis " + axisName(layout, axis) + ": " + e.getMessage(), e);
      }
    }
    return new Geometry(reduction, type, layout, x, axes);
  }

  /** Refuses an element type that the operator cannot reduce. */
  void checkType(ElementType type) {}

  /** Refuses a layout that has not as many spatial axes as the operator. */
  void checkLayout(Layout layout) {}

  /** Refuses a number of sizes, of what is named, that is not that of the layout's spatial axes. */
  static void checkSizes(String what, int sizes, Layout layout) {
    if (sizes != layout.spatialRank()) {
      throw new IllegalArgumentException("the " + what + " has " + sizes + (sizes == 1 ? " size" : " sizes")
          + ", expected " + layout.spatialRank() + ", one a spatial axis");
    }
  }

  /** The windows along one axis of {@code in} elements, the same for all planes. */
  abstract AxisWindows windows(int axis, long in, Layout layout);

  /** What was asked for, as it stands in messages: such as {@code window 3x3 stride 2x2}. */
  abstract String parameters();

  /** What makes two operators of one name equal: the parameters, whole where messages shorten them. */
  Object identity() {
    return parameters();
  }

  /** The parameters as the end of a sentence. */
  final String withParameters() {
    return parameters().isEmpty() ? "" : " and " + parameters();
  }

  /** The same operator, run in another way. */
  abstract Pool with(Execution execution);

  static String axisName(Layout layout, int axis) {
    return layout.name().replaceAll("[NC]", "").substring(axis, axis + 1);
  }

  final IllegalArgumentException refused(String fact) {
    return new IllegalArgumentException(name + ": " + fact);
  }

  final String name() {
    return name;
  }

  final Reduction reduction() {
    return reduction;
  }

  final Execution execution() {
    return execution;
  }

  /** Whether the other is the same operator with the same parameters, wherever it runs. */
  @Override
  public final boolean equals(Object other) {
    return other instanceof Pool
        && name.equals(((Pool) other).name)
        && identity().equals(((Pool) other).identity());
  }

  @Override
  public final int hashCode() {
    return 31 * name.hashCode() + identity().hashCode();
  }

  /** The operator, its parameters, and where it runs: {@code MaxPool[window 2x2 stride 2x2, native/avx512]}. */
  @Override
  public final String toString() {
    String parameters = parameters();
    return name + "[" + (parameters.isEmpty() ? "" : parameters + ", ") + execution + "]";
  }
}
