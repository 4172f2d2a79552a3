package dev.cenote;

import dev.cenote.internal.Problem;
import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;

/**
 * The plain reference: nested loops straight from the definition of pooling, never optimised, that shares no code with
 * what it is compared with. Sums are taken in the canonical order, so that results can be compared bit for bit.
 *
 * <p>The canonical order of a window's sum: along D first, then H, then W; along each axis the nominal taps are added
 * in neighbouring pairs, those sums again in pairs, and so on, an odd last one moving up as it is. A tap in padding
 * keeps its place in the tree and adds nothing. See {@link #sumOfPairs}.
 */
final class Reference {
  private static final int CANONICAL_NAN = 0x7FC00000;
  /** The deepest trees, all axes together, that are summed in float32. */
  private static final int MAX_FLOAT_DEPTH = 7;

  private static final MathContext EXACT_ENOUGH = new MathContext(60);

  private final Problem problem;
  private final Axis d;
  private final Axis h;
  private final Axis w;
  private final long batch;
  private final long channels;

  private Reference(Problem problem) {
    this.problem = problem;
    Layout layout = problem.layout();
    int missing = 3 - layout.spatialRank();
    this.d = missing > 0 ? Axis.absent() : new Axis(problem, 0);
    this.h = missing > 1 ? Axis.absent() : new Axis(problem, 1 - missing);
    this.w = new Axis(problem, 2 - missing);
    this.batch = layout.batch(problem.shape());
    this.channels = layout.channels(problem.shape());
  }

  /** The shape of the output, in the problem's layout. */
  static Shape outputShape(Problem problem) {
    Reference reference = new Reference(problem);
    long[] spatial = {reference.d.out, reference.h.out, reference.w.out};
    int rank = problem.layout().spatialRank();
    long[] sizes = problem.shape().toArray();
    int first = sizes.length - rank - (problem.layout().isChannelsLast() ? 1 : 0);
    System.arraycopy(spatial, 3 - rank, sizes, first, rank);
    return Shape.of(sizes);
  }

  /** The output in row-major order of the problem's layout, to the bit. */
  static float[] pool(Problem problem, float[] input) {
    Reference reference = new Reference(problem);
    float[] out = new float[Math.toIntExact(outputShape(problem).elements())];
    reference.eachWindow((at, window) -> out[at] = canonical(
        problem.isMax() ? window.maximum(input) : window.average(input)));
    return out;
  }

  /** For every output, {@code (sum of |x| in the window) / |divisor|}: what errors of averages are measured by. */
  static double[] magnitudes(Problem problem, float[] input) {
    double[] out = new double[Math.toIntExact(outputShape(problem).elements())];
    new Reference(problem).eachWindow((at, window) -> {
      double sum = 0;
      for (int position : window.positions()) {
        sum += Math.abs((double) input[position]);
      }
      out[at] = window.divisor() == 0 ? 0 : sum / Math.abs(window.divisor());
    });
    return out;
  }

  /** For every output the average of finite elements, exact but for one rounding to float64. */
  static double[] exactAverages(Problem problem, float[] input) {
    double[] out = new double[Math.toIntExact(outputShape(problem).elements())];
    new Reference(problem).eachWindow((at, window) -> {
      BigDecimal sum = BigDecimal.ZERO;
      for (int position : window.positions()) {
        sum = sum.add(new BigDecimal(input[position]));
      }
      out[at] = window.divisor() == 0 ? 0
          : sum.divide(new BigDecimal(window.divisor()), EXACT_ENOUGH).doubleValue();
    });
    return out;
  }

  /** Zero keeps the sign that arithmetic gave it; any NaN becomes the one that Cenote writes. */
  private static float canonical(float value) {
    return Float.isNaN(value) ? Float.intBitsToFloat(CANONICAL_NAN) : value;
  }

  private interface Visitor {
    void visit(int outputPosition, Window window);
  }

  private void eachWindow(Visitor visitor) {
    for (long n = 0; n < batch; n++) {
      for (long c = 0; c < channels; c++) {
        for (long i = 0; i < d.out; i++) {
          for (long j = 0; j < h.out; j++) {
            for (long k = 0; k < w.out; k++) {
              visitor.visit(position(n, c, d.out, h.out, w.out, i, j, k), new Window(n, c, i, j, k));
            }
          }
        }
      }
    }
  }

  /** Where an element lies in the memory of a tensor with these spatial sizes. */
  private int position(long n, long c, long depth, long height, long width, long i, long j, long k) {
    long position = problem.layout().isChannelsLast()
        ? (((n * depth + i) * height + j) * width + k) * channels + c
        : (((n * channels + c) * depth + i) * height + j) * width + k;
    return Math.toIntExact(position);
  }

  /** One window of one channel. */
  private final class Window {
    private final long n;
    private final long c;
    private final long i;
    private final long j;
    private final long k;

    Window(long n, long c, long i, long j, long k) {
      this.n = n;
      this.c = c;
      this.i = i;
      this.j = j;
      this.k = k;
    }

    /** Where the element under a tap lies in the input, or -1 for padding. */
    private int position(long tapD, long tapH, long tapW) {
      long atD = d.element(i, tapD);
      long atH = h.element(j, tapH);
      long atW = w.element(k, tapW);
      return d.holds(atD) && h.holds(atH) && w.holds(atW)
          ? Reference.this.position(n, c, d.in, h.in, w.in, atD, atH, atW) : -1;
    }

    int[] positions() {
      int[] all = new int[Math.toIntExact(d.taps * h.taps * w.taps)];
      int count = 0;
      for (long tapD = 0; tapD < d.taps; tapD++) {
        for (long tapH = 0; tapH < h.taps; tapH++) {
          for (long tapW = 0; tapW < w.taps; tapW++) {
            int position = position(tapD, tapH, tapW);
            if (position >= 0) {
              all[count++] = position;
            }
          }
        }
      }
      return Arrays.copyOf(all, count);
    }

    float maximum(float[] input) {
      float greatest = Float.NEGATIVE_INFINITY;
      for (int position : positions()) {
        if (Float.isNaN(input[position])) {
          return Float.NaN;
        }
        if (input[position] > greatest) {
          greatest = input[position];
        }
      }
      return greatest == 0 ? 0.0f : greatest;
    }

    double divisor() {
      return problem.fixedDivisor() != null ? (float) (double) problem.fixedDivisor()
          : (double) d.count(i) * h.count(j) * w.count(k);
    }

    float average(float[] input) {
      boolean wide = depth(d.taps) + depth(h.taps) + depth(w.taps) > MAX_FLOAT_DEPTH;
      Double[] columns = new Double[Math.toIntExact(w.taps)];
      for (int tapW = 0; tapW < w.taps; tapW++) {
        Double[] rows = new Double[Math.toIntExact(h.taps)];
        for (int tapH = 0; tapH < h.taps; tapH++) {
          Double[] slices = new Double[Math.toIntExact(d.taps)];
          for (int tapD = 0; tapD < d.taps; tapD++) {
            int position = position(tapD, tapH, tapW);
            slices[tapD] = position < 0 ? null : Double.valueOf(input[position]);
          }
          rows[tapH] = sumOfPairs(slices, wide);
        }
        columns[tapW] = sumOfPairs(rows, wide);
      }
      Double sum = sumOfPairs(columns, wide);
      if (sum == null || sum == 0) {
        sum = 0.0;
      }
      if (divisor() == 0) {
        return 0;
      }
      return wide ? (float) (sum / divisor()) : (float) (double) sum / (float) divisor();
    }
  }

  /** Levels of a tree of pairs over so many leaves: ceil(log2(leaves)). */
  private static int depth(long leaves) {
    int depth = 0;
    while (1L << depth < leaves) {
      depth++;
    }
    return depth;
  }

  /** Neighbours in pairs, then pairs of pairs, and so on; null stands for padding, and for a sum of padding alone. */
  static Double sumOfPairs(Double[] terms, boolean wide) {
    while (terms.length > 1) {
      Double[] sums = new Double[(terms.length + 1) / 2];
      for (int i = 0; i < sums.length; i++) {
        sums[i] = 2 * i + 1 < terms.length ? add(terms[2 * i], terms[2 * i + 1], wide) : terms[2 * i];
      }
      terms = sums;
    }
    return terms[0];
  }

  private static Double add(Double a, Double b, boolean wide) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return wide ? a + b : (double) ((float) (double) a + (float) (double) b);
  }

  /** One spatial axis: its numbers, and the rules for sizes, taps and counts. */
  private static final class Axis {
    final long in;
    final long out;
    final long taps;
    private final long stride;
    private final long begin;
    private final long end;
    private final long dilation;
    private final boolean countsPadding;

    /** An axis that the layout lacks: one window over one element. */
    static Axis absent() {
      return new Axis(1);
    }

    private Axis(long whole) {
      in = whole;
      out = 1;
      taps = whole;
      stride = 1;
      begin = 0;
      end = 0;
      dilation = 1;
      countsPadding = false;
    }

    Axis(Problem problem, int axis) {
      in = problem.layout().spatial(problem.shape(), axis);
      countsPadding = problem.countsPadding();
      if (problem.isGlobal()) {
        out = 1;
        taps = in;
        stride = 1;
        begin = 0;
        end = 0;
        dilation = 1;
        return;
      }
      taps = problem.size()[axis];
      stride = problem.stride()[axis];
      dilation = problem.dilation()[axis];
      long reach = dilation * (taps - 1) + 1;
      if (problem.isSameUpper() || problem.isSameLower()) {
        out = (in + stride - 1) / stride;
        long padding = Math.max(0, (out - 1) * stride + reach - in);
        long smaller = padding / 2;
        begin = problem.isSameUpper() ? smaller : padding - smaller;
        end = padding - begin;
      } else {
        begin = problem.paddingBegin()[axis];
        end = problem.paddingEnd()[axis];
        long room = in + begin + end - reach;
        long windows = Math.floorDiv(problem.isCeil() ? room + stride - 1 : room, stride) + 1;
        boolean startsInEndPadding = (windows - 1) * stride >= in + begin;
        out = problem.isCeil() && startsInEndPadding ? windows - 1 : windows;
        if (out < 1) {
          throw new IllegalArgumentException("Reference: no output for " + problem);
        }
      }
    }

    long element(long window, long tap) {
      return window * stride - begin + tap * dilation;
    }

    boolean holds(long element) {
      return element >= 0 && element < in;
    }

    /** The taps that count for the divisor of a window. */
    long count(long window) {
      long count = 0;
      for (long tap = 0; tap < taps; tap++) {
        long element = element(window, tap);
        if (holds(element) || countsPadding && element >= -begin && element < in + end) {
          count++;
        }
      }
      return count;
    }
  }
}
