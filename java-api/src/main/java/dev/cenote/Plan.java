package dev.cenote;

import dev.cenote.internal.Engine;
import dev.cenote.internal.SharedRows;
import dev.cenote.internal.memory.Storage;
import dev.cenote.internal.plan.Geometry;
import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;
import dev.cenote.tensor.Tensor;
import java.util.concurrent.ForkJoinPool;

/**
 * An operator resolved for one input shape and layout; made by {@link Pool#plan}. Immutable and thread-safe: it may be
 * applied by many threads at once, each with an output of its own.
 */
public final class Plan {
  private final Pool pool;
  private final Geometry geometry;
  private final Backend backend;
  private final Engine.Pooling pooling;
  private final ForkJoinPool threads;

  Plan(Pool pool, Geometry geometry, Execution execution) {
    this.pool = pool;
    this.geometry = geometry;
    this.backend = execution.resolvedBackend();
    this.pooling = backend.engine().prepare(geometry);
    this.threads = execution.threads();
  }

  boolean isFor(Shape x, Layout layout) {
    return layout == geometry.layout() && geometry.input().equals(x);
  }

  /** The shape of inputs. */
  public Shape inputShape() {
    return geometry.input();
  }

  /** The shape of outputs. */
  public Shape outputShape() {
    return geometry.output();
  }

  /** The layout of inputs and outputs. */
  public Layout layout() {
    return geometry.layout();
  }

  /** Where it runs. */
  public Backend backend() {
    return backend;
  }

  /**
   * Pools into a given tensor.
   *
   * @throws IllegalArgumentException if a tensor has another shape or layout than the plan, or the output is read-only
   *     or overlaps the input; nothing is written then
   * @throws IllegalStateException if a tensor is closed; nothing is written then
   */
  public void apply(Tensor x, Tensor out) {
    if (x == null || out == null) { // not Objects.requireNonNull, whose lambda would be an object a call
      throw new NullPointerException(pool.name() + ": " + (x == null ? "input" : "output") + " is null");
    }
    check("input", x, geometry.input());
    check("output", out, geometry.output());
    Storage from = x.storage();
    Storage to = out.storage();
    if (to.isReadOnly()) {
      throw pool.refused("the output is a view of a read-only buffer");
    }
    if (from.overlaps(x.shape().elements(), to, out.shape().elements())) {
      throw pool.refused("output " + out + " overlaps input " + x + " in memory, expected memory of its own");
    }
    from.acquire();
    try {
      to.acquire();
      try {
        run(from, to);
      } finally {
        to.release();
      }
    } finally {
      from.release();
    }
  }

  private void run(Storage from, Storage to) {
    if (geometry.rows() == 0) {
      return; // an empty batch
    }
    if (threads == null) {
      pooling.run(from, to, 0, geometry.rows());
    } else {
      SharedRows.runAll(pooling, geometry, from, to, threads);
    }
  }

  private void check(String role, Tensor tensor, Shape expected) {
    if (tensor.layout() != geometry.layout() || !tensor.shape().equals(expected)) {
      String parameters = pool.parameters();
      throw pool.refused(role + " is " + tensor.shape() + " " + tensor.layout() + ", expected " + expected + " "
          + geometry.layout() + " for input " + geometry.input() + (parameters.isEmpty() ? "" : " and " + parameters));
    }
  }

  /** Such as {@code MaxPool[window 2x2 stride 2x2, native/avx512] 1x64x26x26 NCHW -> 1x64x13x13}. */
  @Override
  public String toString() {
    return pool + " " + geometry.input() + " " + geometry.layout() + " -> " + geometry.output();
  }
}
