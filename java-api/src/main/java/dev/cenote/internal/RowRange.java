package dev.cenote.internal;

import dev.cenote.internal.memory.Storage;
import dev.cenote.internal.plan.Geometry;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RecursiveAction;

/** A range of output rows as a task that splits in halves until the pieces are small. */
@SuppressWarnings("serial") // never serialised
public final class RowRange extends RecursiveAction {
  /** Input reads that are worth a task of their own: some tens of microseconds of native work. */
  private static final long MIN_READS = 1 << 18;
  /** Pieces a thread, so that a late thread does not hold up the others for long. */
  private static final int PIECES = 4;

  private final Engine.Pooling pooling;
  private final Storage in;
  private final Storage out;
  private final long begin;
  private final long end;
  private final long pieceRows;

  private RowRange(Engine.Pooling pooling, Storage in, Storage out, long begin, long end, long pieceRows) {
    this.pooling = pooling;
    this.in = in;
    this.out = out;
    this.begin = begin;
    this.end = end;
    this.pieceRows = pieceRows;
  }

  /** Computes all rows in the given threads; small work on the calling one alone. */
  public static void runAll(
      Engine.Pooling pooling, Geometry geometry, Storage in, Storage out, ForkJoinPool threads) {
    long rows = geometry.rows();
    long worthwhile = Math.max(1, MIN_READS / geometry.rowReads());
    long pieceRows = Math.max(worthwhile, rows / ((long) PIECES * threadsOf(threads)));
    if (threadsOf(threads) == 1 || rows <= pieceRows) {
      pooling.run(in, out, 0, rows);
      return;
    }
    RowRange all = new RowRange(pooling, in, out, 0, rows, pieceRows);
    if (threads == ForkJoinPool.commonPool()) {
      all.invoke(); // begins on the calling thread, and so do the halves that no other thread takes
    } else {
      threads.invoke(all);
    }
  }

  /** The threads that work in a pool; in the common one, which leaves a processor to its callers, the caller too. */
  public static int threadsOf(ForkJoinPool pool) {
    return pool == ForkJoinPool.commonPool() ? pool.getParallelism() + 1 : pool.getParallelism();
  }

  @Override
  protected void compute() {
    if (end - begin <= pieceRows) {
      pooling.run(in, out, begin, end);
      return;
    }
    long middle = begin + (end - begin) / 2;
    invokeAll(
        new RowRange(pooling, in, out, begin, middle, pieceRows),
        new RowRange(pooling, in, out, middle, end, pieceRows));
  }
}
