package dev.cenote.reference;

import dev.cenote.internal.Problem;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntFunction;

/** The windows along one spatial axis of one plane: the rules for sizes, taps and counts. */
public final class Axis {
  private final long in;
  private final long taps;
  private final long step;
  private final Span[] spans;
  private final boolean inBlocks;

  /**
   * One window: its tap {@code t} of {@code taps} is element {@code start + t * step}, inside the input or not.
   *
   * @param count what it contributes to the divisor
   */
  private record Span(long start, long taps, long count) {}

  private Axis(long in, long taps, long step, long out, IntFunction<Span> span) {
    this(in, taps, step, out, false, span);
  }

  private Axis(long in, long taps, long step, long out, boolean inBlocks, IntFunction<Span> span) {
    this.in = in;
    this.taps = taps;
    this.step = step;
    this.inBlocks = inBlocks;
    this.spans = new Span[Math.toIntExact(out)];
    for (int i = 0; i < out; i++) {
      spans[i] = span.apply(i);
    }
  }

  /** One window over all elements. */
  static Axis whole(long in) {
    return new Axis(in, in, 1, 1, i -> new Span(0, in, in));
  }

  /** The windows of an operator whose window slides. */
  static Axis sliding(Problem problem, int axis) {
    long in = problem.layout().spatial(problem.shape(), axis);
    long taps = problem.size()[axis];
    long stride = problem.stride()[axis];
    long dilation = problem.dilation()[axis];
    long reach = dilation * (taps - 1) + 1;
    if (problem.isSameUpper() || problem.isSameLower()) {
      long out = (in + stride - 1) / stride;
      long padding = Math.max(0, (out - 1) * stride + reach - in);
      long smaller = padding / 2;
      long begin = problem.isSameUpper() ? smaller : padding - smaller;
      return sliding(problem, in, taps, dilation, stride, begin, padding - begin, out);
    }
    long begin = problem.paddingBegin()[axis];
    long end = problem.paddingEnd()[axis];
    long room = in + begin + end - reach;
    long out = Math.floorDiv(problem.isCeil() ? room + stride - 1 : room, stride) + 1;
    boolean startsInEndPadding = (out - 1) * stride >= in + begin;
    if (problem.isCeil() && startsInEndPadding) {
      out--;
    }
    if (out < 1) {
      throw new IllegalArgumentException("Reference: no output for " + problem);
    }
    return sliding(problem, in, taps, dilation, stride, begin, end, out);
  }

  private static Axis sliding(
      Problem problem, long in, long taps, long dilation, long stride, long begin, long end, long out) {
    boolean inBlocks = stride == 1 && dilation == 1 && taps > 8 && out >= taps;
    return new Axis(in, taps, dilation, out, inBlocks, i -> {
      long start = i * stride - begin;
      long count = 0;
      for (long tap = 0; tap < taps; tap++) {
        long element = start + tap * dilation;
        boolean inside = element >= 0 && element < in;
        boolean padded = element >= -begin && element < in + end;
        count += inside || problem.countsPadding() && padded ? 1 : 0;
      }
      return new Span(start, taps, count);
    });
  }

  /** Windows {@code [floor(i * in / out), ceil((i + 1) * in / out))}. */
  static Axis adaptive(long in, long out) {
    long most = 1;
    for (long i = 0; i < out; i++) {
      most = Math.max(most, ceilDiv((i + 1) * in, out) - i * in / out);
    }
    return new Axis(in, most, 1, out, i -> {
      long start = i * in / out;
      long length = ceilDiv((i + 1) * in, out) - start;
      return new Span(start, length, length);
    });
  }

  /**
   * Windows of {@code size} elements whose starts are spread by {@code u}.
   *
   * @param precision rounds to the type of the arithmetic
   */
  static Axis fractional(long in, long size, long out, double u, DoubleUnaryOperator precision) {
    double alpha = precision.applyAsDouble((double) (in - size) / (out - 1));
    double first = precision.applyAsDouble(u);
    return new Axis(in, size, 1, out, i -> {
      double moved = precision.applyAsDouble(precision.applyAsDouble(i + first) * alpha);
      long start = i == out - 1 ? in - size : (long) moved - (long) precision.applyAsDouble(first * alpha);
      return new Span(start, size, size);
    });
  }

  /**
   * The cells of a region: its elements from corner to corner, both included, shared as an adaptive operator shares
   * them, and cut to the input.
   */
  static Axis region(long in, double corner, double opposite, double scale, long cells, DoubleUnaryOperator precision) {
    long begin = rounded(corner, scale, precision);
    long size = Math.max(1, rounded(opposite, scale, precision) - begin + 1);
    return new Axis(in, in, 1, cells, i -> {
      long from = clip(begin + i * size / cells, in);
      long to = clip(begin + ceilDiv((i + 1) * size, cells), in);
      return new Span(from, to - from, to - from);
    });
  }

  private static long rounded(double corner, double scale, DoubleUnaryOperator precision) {
    double scaled = precision.applyAsDouble(precision.applyAsDouble(corner) * precision.applyAsDouble(scale));
    return new BigDecimal(scaled).setScale(0, RoundingMode.HALF_UP).longValueExact(); // halves away from zero
  }

  private static long clip(long element, long in) {
    return Math.max(0, Math.min(in, element));
  }

  private static long ceilDiv(long a, long b) {
    return (a + b - 1) / b;
  }

  public long in() {
    return in;
  }

  public int out() {
    return spans.length;
  }

  /** The most taps that a window has. */
  long mostTaps() {
    return taps;
  }

  /** Whether windows are wide, dense, one element apart, and many: sums that round are taken in blocks of taps. */
  boolean isInBlocks() {
    return inBlocks;
  }

  int taps(int window) {
    return Math.toIntExact(spans[window].taps());
  }

  long count(int window) {
    return spans[window].count();
  }

  /** The element under a tap, or -1 for padding. */
  long element(int window, int tap) {
    long element = spans[window].start() + tap * step;
    return element >= 0 && element < in ? element : -1;
  }
}
