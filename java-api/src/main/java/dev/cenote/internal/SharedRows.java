package dev.cenote.internal;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Output rows that the calling thread and threads of a pool compute together, a piece at a time.
 *
 * <p>The caller takes pieces like the others, so it gets on whatever the pool does, and it returns or throws only when
 * nobody is at work any more: a helper that comes later, or never, does no harm. So the memory may be freed afterwards,
 * even if the pool was shut down meanwhile, and pools may use each other without waiting for each other.
 */
public final class SharedRows {
  /** Computes some of the rows; called by several threads at once. */
  public interface Rows {
    void run(long begin, long end);
  }

  /** Input reads that are worth a piece of their own: some tens of microseconds of native work. */
  private static final long MIN_READS = 1 << 18;
  /** Pieces a thread, so that a late thread does not hold up the others for long. */
  private static final int PIECES = 4;

  private final Rows body;
  private final long rows;
  private final long pieceRows;
  private final AtomicLong nextPiece = new AtomicLong();
  private int helpersAtWork;
  private boolean closed;
  private Throwable failure;

  private SharedRows(Rows body, long rows, long pieceRows) {
    this.body = body;
    this.rows = rows;
    this.pieceRows = pieceRows;
  }

  /**
   * Computes all rows on the calling thread and in the given pool; small work on the calling thread alone.
   *
   * @param rowReads about how many elements are read for a row
   * @param leastRows rows that are worth a piece of their own, however many elements are read for them
   * @throws RejectedExecutionException if the pool is shut down; nothing is written then
   */
  public static void runAll(Rows body, long rows, long rowReads, long leastRows, ForkJoinPool pool) {
    int threads = threadsOf(pool);
    long worthwhile = Math.max(leastRows, MIN_READS / Math.max(1, rowReads));
    long pieceRows = Math.max(worthwhile, rows / ((long) PIECES * threads));
    if (threads == 1 || rows <= pieceRows) {
      body.run(0, rows);
    } else {
      new SharedRows(body, rows, pieceRows).run(pool, threads - 1);
    }
  }

  /**
   * The threads that work together, the caller among them: as many as the pool's parallelism, and one more for the
   * common pool, which leaves a processor to its callers.
   */
  public static int threadsOf(ForkJoinPool pool) {
    return pool.getParallelism() + (pool == ForkJoinPool.commonPool() ? 1 : 0);
  }

  private void run(ForkJoinPool pool, int helpers) {
    for (int helper = 0; helper < helpers; helper++) {
      try {
        pool.execute(this::help);
      } catch (RejectedExecutionException e) {
        if (helper == 0) {
          // nobody has begun
          throw new RejectedExecutionException("Cenote: the thread pool " + pool + " takes no tasks, expected one that"
              + " is not shut down", e);
        }
        break; // shut down meanwhile: those who have come will do
      }
    }
    try {
      takePieces();
    } catch (RuntimeException | Error e) {
      fail(e);
    } finally {
      closeAndWait();
    }
    rethrow();
  }

  private void help() {
    if (!enter()) {
      return;
    }
    try {
      takePieces();
    } catch (RuntimeException | Error e) {
      fail(e);
    } finally {
      leave();
    }
  }

  private void takePieces() {
    for (long row = claim(); row < rows; row = claim()) {
      body.run(row, Math.min(rows, row + pieceRows));
    }
  }

  /** The first row of a piece that nobody has; at or beyond the last row if there is none left. */
  private long claim() {
    long pieces = (rows + pieceRows - 1) / pieceRows;
    long piece = nextPiece.get() < pieces ? nextPiece.getAndIncrement() : pieces;
    return piece < pieces ? piece * pieceRows : rows;
  }

  private synchronized boolean enter() {
    if (!closed) {
      helpersAtWork++;
    }
    return !closed;
  }

  private synchronized void leave() {
    helpersAtWork--;
    notifyAll();
  }

  private synchronized void fail(Throwable cause) {
    failure = cause;
    nextPiece.set(Long.MAX_VALUE / 2); // the others need not go on
  }

  private synchronized void closeAndWait() {
    closed = true;
    boolean interrupted = false;
    while (helpersAtWork > 0) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true; // kept for later: memory is in use
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void rethrow() {
    if (failure instanceof Error) {
      throw (Error) failure;
    }
    if (failure != null) {
      throw (RuntimeException) failure;
    }
  }
}
