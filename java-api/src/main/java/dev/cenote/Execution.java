package dev.cenote;

import dev.cenote.internal.SharedRows;
import java.util.concurrent.ForkJoinPool;

/** How an operator runs: on which backend (null for the current one), and in which threads (null for the caller's). */
final class Execution {
  static final Execution DEFAULT = new Execution(null, null);

  private final Backend backend;
  private final ForkJoinPool threads;

  Execution(Backend backend, ForkJoinPool threads) {
    this.backend = backend;
    this.threads = threads;
  }

  Backend backend() {
    return backend;
  }

  /** The backend to use now. */
  Backend resolvedBackend() {
    return backend != null ? backend : Backend.current();
  }

  ForkJoinPool threads() {
    return threads;
  }

  @Override
  public String toString() {
    return resolvedBackend() + (threads == null ? "" : ", " + SharedRows.threadsOf(threads) + " threads");
  }
}
