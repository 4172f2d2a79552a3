package dev.cenote.internal.plan;

/**
 * The windows along one spatial axis: the one idea behind every windowed operator. Window {@code i} reads its tap
 * {@code t}, {@code firstTap(i) <= t < endTap(i)}, at input element {@code start(i) + t * step()}; taps outside that
 * range lie in padding. An n-dimensional window is the product of its axes' windows, and so is its divisor.
 *
 * <p>Plain, SAME, ceil, dilated, global, adaptive, fractional and region pooling differ only in the factory that makes
 * the list. Windows from {@link #innerBegin()} to {@link #innerEnd()} are <em>inner</em>: they lie wholly inside the
 * input, start {@code stride()} apart, have {@code taps()} taps and count {@code taps()}. All others are listed in
 * {@link #edges()}, so that backends look windows up and never compute one.
 *
 * <p>Windows may differ from plane to plane: then there are several lists of {@code out()} windows, all of them edges,
 * and window {@code i} of list {@code l} has number {@code l * perList() + i}.
 *
 * <p>The rules are those of PyTorch's and ONNX's pooling operators. Immutable. All arithmetic is exact.
 */
public final class AxisWindows {
  /** The longs of one window in {@link #edges()}: start, first tap, end tap, count. */
  public static final int EDGE = 4;
  /** Windows of so many taps are never summed in blocks: a tree of pairs over them is as little work. */
  private static final long MOST_IN_TREE = 8;
  /** So many windows may cross the border of an axis: the tables of three axes fit in one buffer. */
  static final long MAX_EDGES = 1L << 24;

  private final long in;
  private final long out;
  private final long origin;
  private final long stride;
  private final long taps;
  private final long step;
  private final long innerBegin;
  private final long innerEnd;
  private final long perList;
  private final long[] edges;

  /**
   * @param begin the padding before the input
   * @param countBegin taps at this position and after,
   * @param countEnd and before this one, count for the divisor
   */
  private AxisWindows(
      long in, long out, long begin, long stride, long taps, long step, long countBegin, long countEnd) {
    this.in = in;
    this.out = out;
    this.origin = -begin;
    this.stride = stride;
    this.taps = taps;
    this.step = step;
    long room = in - reach(taps, step, "");
    this.innerBegin = room < 0 ? out : Math.min(out, ceilDiv(begin, stride));
    this.innerEnd = room < 0 ? out : Math.max(innerBegin, Math.min(out, Math.floorDiv(room + begin, stride) + 1));
    this.perList = 0;
    long outer = out - (innerEnd - innerBegin);
    if (outer > MAX_EDGES) {
      throw new IllegalArgumentException(
          outer + " windows reach beyond the input, expected at most " + MAX_EDGES);
    }
    this.edges = new long[Math.toIntExact(outer) * EDGE];
    for (int e = 0; e < outer; e++) {
      long i = e < innerBegin ? e : e - innerBegin + innerEnd;
      long start = origin + i * stride;
      edges[e * EDGE] = start;
      edges[e * EDGE + 1] = tapsBelow(0, start);
      edges[e * EDGE + 2] = tapsBelow(in, start);
      // A window with nothing to count sums nothing: dividing by 1 keeps it 0.
      edges[e * EDGE + 3] = Math.max(1, tapsBelow(countEnd, start) - tapsBelow(countBegin, start));
    }
  }

  /** Windows of neighbouring elements that lie anyhow: {@code starts.length / out} lists of {@code out} windows. */
  private AxisWindows(long in, long out, boolean sameForAll, long[] starts, long[] lengths) {
    this.in = in;
    this.out = out;
    this.origin = 0;
    this.stride = 0;
    this.step = 1;
    this.innerBegin = 0;
    this.innerEnd = 0;
    this.perList = sameForAll ? 0 : out;
    long most = 1;
    this.edges = new long[starts.length * EDGE];
    for (int e = 0; e < starts.length; e++) {
      edges[e * EDGE] = starts[e];
      edges[e * EDGE + 2] = lengths[e];
      edges[e * EDGE + 3] = Math.max(1, lengths[e]);
      most = Math.max(most, lengths[e]);
    }
    this.taps = most;
  }

  /**
   * Windows of {@code taps} elements {@code step} apart, {@code stride} from one to the next, over {@code in} elements
   * with padding on both sides.
   *
   * @param ceil whether a last window that hangs over the padded input is kept; it must start before the padding at
   *     the end
   * @param countPadding whether taps in padding count for the divisor
   * @throws IllegalArgumentException if there is no window
   */
  public static AxisWindows padded(long in, long taps, long stride, long step, long begin, long end, boolean ceil,
      boolean countPadding) {
    long reach = reach(taps, step, "");
    long room = exact(() -> Math.subtractExact(Math.addExact(Math.addExact(in, begin), end), reach),
        "input " + in + " plus padding " + begin + " and " + end);
    long out = (ceil ? ceilDiv(room, stride) : Math.floorDiv(room, stride)) + 1;
    if (ceil && out > 1 && lastStart(out, stride) >= in + begin) {
      out--;
    }
    if (out < 1) {
      throw new IllegalArgumentException("the window reaches over " + reach + " elements and the padded input has only "
          + (in + begin + end) + ", so the output would have size " + out + ", expected 1 or more");
    }
    return new AxisWindows(in, out, begin, stride, taps, step, countPadding ? -begin : 0, countPadding ? in + end : in);
  }

  /** Where the last window starts, counted from the padding at the begin. */
  private static long lastStart(long out, long stride) {
    return exact(() -> Math.multiplyExact(out - 1, stride), (out - 1) + " strides of " + stride);
  }

  /** As {@link #padded}, with the least padding that gives {@code ceil(in / stride)} windows. */
  public static AxisWindows same(long in, long taps, long stride, long step, boolean oddAtEnd, boolean countPadding) {
    long reach = reach(taps, step, "");
    long out = ceilDiv(in, stride);
    long padding = exact(() -> Math.max(0, Math.subtractExact(Math.addExact((out - 1) * stride, reach), in)),
        "SAME padding for a window that reaches over " + reach);
    long begin = oddAtEnd ? padding / 2 : padding - padding / 2;
    return new AxisWindows(in, out, begin, stride, taps, step, countPadding ? -begin : 0,
        countPadding ? in + padding - begin : in);
  }

  /** One window over the whole axis. */
  public static AxisWindows whole(long in) {
    return new AxisWindows(in, 1, 0, in, in, 1, 0, in);
  }

  /**
   * {@code out} windows that share the axis as evenly as whole elements allow: window {@code i} is
   * {@code [floor(i * in / out), ceil((i + 1) * in / out))}.
   *
   * @throws IllegalArgumentException if {@code out} is negative or too large
   */
  public static AxisWindows adaptive(long in, long out) {
    if (out < 0) {
      throw new IllegalArgumentException("output size " + out + " is negative, expected 0 or more");
    }
    if (out > 0 && in % out == 0) {
      return new AxisWindows(in, out, 0, in / out, in / out, 1, 0, in);
    }
    checkListed(1, out);
    exact(() -> Math.multiplyExact(in, out), "input " + in + " times output " + out);
    long[] starts = new long[(int) out];
    long[] lengths = new long[(int) out];
    for (int i = 0; i < out; i++) {
      starts[i] = i * in / out;
      lengths[i] = ceilDiv((i + 1) * in, out) - starts[i];
    }
    return new AxisWindows(in, out, true, starts, lengths);
  }

  /** Where a window of {@link #listed} starts, and how many elements it has. */
  public interface Lister {
    void list(int list, long[] starts, long[] lengths);
  }

  /**
   * Windows that differ from plane to plane: {@code lister} fills in the {@code out} windows of each list, of
   * neighbouring elements inside the input; a window may be empty.
   *
   * @throws IllegalArgumentException if there are too many
   */
  public static AxisWindows listed(long in, long out, long lists, Lister lister) {
    checkListed(lists, out);
    long[] starts = new long[(int) (lists * out)];
    long[] lengths = new long[starts.length];
    long[] someStarts = new long[(int) out];
    long[] someLengths = new long[(int) out];
    for (int list = 0; list < lists; list++) {
      lister.list(list, someStarts, someLengths);
      System.arraycopy(someStarts, 0, starts, (int) (list * out), (int) out);
      System.arraycopy(someLengths, 0, lengths, (int) (list * out), (int) out);
    }
    return new AxisWindows(in, out, false, starts, lengths);
  }

  /**
   * The cells of regions: the elements from one rounded corner to the other, both included and at least one, shared as
   * {@link #adaptive} shares an axis, and cut to the input.
   *
   * @param corners x1, y1, x2, y2 of each region
   * @param axis 0 for x, 1 for y
   * @param float64 whether corners are scaled in float64, else in float32
   * @throws IllegalArgumentException if there are too many cells, or a corner is beyond 2^53 elements
   */
  public static AxisWindows regions(long in, int cells, double[] corners, int axis, double scale, boolean float64) {
    return listed(in, cells, corners.length / 4, (region, starts, lengths) -> {
      long begin = corner(corners[4 * region + axis], scale, float64);
      long size = Math.max(1, corner(corners[4 * region + axis + 2], scale, float64) - begin + 1);
      exact(() -> Math.multiplyExact(size, cells), "a region of " + size + " elements times " + cells + " cells");
      for (int i = 0; i < cells; i++) {
        long from = Math.max(0, Math.min(in, begin + i * size / cells));
        long to = Math.max(0, Math.min(in, begin + ceilDiv((i + 1) * size, cells)));
        starts[i] = from;
        lengths[i] = to - from;
      }
    });
  }

  /** A corner in elements, rounded half away from zero. */
  private static long corner(double corner, double scale, boolean float64) {
    double scaled = float64 ? corner * scale : (float) corner * (float) scale;
    if (!(Math.abs(scaled) <= 1L << 53)) {
      throw new IllegalArgumentException(
          "corner " + corner + " with scale " + scale + " is at " + scaled + ", expected at most 2^53 elements");
    }
    double whole = Math.rint(scaled);
    boolean half = Math.abs(scaled - (long) scaled) == 0.5;
    return half ? (long) (scaled + Math.signum(scaled) * 0.5) : (long) whole;
  }

  /** Some of the lists, where windows differ from plane to plane. */
  AxisWindows lists(long first, int count) {
    return perList == 0 ? this : listed(in, out, count, (list, starts, lengths) -> {
      for (int i = 0; i < out; i++) {
        starts[i] = start((first + list) * perList + i);
        lengths[i] = endTap((first + list) * perList + i);
      }
    });
  }

  private static void checkListed(long lists, long out) {
    if (out > MAX_EDGES || lists > MAX_EDGES || lists * out > MAX_EDGES) {
      throw new IllegalArgumentException((lists == 1 ? "" : lists + " times ") + out
          + " windows, which do not lie evenly and have to be listed, expected at most " + MAX_EDGES);
    }
  }

  /**
   * The elements a window reaches over: {@code step * (taps - 1) + 1}.
   *
   * @throws IllegalArgumentException if that exceeds 2^63 - 1; {@code where} begins the message
   */
  public static long reach(long taps, long step, String where) {
    return exact(() -> Math.addExact(Math.multiplyExact(step, taps - 1), 1),
        where + "the reach of " + taps + " taps with dilation " + step);
  }

  /** The size of the axis, in elements. */
  public long in() {
    return in;
  }

  /** The number of windows. */
  public long out() {
    return out;
  }

  /** Where window 0 starts: 0, or less with padding. Window {@code i} starts at {@code origin + i * stride}. */
  public long origin() {
    return origin;
  }

  /** The distance from one window's start to the next; 0 where windows do not lie evenly, and all are edges. */
  public long stride() {
    return stride;
  }

  /** The taps of a window, those in padding included; the most that one has where they differ. */
  public long taps() {
    return taps;
  }

  /** The distance from one tap to the next: the dilation. */
  public long step() {
    return step;
  }

  /** The first inner window; {@link #out()} if there is none. */
  public long innerBegin() {
    return innerBegin;
  }

  /** The end (exclusive) of the inner windows. */
  public long innerEnd() {
    return innerEnd;
  }

  /** The distance between the window numbers of one list and the next; 0 where windows are the same for all planes. */
  public long perList() {
    return perList;
  }

  /** The other windows in order, {@value #EDGE} longs each. Not a copy: read only. */
  public long[] edges() {
    return edges;
  }

  /** Where tap 0 of window {@code i} lies; negative where it lies in the padding at the begin. */
  public long start(long i) {
    return isInner(i) ? origin + i * stride : edges[edge(i)];
  }

  /** The first tap of window {@code i} inside the input. */
  public long firstTap(long i) {
    return isInner(i) ? 0 : edges[edge(i) + 1];
  }

  /** The end (exclusive) of the taps of window {@code i} inside the input; equal to the first if there is none. */
  public long endTap(long i) {
    return isInner(i) ? taps : edges[edge(i) + 2];
  }

  /** What this axis contributes to the divisor of window {@code i}: 1 or more. */
  public long count(long i) {
    return isInner(i) ? taps : edges[edge(i) + 3];
  }

  /**
   * Whether windows have so much in common that blocks of as many elements as a window has are worth summing: they are
   * wide, of neighbouring elements, start one element apart, and are no fewer than the elements of one.
   */
  public boolean overlapWidely() {
    return stride == 1 && step == 1 && taps > MOST_IN_TREE && out >= taps;
  }

  /** The most that this axis contributes to the divisor of a window. */
  long mostCount() {
    long most = innerEnd > innerBegin ? taps : 1;
    for (int e = 3; e < edges.length; e += EDGE) {
      most = Math.max(most, edges[e]);
    }
    return most;
  }

  private boolean isInner(long i) {
    return i >= innerBegin && i < innerEnd;
  }

  private int edge(long i) {
    return (int) (i < innerBegin ? i : i - innerEnd + innerBegin) * EDGE;
  }

  /** How many taps of a window lie before input element {@code position}. */
  private long tapsBelow(long position, long start) {
    return Math.max(0, Math.min(taps, ceilDiv(position - start, step)));
  }

  private static long ceilDiv(long a, long b) {
    return -Math.floorDiv(-a, b);
  }

  private interface Exact {
    long get();
  }

  private static long exact(Exact arithmetic, String what) {
    try {
      return arithmetic.get();
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(what + " exceeds 2^63 - 1", e);
    }
  }
}
