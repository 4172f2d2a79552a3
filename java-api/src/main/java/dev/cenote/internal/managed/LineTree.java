package dev.cenote.internal.managed;

import java.util.Arrays;

/**
 * Reduces lines in the canonical order: line {@code t} is a leaf at position {@code t} of a tree of pairs, and the
 * result is combined element by element. A line waits on its level until the right operand has come.
 */
final class LineTree {
  private final Line kind;
  private Line[] level = new Line[8];
  /** A line that does not wait; null until one is needed. */
  private Line carry;
  private long waiting;
  private int size;
  private int room;

  LineTree(Line kind) {
    this.kind = kind;
  }

  /** Begins a reduction of lines of so many accumulators. */
  void begin(int accumulators) {
    size = accumulators;
    waiting = 0;
    if (room < accumulators) {
      room = accumulators;
      carry = null;
      Arrays.fill(level, null);
    }
  }

  private Line carry() {
    if (carry == null) {
      carry = kind.another();
      carry.ensure(room);
    }
    return carry;
  }

  /** Adds elements as the leaf at a position; positions ascend. */
  void add(long position, Slice elements) {
    carry().load(0, elements.array, elements.at, size);
    climb(position, 0);
  }

  /** Adds accumulators {@code at}, {@code at + stride}, ... of a line as the leaf at a position. */
  void add(long position, Line line, int at, int stride) {
    carry().take(line, at, stride, size);
    climb(position, 0);
  }

  /** Adds the leaves at four positions, of which 4 divides the first: they are a tree of their own. */
  void addFour(long position, Slice[] elements) {
    carry().loadFour(elements, size);
    climb(position >> 2, 2);
  }

  /** The line in the carry, at a position of a level, moves up past every level on which a left operand waits. */
  private void climb(long position, int from) {
    int l = from;
    for (long p = position; (p & 1) != 0; p >>= 1, l++) {
      if ((waiting >> l & 1) != 0) {
        level[l].combine(level[l], carry, size);
        carryUp(l);
      }
    }
    if (l >= level.length) {
      level = Arrays.copyOf(level, l + 8);
    }
    Line free = level[l];
    level[l] = carry;
    carry = free;
    waiting |= 1L << l;
  }

  private void carryUp(int l) {
    Line combined = level[l];
    level[l] = carry;
    carry = combined;
    waiting &= ~(1L << l);
  }

  /** The reduction of all leaves, in a line that is valid until the next {@link #begin}. */
  Line result() {
    if (waiting == 0) {
      carry().clear(0, size);
      return carry;
    }
    int right = Long.numberOfTrailingZeros(waiting);
    for (int l = right + 1; waiting >> l != 0; l++) {
      if ((waiting >> l & 1) != 0) {
        level[l].combine(level[l], level[right], size);
        right = l;
      }
    }
    return level[right];
  }
}
