package dev.cenote;

import dev.cenote.internal.Engine;
import dev.cenote.internal.SharedRows;
import dev.cenote.internal.memory.Storage;
import dev.cenote.internal.plan.Work;
import dev.cenote.tensor.ElementType;
import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;
import dev.cenote.tensor.Tensor;
import java.util.Objects;
import java.util.concurrent.ForkJoinPool;

/**
 * An operator resolved for one input shape, element type and layout; made by {@link Pool#plan}. Immutable and
 * thread-safe: it may be applied by many threads at once, each with an output of its own.
 */
public final class Plan {
  private final Pool pool;
  private final Work work;
  private final Backend backend;
  private final Engine.Pooling pooling;
  private final ForkJoinPool threads;
  private final IndexNumbers[] indexNumbers = new IndexNumbers[Indices.values().length]; // made when they are needed

  Plan(Pool pool, Work work, Execution execution) {
    this.pool = pool;
    this.work = work;
    this.backend = execution.resolvedBackend();
    this.pooling = work.prepare(backend.engine());
    this.threads = execution.threads();
  }

  boolean isFor(Shape x, ElementType type, Layout layout) {
    return layout == work.layout() && type == work.type() && work.input().equals(x);
  }

  /** The shape of inputs. */
  public Shape inputShape() {
    return work.input();
  }

  /** The shape of outputs. */
  public Shape outputShape() {
    return work.output();
  }

  /** The layout of inputs and outputs. */
  public Layout layout() {
    return work.layout();
  }

  /** The element type of inputs and outputs. */
  public ElementType type() {
    return work.type();
  }

  /** Where it runs. */
  public Backend backend() {
    return backend;
  }

  /**
   * Pools into a given tensor.
   *
   * @throws IllegalArgumentException if a tensor has another shape, type or layout than the plan, or the output is
   *     read-only or overlaps the input; nothing is written then
   * @throws IllegalStateException if a tensor is closed; nothing is written then
   */
  public void apply(Tensor x, Tensor out) {
    check(x, out);
    run(x.storage(), out.storage(), null);
  }

  /**
   * Pools into a given tensor, and writes where each result was found into another one: see
   * {@link Pool#apply(Tensor, Tensor, Tensor, Indices)}.
   *
   * @throws IllegalArgumentException as {@link #apply(Tensor, Tensor)}, or if the operator's results have no index, or
   *     the indices have another shape or layout, or a type that does not hold them; nothing is written then
   */
  public void apply(Tensor x, Tensor out, Tensor indices, Indices convention) {
    check(x, out);
    if (indices == null || convention == null) {
      throw new NullPointerException(
          pool.name() + ": " + (indices == null ? "indices are" : "convention is") + " null");
    }
    IndexNumbers numbers = numbers(convention);
    numbers.check(indices);
    writable("indices", indices);
    refuseOverlap("indices", indices, "input", x);
    refuseOverlap("indices", indices, "output", out);
    indices.storage().acquire(pool.name(), "the indices are");
    try {
      Storage positions = numbers.arePositionsHeldBy(indices.type()) ? indices.storage() : newPositions();
      run(x.storage(), out.storage(), positions);
      numbers.fromPositions(positions, indices.storage());
    } finally {
      indices.storage().release();
    }
  }

  /**
   * The same indices in another convention.
   *
   * @param indices what this plan's operator found in the input shape of this plan, or what agrees with it
   * @param from their convention
   * @param to the convention wanted
   * @return a new tensor on the Java heap: uint8 for {@link Indices#WINDOW} if that holds them, else int64
   * @throws IllegalArgumentException if the operator's results have no index, the tensor does not fit the plan, or an
   *     index lies outside its window's plane or tensor
   */
  public Tensor convert(Tensor indices, Indices from, Indices to) {
    Objects.requireNonNull(indices, () -> pool.name() + ": indices are null");
    Objects.requireNonNull(from, () -> pool.name() + ": convention is null");
    Objects.requireNonNull(to, () -> pool.name() + ": convention is null");
    IndexNumbers given = numbers(from);
    IndexNumbers wanted = numbers(to);
    given.check(indices);
    ElementType type = to == Indices.WINDOW && wanted.fitBytes() ? ElementType.UINT8 : ElementType.INT64;
    Tensor result = Tensor.zeros(work.output(), type, work.layout());
    Storage positions = newPositions();
    indices.storage().acquire(pool.name(), "the indices are");
    try {
      given.toPositions(indices.storage(), positions);
    } finally {
      indices.storage().release();
    }
    wanted.fromPositions(positions, result.storage());
    return result;
  }

  private IndexNumbers numbers(Indices convention) {
    if (!pool.reduction().hasIndex()) {
      throw pool.refused("its results are no elements of the input and have no indices; those of MaxPool and MinPool,"
          + " and of other maxima, have");
    }
    IndexNumbers known = indexNumbers[convention.ordinal()];
    if (known == null) { // whoever is first: they are alike
      known = new IndexNumbers(pool, work, convention);
      indexNumbers[convention.ordinal()] = known;
    }
    return known;
  }

  private Storage newPositions() {
    return Tensor.zeros(work.output(), ElementType.INT64, work.layout()).storage();
  }

  private void check(Tensor x, Tensor out) {
    if (x == null || out == null) { // not Objects.requireNonNull, whose lambda would be an object a call
      throw new NullPointerException(pool.name() + ": " + (x == null ? "input" : "output") + " is null");
    }
    check("input", x, work.input());
    check("output", out, work.output());
    writable("output", out);
    refuseOverlap("output", out, "input", x);
  }

  private void check(String role, Tensor tensor, Shape expected) {
    if (tensor.layout() != work.layout() || !tensor.shape().equals(expected) || tensor.type() != work.type()) {
      boolean types = tensor.type() != work.type();
      throw pool.refused(role + " is " + tensor.shape() + " " + tensor.layout() + (types ? " " + tensor.type() : "")
          + ", expected " + expected + " " + work.layout() + (types ? " " + work.type() : "") + " for input "
          + work.input() + pool.withParameters());
    }
  }

  private Storage writable(String role, Tensor tensor) {
    if (tensor.storage().isReadOnly()) {
      throw pool.refused("the " + role + (role.endsWith("s") ? " are" : " is") + " a view of a read-only buffer");
    }
    return tensor.storage();
  }

  private void refuseOverlap(String role, Tensor a, String otherRole, Tensor b) {
    if (a.storage().overlaps(a.shape().elements(), b.storage(), b.shape().elements())) {
      throw pool.refused(role + " " + a + (role.endsWith("s") ? " overlap " : " overlaps ") + otherRole + " " + b
          + " in memory, expected memory of its own");
    }
  }

  private void run(Storage from, Storage to, Storage indices) {
    from.acquire(pool.name(), "the input is");
    try {
      to.acquire(pool.name(), "the output is");
      try {
        runAcquired(from, to, indices);
      } finally {
        to.release();
      }
    } finally {
      from.release();
    }
  }

  private void runAcquired(Storage from, Storage to, Storage indices) {
    if (work.output().elements() == 0) {
      return; // an empty batch, or an adaptive output of size 0
    }
    if (threads == null) {
      pooling.run(from, to, indices, 0, work.rows());
    } else {
      SharedRows.runAll((begin, end) -> pooling.run(from, to, indices, begin, end), work.rows(),
          indices == null ? work.rowReads() : work.rowSearches(), indices == null ? work.leastRows() : 1, threads);
    }
  }

  /** Such as {@code MaxPool[window 2x2 stride 2x2, native/avx512] 1x64x26x26 NCHW -> 1x64x13x13}. */
  @Override
  public String toString() {
    return pool + " " + work.input() + " " + work.layout()
        + (work.type() == ElementType.FLOAT32 ? "" : " " + work.type()) + " -> " + work.output();
  }
}
