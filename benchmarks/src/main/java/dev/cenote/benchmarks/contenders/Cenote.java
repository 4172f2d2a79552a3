package dev.cenote.benchmarks.contenders;

import dev.cenote.Backend;
import dev.cenote.Pool;
import dev.cenote.internal.Problem;
import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Tensor;
import java.util.concurrent.ForkJoinPool;

/** Cenote on one of its backends and in one kind of memory, called as users do who keep their output tensor. */
final class Cenote implements Contender {
  private final String name;
  private final Backend backend;
  private final Memory memory;

  /** @param backend null if it cannot run here */
  Cenote(String name, Backend backend, Memory memory) {
    this.name = name;
    this.backend = backend;
    this.memory = memory;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Role role() {
    return Role.CENOTE;
  }

  @Override
  public String declines(Problem problem, int threads) {
    return backend == null ? Backend.reason() : "";
  }

  @Override
  public Entry prepare(Problem problem, Tensor x, int threads) {
    ForkJoinPool workers = threads == 1 ? null : new ForkJoinPool(threads);
    Pool alone = problem.pool().on(backend);
    Pool pool = workers == null ? alone : alone.parallel(workers);
    Layout layout = problem.layout();
    return new Call(pool, memory.hold(x),
        memory.place(pool.outputShape(problem.shape(), layout), problem.type(), layout), workers);
  }

  private static final class Call implements Entry {
    private final Pool pool;
    private final Tensor in;
    private final Tensor out;
    private final ForkJoinPool workers;

    Call(Pool pool, Tensor in, Tensor out, ForkJoinPool workers) {
      this.pool = pool;
      this.in = in;
      this.out = out;
      this.workers = workers;
    }

    @Override
    public Object pool() {
      pool.apply(in, out);
      return out;
    }

    @Override
    public Tensor answer() {
      return out;
    }

    @Override
    public void close() {
      in.close();
      out.close();
      if (workers != null) {
        workers.shutdown();
      }
    }
  }
}
