package dev.cenote.internal.managed;

import dev.cenote.internal.memory.Storage;
import dev.cenote.internal.plan.AxisWindows;
import dev.cenote.internal.plan.Geometry;
import dev.cenote.internal.plan.Reduction;
import dev.cenote.tensor.ElementType;
import java.util.Arrays;

/**
 * Windows of few float32 elements: the input rows under an output row are reduced to a line, with what never counts
 * where windows reach into padding, and the windows along W on that line; long rows part by part. The trees of pairs
 * are made of loops with two and three operands.
 */
final class SmallWindows extends WindowDriver {
  /** The most taps along an axis. */
  private static final int MOST = Taps.SLOTS;
  /** Between windows further apart, too much would be computed for nothing. */
  private static final int MOST_APART = 4;
  /** Lines have about so many elements, which stay in the processor's cache. */
  private static final int PART = 1 << 12;
  /** The most elements of a window that is reduced, or of a row that is divided. */
  private static final int MOST_AT_ONCE = 1 << 20;
  /** What may be read behind a line. */
  private static final int SLACK = 2;

  private final AxisWindows w;
  private final AxisWindows h;
  private final int lanes;
  private final int stride;
  private final int tapCount;
  private final boolean sums;
  private final float neutral;
  private final FloatLoops fast;
  private final FloatLoops exact;
  /** Windows along W that are reduced at once. */
  private final int part;
  /** Elements from one row to the next on the line, and in the input between the inner rows under output rows. */
  private final int pitch;
  private final int inputPitch;
  /** The most output rows that are reduced at once. */
  private final int mostRows;
  /** Whether inner rows lie so from plane to plane as well. */
  private final boolean acrossPlanes;
  private final float[] line;
  /** Of each tap along H, what lies along D. */
  private final float[][] alongD;
  private final float[] nothing;
  private final float[] dense;
  private final float[] undivided;
  /** For inner rows, and for those at borders. */
  private final float[][] divisorLines;
  private final long[] divisorsOf = {-1, -1};
  /** The operands of a tree, and where in them they are. */
  private final float[][] operands = new float[MOST][];
  private final int[] places = new int[MOST];
  /** Halves of trees: of a right one that begins with operand i, i, and of the left one i - 1. */
  private final float[][] parts = new float[MOST][];

  SmallWindows(Geometry geometry) {
    super(geometry);
    w = geometry.w();
    h = geometry.h();
    lanes = (int) geometry.lanes();
    stride = w.out() == 1 ? 1 : (int) w.stride();
    tapCount = (int) w.taps();
    Reduction.Kind kind = geometry.reduction().kind();
    sums = kind == Reduction.Kind.AVERAGE;
    neutral = sums ? 0 : kind == Reduction.Kind.MAX ? Float.NEGATIVE_INFINITY : Float.POSITIVE_INFINITY;
    part = (int) Math.max(1, Math.min(w.out(), (PART / lanes - reach()) / stride + 1));
    int columns = (part - 1) * stride + reach();
    boolean groups = lanes == 1 && part == w.out();
    pitch = (columns + columns % 2) * lanes; // so that pairs are pairs in each row
    inputPitch = groups ? (int) Math.min(PART * h.stride(), h.stride() * w.in()) : pitch;
    mostRows = groups && inputPitch == h.stride() * w.in() ? Math.max(1, PART / pitch) : 1;
    acrossPlanes = geometry.images() == null && geometry.d().in() == 1 && h.innerBegin() == 0
        && h.innerEnd() == h.out() && h.stride() * h.out() == h.in();
    int size = mostRows * pitch + SLACK;
    exact = new ArrayLoops(kind, size);
    FloatLoops vectors = VectorProvider.loops(kind);
    fast = vectors != null ? vectors : exact;
    line = new float[size];
    nothing = new float[size];
    Arrays.fill(nothing, neutral);
    alongD = new float[geometry.d().taps() > 1 ? (int) h.taps() : 0][size];
    dense = new float[size];
    undivided = new float[size];
    divisorLines = new float[2][sums ? mostRows * (int) w.out() * lanes : 0];
    for (int first = 0; first < MOST; first++) {
      parts[first] = new float[size];
    }
  }

  /** Whether a geometry's windows are such. */
  static boolean suits(Geometry geometry) {
    Reduction reduction = geometry.reduction();
    AxisWindows w = geometry.w();
    boolean reduces = reduction.hasIndex() && !reduction.emptyIsZero()
        || reduction.kind() == Reduction.Kind.AVERAGE && !geometry.wide();
    return geometry.type() == ElementType.FLOAT32 && reduces
        && isSmall(geometry.d()) && isSmall(geometry.h()) && isSmall(w)
        && w.stride() > 0 && (w.stride() <= MOST_APART || w.out() == 1 || geometry.layout().isChannelsLast())
        && reach(w) <= PART / 2 && reach(w) * geometry.lanes() <= MOST_AT_ONCE
        && (reduction.hasIndex() || geometry.rowElements() <= MOST_AT_ONCE);
  }

  private static boolean isSmall(AxisWindows axis) {
    return axis.taps() <= MOST && axis.perList() == 0;
  }

  private static long reach(AxisWindows axis) {
    return (axis.taps() - 1) * axis.step() + 1;
  }

  private int reach() {
    return (int) reach(w);
  }

  @Override
  long pool(long row, long end, Storage out) {
    taps.moveTo(row);
    long j = row % h.out();
    boolean inner = j >= h.innerBegin() && j < h.innerEnd() && taps.dEnd - taps.dFirst == geometry.d().taps();
    long together = inner ? Math.min(mostRows, acrossPlanes ? end - row : Math.min(h.innerEnd() - j, end - row)) : 1;
    pool(row, (int) together, inner, out);
    return row + together;
  }

  /** Moves to where it has to be by itself. */
  @Override
  void pool(long row, Storage out) {
    pool(row, row + 1, out);
  }

  private void pool(long row, int rows, boolean inner, Storage out) {
    float[] divisorLine = sums ? divisorLine(inner) : null;
    for (long first = 0; first < w.out(); first += part) {
      int count = (int) Math.min(part, w.out() - first);
      long index = (row * w.out() + first) * lanes;
      int n = rows * count * lanes;
      result.place(out, index, n);
      if (!reduce(fast, first, count, rows, divisorLine)) {
        reduce(exact, first, count, rows, divisorLine);
      }
      result.put(out, index, n);
    }
  }

  private float[] divisorLine(boolean inner) {
    int which = inner ? 0 : 1;
    float[] line = divisorLines[which];
    long of = geometry.reduction().fixedDivisor() != 0 ? 0 : taps.dCount * taps.hCount;
    if (divisorsOf[which] != of) {
      divisorsOf[which] = of;
      divisors.moveTo(taps.dCount, taps.hCount);
      int row = (int) w.out() * lanes;
      for (int i = 0; i < w.out(); i++) {
        Arrays.fill(line, i * lanes, (i + 1) * lanes, (float) divisors.of(i));
      }
      for (int r = 1; r < mostRows; r++) {
        System.arraycopy(line, 0, line, r * row, row);
      }
    }
    return line;
  }

  /** Reduces some windows in each of some output rows; false if these loops cannot. */
  private boolean reduce(FloatLoops loops, long first, int count, int rows, float[] divisorLine) {
    long start = w.origin() + first * stride;
    int columns = (count - 1) * stride + reach();
    int begin = (int) Math.max(0, Math.min(columns, -start));
    int end = taps.isEmpty() ? begin : (int) Math.max(begin, Math.min(columns, w.in() - start));
    if (begin < end && !rows(loops, start + begin, begin * lanes, rows, (end - begin) * lanes)) {
      return false;
    }
    for (int at = 0; at < rows * pitch; at += pitch) {
      Arrays.fill(line, at, at + begin * lanes, neutral);
      Arrays.fill(line, at + end * lanes, at + pitch, neutral);
    }
    return windows(loops, (int) first * lanes, count, rows, divisorLine);
  }

  /** Reduces what lies along D and H, from a column on, to so many elements in each row of the line. */
  private boolean rows(FloatLoops loops, long column, int at, int rows, int n) {
    boolean deep = alongD.length > 0;
    int hBegin = sums ? 0 : (int) taps.hFirst;
    int hEnd = sums ? (int) h.taps() : (int) taps.hEnd;
    int count = 0;
    for (int t = hBegin; deep && t < hEnd; t++) {
      int leaves = 0;
      for (int d = sums ? 0 : (int) taps.dFirst; d < (sums ? geometry.d().taps() : taps.dEnd); d++) {
        load(leaves++, d, t, column, rows, n);
      }
      if (!tree(loops, 0, leaves, inputPitch, alongD[t], 0, pitch, rows, n)) {
        return false;
      }
    }
    Slice block = rows == 1 || deep ? null
        : taps.load(0, taps.dFirst, 0, column, (int) ((h.taps() - 1) * h.step() * w.in())
            + (rows - 1) * inputPitch + n);
    for (int t = hBegin; t < hEnd; t++, count++) {
      if (deep) {
        operand(count, alongD[t], 0);
      } else if (block != null) { // what several rows have in common is copied once, if at all
        operand(count, (float[]) block.array, block.at + (int) (t * h.step() * w.in()));
      } else {
        load(count, taps.dFirst, t, column, rows, n);
      }
    }
    return tree(loops, 0, count, deep ? pitch : inputPitch, line, at, pitch, rows, n);
  }

  /** Makes the rows at a tap an operand; those outside the input are nothing. */
  private void load(int number, long d, long t, long column, int rows, int n) {
    if (d >= taps.dFirst && d < taps.dEnd && t >= taps.hFirst && t < taps.hEnd) {
      Slice slice = taps.load(number, d, t, column, (rows - 1) * inputPitch + n);
      operand(number, (float[]) slice.array, slice.at);
    } else {
      operand(number, nothing, 0);
    }
  }

  private void operand(int number, float[] array, int at) {
    if (operands[number] != array) { // the garbage collector hears of every write
      operands[number] = array;
    }
    places[number] = at;
  }

  /** Reduces windows on the line, the results being neighbours. */
  private boolean windows(FloatLoops loops, int first, int count, int rows, float[] divisorLine) {
    float[] results = (float[]) result.array;
    int n = count * lanes;
    float[] to = sums ? undivided : results;
    int at = sums ? 0 : result.at;
    if (lanes > 1 && stride > 1) {
      if (!window(loops, stride * lanes, to, at, lanes, count, lanes)) {
        return false;
      }
    } else {
      boolean halves = stride == 2 && w.step() == 1 && (tapCount == 2 || tapCount == 3);
      int apart = halves ? 1 : stride;
      int next = halves ? pitch / 2 : pitch;
      boolean direct = apart == 1 && (rows == 1 || next == n);
      float[] target = direct ? to : dense;
      int targetAt = direct ? at : 0;
      int all = (rows - 1) * next + (count - 1) * apart * lanes + lanes;
      if (halves && tapCount == 2) {
        loops.pairs(line, target, targetAt, all);
      } else if (halves) {
        loops.triples(line, target, targetAt, all);
      } else if (!window(loops, 0, target, targetAt, 0, 1, all)) {
        return false;
      }
      for (int r = 0; r < rows && !direct; r++) {
        pick(dense, r * next, apart, to, at + r * n, n);
      }
    }
    if (sums && !loops.divide(undivided, divisorLine, first, results, result.at, rows * n)) {
      return false;
    }
    loops.finish(results, result.at, rows * n);
    return true;
  }

  private static void pick(float[] from, int at, int stride, float[] to, int toAt, int n) {
    if (stride == 1 && n > 1) {
      System.arraycopy(from, at, to, toAt, n);
      return;
    }
    for (int i = 0; i < n; i++) {
      to[toAt + i] = from[at + i * stride];
    }
  }

  /** Reduces windows that start at neighbouring elements of each row of some, {@code from} elements apart. */
  private boolean window(FloatLoops loops, int from, float[] to, int at, int toPitch, int rows, int n) {
    int step = (int) w.step() * lanes;
    for (int t = 0; t < tapCount; t++) {
      operand(t, line, t * step);
    }
    return tree(loops, 0, tapCount, from, to, at, toPitch, rows, n);
  }

  /** Reduces {@code count} operands, from a first one on, in a tree of pairs. */
  private boolean tree(FloatLoops loops, int first, int count, int from, float[] to, int at, int toPitch,
      int rows, int n) {
    float[] a = operands[first];
    int aAt = places[first];
    if (count == 1) {
      return loops.one(a, aAt, from, to, at, toPitch, rows, n);
    }
    float[] b = operands[first + 1];
    int bAt = places[first + 1];
    if (count == 2) {
      return loops.two(a, aAt, b, bAt, from, to, at, toPitch, rows, n);
    }
    if (count == 3) {
      return loops.three(a, aAt, b, bAt, operands[first + 2], places[first + 2], from, to, at, toPitch, rows, n);
    }
    int left = Integer.highestOneBit(count - 1);
    int right = first + left;
    return tree(loops, first, left, from, parts[right - 1], 0, toPitch, rows, n)
        && tree(loops, right, count - left, from, parts[right], 0, toPitch, rows, n)
        && loops.two(parts[right - 1], 0, parts[right], 0, toPitch, to, at, toPitch, rows, n);
  }
}
