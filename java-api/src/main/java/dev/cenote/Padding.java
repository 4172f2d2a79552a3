package dev.cenote;

import java.util.Arrays;
import java.util.Objects;

/**
 * How far the windows of a pooling operator reach beyond the input: explicit sizes, or a rule that finds them.
 * Padding never wins a maximum and adds nothing to a sum.
 *
 * <p>Immutable and thread-safe.
 */
public final class Padding {
  /** No padding, as ONNX's {@code VALID}: the same as explicit zeros. */
  public static final Padding VALID = new Padding(Rule.EXPLICIT, new long[] {0}, new long[] {0});
  /**
   * Output size {@code ceil(in / stride)}: padding is shared between the two sides, and an odd element goes to the end
   * (ONNX {@code SAME_UPPER}, TensorFlow {@code SAME}).
   */
  public static final Padding SAME_UPPER = new Padding(Rule.SAME_UPPER, null, null);
  /** As {@link #SAME_UPPER}, with the odd element at the begin. */
  public static final Padding SAME_LOWER = new Padding(Rule.SAME_LOWER, null, null);

  private enum Rule { EXPLICIT, SAME_UPPER, SAME_LOWER }

  private final Rule rule;
  private final long[] begin;
  private final long[] end;

  private Padding(Rule rule, long[] begin, long[] end) {
    this.rule = rule;
    this.begin = begin;
    this.end = end;
  }

  /**
   * The same padding at the begin and the end of an axis, in elements: one size for all axes, or one an axis,
   * outermost first.
   *
   * @throws IllegalArgumentException if a size is negative or there is none
   */
  public static Padding of(long... sizes) {
    return of(sizes, sizes);
  }

  /**
   * Padding with begin and end apart, in elements: one size for all axes, or one an axis, outermost first.
   *
   * @throws IllegalArgumentException if a size is negative, there is none, or the counts differ
   */
  public static Padding of(long[] begin, long[] end) {
    Objects.requireNonNull(begin, "Padding: sizes at the begin are null");
    Objects.requireNonNull(end, "Padding: sizes at the end are null");
    if (begin.length == 0 || begin.length != end.length) {
      throw new IllegalArgumentException("Padding: " + begin.length + " sizes at the begin and " + end.length
          + " at the end, expected the same number, one or one an axis");
    }
    for (int i = 0; i < begin.length; i++) {
      if (begin[i] < 0 || end[i] < 0) {
        throw new IllegalArgumentException("Padding: size " + Math.min(begin[i], end[i]) + " of axis " + i
            + " is negative, expected 0 or more");
      }
    }
    return new Padding(Rule.EXPLICIT, begin.clone(), end.clone());
  }

  boolean isExplicit() {
    return rule == Rule.EXPLICIT;
  }

  boolean oddElementAtEnd() {
    return rule == Rule.SAME_UPPER;
  }

  /** The number of sizes given: 1 stands for every axis. */
  int sizes() {
    return begin.length;
  }

  /** The same padding with one size an axis. */
  Padding spread(int axes) {
    if (!isExplicit() || begin.length == axes) {
      return this;
    }
    long[] begins = new long[axes];
    long[] ends = new long[axes];
    Arrays.fill(begins, begin[0]);
    Arrays.fill(ends, end[0]);
    return new Padding(Rule.EXPLICIT, begins, ends);
  }

  long begin(int axis) {
    return begin[axis];
  }

  long end(int axis) {
    return end[axis];
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof Padding)) {
      return false;
    }
    Padding that = (Padding) other;
    return rule == that.rule && Arrays.equals(begin, that.begin) && Arrays.equals(end, that.end);
  }

  @Override
  public int hashCode() {
    return Objects.hash(rule, Arrays.hashCode(begin), Arrays.hashCode(end));
  }

  /** Such as {@code 1x1}, {@code 0x0..1x1} (begin and end apart) or {@code SAME_UPPER}. */
  @Override
  public String toString() {
    if (!isExplicit()) {
      return rule.name();
    }
    String first = Window.join(begin);
    return Arrays.equals(begin, end) ? first : first + ".." + Window.join(end);
  }
}
