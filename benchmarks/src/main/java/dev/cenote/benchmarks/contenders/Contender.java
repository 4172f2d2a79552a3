package dev.cenote.benchmarks.contenders;

import dev.cenote.internal.Problem;

/** Somebody who pools, as benchmarks see them: a way of calling Cenote, a loop, another library. */
public interface Contender {
  /** Such as {@code native-heap}: labels results, and chooses the contender. */
  String name();

  /** Whether this is Cenote, on any backend: all of these give the same bits. */
  boolean isCenote();

  /** Why this contender cannot pool the problem here, in one line; empty if it can. */
  String declines(Problem problem);

  /**
   * Makes ready to pool one input again and again.
   *
   * @param x the input in the order of its layout; may be kept, must not be changed
   */
  Entry prepare(Problem problem, float[] x);

  /** A contender with its input and a place for its output. */
  interface Entry extends AutoCloseable {
    /** Pools once, into the same place each time, and returns that place. */
    Object pool();

    /** The output that {@link #pool} left, in the order of its layout. */
    float[] answer();

    /** Frees what the entry holds. */
    @Override
    default void close() {}
  }
}
