package dev.cenote.benchmarks.contenders;

import dev.cenote.Backend;
import dev.cenote.Pool;
import dev.cenote.internal.Problem;
import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;
import dev.cenote.tensor.Tensor;

/** Cenote on one of its backends, called the way users call it when they keep their output tensor. */
abstract class Cenote implements Contender {
  private final String name;
  private final Backend backend;

  /** @param backend null if it cannot run here */
  Cenote(String name, Backend backend) {
    this.name = name;
    this.backend = backend;
  }

  /** A tensor of the input's numbers. */
  abstract Tensor input(float[] x, Shape shape, Layout layout);

  /** A tensor for the output. */
  abstract Tensor output(Shape shape, Layout layout);

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final boolean isCenote() {
    return true;
  }

  @Override
  public final String declines(Problem problem) {
    return backend == null ? Backend.reason() : "";
  }

  @Override
  public final Entry prepare(Problem problem, float[] x) {
    Pool pool = problem.pool().on(backend);
    Layout layout = problem.layout();
    return new Call(pool, input(x, problem.shape(), layout),
        output(pool.outputShape(problem.shape(), layout), layout));
  }

  private static final class Call implements Entry {
    private final Pool pool;
    private final Tensor in;
    private final Tensor out;

    Call(Pool pool, Tensor in, Tensor out) {
      this.pool = pool;
      this.in = in;
      this.out = out;
    }

    @Override
    public Object pool() {
      pool.apply(in, out);
      return out;
    }

    @Override
    public float[] answer() {
      return out.toArray();
    }

    @Override
    public void close() {
      in.close();
      out.close();
    }
  }
}
