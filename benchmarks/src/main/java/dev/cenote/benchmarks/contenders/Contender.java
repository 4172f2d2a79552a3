package dev.cenote.benchmarks.contenders;

import dev.cenote.internal.Problem;
import dev.cenote.tensor.Tensor;

/**
 * Somebody who pools, as benchmarks see them: a way of calling Cenote, a loop, another library. Found by
 * {@link java.util.ServiceLoader}, so that other libraries need not be on the class path.
 */
public interface Contender {
  /** What a contender is, which says how it is verified and shown. */
  enum Role {
    /** Cenote, on any backend: all of these give the same bits. */
    CENOTE,
    /** What somebody writes without a library. */
    LOOP,
    /** Another library. Its answers must be right like everybody's, and its failure does not end a run. */
    PEER,
    /** The machine's limit: it pools nothing, and has no answer. */
    LIMIT
  }

  /** Such as {@code native-heap}: labels results, and chooses the contender. */
  String name();

  Role role();

  /** Name and version of a library, and how it is used, in one line; empty for those that are not one. */
  default String about() {
    return "";
  }

  /** Why this contender cannot pool the problem here in so many threads, in one line; empty if it can. */
  String declines(Problem problem, int threads);

  /**
   * Makes ready to pool one input again and again.
   *
   * @param x the input, on a Java array that begins with element 0; may be kept, must not be changed
   * @param threads how many threads pool together, the caller among them
   */
  Entry prepare(Problem problem, Tensor x, int threads);

  /** A contender with its input and a place for its output. */
  interface Entry extends AutoCloseable {
    /** Pools once, into the same place each time, and returns that place. */
    Object pool();

    /** The output that {@link #pool} left, in the type and layout of the problem; null of a limit. */
    Tensor answer();

    /** Frees what the entry holds. */
    @Override
    default void close() {}
  }
}
