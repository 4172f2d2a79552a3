package dev.cenote.reference;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.IntFunction;

/**
 * One window of one plane.
 *
 * <p>The canonical order of a window's sum is written down here: along D first, then H, then W. Along an axis the
 * nominal taps are added in neighbouring pairs, those sums again in pairs, and so on, an odd last one moving up as it
 * is; or, along H and W where the axis says so, in blocks of as many positions as a window has. A tap in padding keeps
 * its place and adds nothing.
 */
final class Window {
  private final Axis[] axes;
  private final int[] at;

  /**
   * @param axes the windows along D, H and W
   * @param at the number of the window along each
   */
  Window(Axis[] axes, int... at) {
    this.axes = axes;
    this.at = at;
  }

  /** Where the element under a tap lies in the plane, or -1 for padding. */
  private int position(int tapD, int tapH, int tapW) {
    long d = axes[0].element(at[0], tapD);
    long h = axes[1].element(at[1], tapH);
    long w = axes[2].element(at[2], tapW);
    return d < 0 || h < 0 || w < 0 ? -1 : Math.toIntExact((d * axes[1].in() + h) * axes[2].in() + w);
  }

  private int taps(int axis) {
    return axes[axis].taps(at[axis]);
  }

  /** The positions of the elements inside the input, row-major. */
  List<Integer> positions() {
    List<Integer> positions = new ArrayList<>();
    for (int d = 0; d < taps(0); d++) {
      for (int h = 0; h < taps(1); h++) {
        for (int w = 0; w < taps(2); w++) {
          int position = position(d, h, w);
          if (position >= 0) {
            positions.add(position);
          }
        }
      }
    }
    return positions;
  }

  /** The sum in canonical order of the terms that {@code term} makes of positions; null for padding alone. */
  <T> T sum(IntFunction<T> term, BinaryOperator<T> add) {
    List<T> columns = new ArrayList<>();
    for (int w = 0; w < taps(2); w++) {
      List<T> rows = new ArrayList<>();
      for (int h = 0; h < taps(1); h++) {
        List<T> slices = new ArrayList<>();
        for (int d = 0; d < taps(0); d++) {
          int position = position(d, h, w);
          slices.add(position < 0 ? null : term.apply(position));
        }
        rows.add(sumOfPairs(slices, add));
      }
      columns.add(sum(1, rows, add));
    }
    return sum(2, columns, add);
  }

  private <T> T sum(int axis, List<T> terms, BinaryOperator<T> add) {
    return axes[axis].isInBlocks() ? sumInBlocks(at[axis], terms, add) : sumOfPairs(terms, add);
  }

  /**
   * A window that begins a block is that block, added from its first position on. Any other is the end of one block,
   * added from its last position back, plus the begin of the next block, added from its first position on.
   */
  private static <T> T sumInBlocks(int window, List<T> terms, BinaryOperator<T> add) {
    int ofFirstBlock = (terms.size() - window % terms.size()) % terms.size();
    T end = null;
    for (int t = ofFirstBlock - 1; t >= 0; t--) {
      end = sum(end, terms.get(t), add);
    }
    T begin = null;
    for (int t = ofFirstBlock; t < terms.size(); t++) {
      begin = sum(begin, terms.get(t), add);
    }
    return sum(end, begin, add);
  }

  private static <T> T sum(T a, T b, BinaryOperator<T> add) {
    return a == null ? b : b == null ? a : add.apply(a, b);
  }

  /** Neighbours in pairs, then pairs of pairs, and so on; null stands for padding, and for a sum of padding alone. */
  private static <T> T sumOfPairs(List<T> terms, BinaryOperator<T> add) {
    while (terms.size() > 1) {
      List<T> sums = new ArrayList<>();
      for (int i = 0; i < terms.size(); i += 2) {
        T a = terms.get(i);
        T b = i + 1 < terms.size() ? terms.get(i + 1) : null;
        sums.add(sum(a, b, add));
      }
      terms = sums;
    }
    return terms.isEmpty() ? null : terms.get(0);
  }

  /** Whether it is summed in blocks along some axis. */
  boolean isInBlocks() {
    return axes[1].isInBlocks() || axes[2].isInBlocks();
  }

  /** Levels of the trees of pairs along all axes together, of the windows with the most taps. */
  int depth() {
    int depth = 0;
    for (Axis axis : axes) {
      for (long leaves = axis.mostTaps(); leaves > 1; leaves = (leaves + 1) / 2) {
        depth++;
      }
    }
    return depth;
  }

  /** The product of what the axes count. */
  BigInteger count() {
    BigInteger count = BigInteger.ONE;
    for (int axis = 0; axis < axes.length; axis++) {
      count = count.multiply(BigInteger.valueOf(axes[axis].count(at[axis])));
    }
    return count;
  }
}
