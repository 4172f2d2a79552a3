package dev.cenote.internal.plan;

import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;

/**
 * What an operator means for one shape: everything a backend needs to know, and nothing it would have to work out.
 * Always three spatial axes, D, H, W; those that the layout lacks are single windows over a single element.
 *
 * <p>Work is counted in <em>rows</em>: runs of outputs along W, {@code w().out()} of them, a channel (channels-first)
 * or all channels (channels-last) at a time, in the order of the output's memory. Rows are independent of each other,
 * so any split of {@code [0, rows())} gives the same bits.
 *
 * <p><b>Order of summation.</b> The canonical order of a window's sum, for every backend: along D first, then H, then
 * W; along each axis the taps are added in neighbouring pairs, those sums again in pairs, and so on, an odd last one
 * moving up as it is; taps in padding add nothing. Sums are float32 while the depth of these trees, plus one for the
 * division, keeps the worst error within {@code 4 eps * sum|x| / |divisor|}; larger windows are {@link #wide()} and sum
 * in float64. A zero sum is +0.0; the division comes last, then NaN results become the one canonical NaN.
 */
public final class Geometry {
  /** How the elements of a window become one. */
  public enum Reduction { MAX, AVERAGE }

  /** Additions on the way from an element to a float32 sum: 2^-24 each, one more for the division, is 4 eps. */
  private static final int MAX_FLOAT_DEPTH = 7;

  /** What lies together in memory and is worked on as one: scratch memory is a few times as much. */
  private static final long MAX_VECTOR = 1L << 29;

  private final Reduction reduction;
  private final Layout layout;
  private final Shape input;
  private final Shape output;
  private final AxisWindows d;
  private final AxisWindows h;
  private final AxisWindows w;
  private final double fixedDivisor;
  private final boolean wide;

  /**
   * @param axes the windows of each spatial axis of the layout, outermost first
   * @param fixedDivisor what every sum is divided by, or 0 to divide by the product of the axes' counts
   */
  public Geometry(Reduction reduction, Layout layout, Shape input, AxisWindows[] axes, double fixedDivisor) {
    this.reduction = reduction;
    this.layout = layout;
    this.input = input;
    int missing = 3 - axes.length;
    this.d = missing > 0 ? AxisWindows.whole(1) : axes[0];
    this.h = missing > 1 ? AxisWindows.whole(1) : axes[1 - missing];
    this.w = axes[2 - missing];
    long[] sizes = new long[axes.length];
    for (int axis = 0; axis < axes.length; axis++) {
      sizes[axis] = axes[axis].out();
    }
    this.output = layout.withSpatial(input, sizes);
    this.fixedDivisor = fixedDivisor;
    long vector = layout.isChannelsLast() ? lanes() : w.in();
    if (vector > MAX_VECTOR) {
      throw new IllegalArgumentException("input " + input + " " + layout + " has "
          + (layout.isChannelsLast() ? vector + " channels" : "rows of " + vector + " elements")
          + ", expected at most " + MAX_VECTOR);
    }
    this.wide = depth(d.taps()) + depth(h.taps()) + depth(w.taps()) > MAX_FLOAT_DEPTH;
  }

  /** Levels of a tree of pairs over so many leaves: ceil(log2(leaves)). */
  private static int depth(long leaves) {
    return 64 - Long.numberOfLeadingZeros(leaves - 1);
  }

  public Reduction reduction() {
    return reduction;
  }

  public Layout layout() {
    return layout;
  }

  public Shape input() {
    return input;
  }

  public Shape output() {
    return output;
  }

  public AxisWindows d() {
    return d;
  }

  public AxisWindows h() {
    return h;
  }

  public AxisWindows w() {
    return w;
  }

  public long batch() {
    return layout.batch(input);
  }

  public long channels() {
    return layout.channels(input);
  }

  /** What every sum is divided by, or 0 where the axes' counts say it. */
  public double fixedDivisor() {
    return fixedDivisor;
  }

  /** Whether sums are float64. */
  public boolean wide() {
    return wide;
  }

  /** Planes of numbers that are pooled apart: one a channel, or one for all channels where they are innermost. */
  public long planes() {
    return layout.isChannelsLast() ? batch() : batch() * channels();
  }

  /** Numbers that lie together at one position: the channels where they are innermost, else 1. */
  public long lanes() {
    return layout.isChannelsLast() ? channels() : 1;
  }

  /** The units of work: see above. */
  public long rows() {
    return planes() * d.out() * h.out();
  }

  /** The output elements of one row. */
  public long rowElements() {
    return w.out() * lanes();
  }

  /** About how many input elements are read for one row: what work is cut by. */
  public long rowReads() {
    long window = saturatedProduct(saturatedProduct(
        Math.min(d.taps(), d.in()), Math.min(h.taps(), h.in())), Math.min(w.taps(), w.in()));
    return saturatedProduct(window, Math.max(1, rowElements()));
  }

  private static long saturatedProduct(long a, long b) {
    long high = Math.multiplyHigh(a, b);
    long low = a * b;
    return high == 0 && low >= 0 ? low : Long.MAX_VALUE;
  }
}
