package dev.cenote.benchmarks;

import dev.cenote.internal.Operator;
import dev.cenote.internal.Problem;
import dev.cenote.tensor.Layout;

/**
 * The answer to a problem worked out the slow way, one output at a time, in float64, by nothing that is measured:
 * whoever is timed has to give this answer first. Where all of it would take minutes, outputs all over it have to be
 * right.
 */
final class SlowAnswer {
  /** About two seconds of work. */
  static final long MOST_READS = 1L << 30;

  private final Problem problem;
  private final double[] x;
  private final Axis[] axes;
  private final long channels;

  /** @param x the elements of the input, exactly */
  SlowAnswer(Problem problem, double[] x) {
    this.problem = problem;
    this.x = x;
    this.axes = Axis.of(problem);
    this.channels = problem.layout().channels(problem.shape());
  }

  /**
   * Refuses another answer: a maximum or minimum must be the same number, an average lie within
   * {@code 4 eps * sum|x| / |divisor|}, eps being that of the type, or be the nearest integer.
   *
   * @throws IllegalStateException that names the contender, the element and both values
   */
  void check(String contender, double[] y) {
    long outputs = problem.layout().batch(problem.shape()) * channels;
    for (Axis axis : axes) {
      outputs *= axis.out();
    }
    if (y.length != outputs) {
      throw new IllegalStateException(
          contender + " gives " + y.length + " elements for " + problem + ", expected " + outputs);
    }
    long window = (long) axes[0].window() * axes[1].window() * axes[2].window();
    long step = 1 + outputs * window / MOST_READS;
    for (long i = 0; i < outputs; i += step) {
      checkElement(contender, (int) i, y[(int) i]);
    }
    if (outputs > 0) {
      checkElement(contender, (int) outputs - 1, y[(int) outputs - 1]);
    }
  }

  private void checkElement(String contender, int index, double actual) {
    double max = Double.NEGATIVE_INFINITY;
    double min = Double.POSITIVE_INFINITY;
    double sum = 0;
    double magnitude = 0;
    long inside = 0;
    long padded = 0;
    long[] at = position(index);
    for (int kd = 0; kd < axes[0].window(); kd++) {
      long d = tap(0, at, kd);
      for (int kh = 0; kh < axes[1].window(); kh++) {
        long h = tap(1, at, kh);
        for (int kw = 0; kw < axes[2].window(); kw++) {
          long w = tap(2, at, kw);
          padded += d < axes[0].in() + axes[0].end() && h < axes[1].in() + axes[1].end()
              && w < axes[2].in() + axes[2].end() ? 1 : 0;
          if (isInside(0, d) && isInside(1, h) && isInside(2, w)) {
            double element = x[element(at[0], at[1], d, h, w)];
            inside++;
            max = Math.max(max, element);
            min = Math.min(min, element);
            sum += element;
            magnitude += Math.abs(element);
          }
        }
      }
    }
    if (problem.isMax() || problem.operator() == Operator.MIN) {
      double expected = (problem.isMax() ? max : min) + 0.0; // a zero is +0.0
      if (Double.compare(actual, expected) != 0) {
        throw wrong(contender, index, actual, expected + " exactly");
      }
    } else {
      long divisor = problem.countsPadding() ? padded : inside;
      double expected = divisor == 0 ? 0 : sum / divisor;
      double tolerance = !problem.type().isFloating() ? 0.501
          : divisor == 0 ? 0 : 4 * epsilon() * magnitude / divisor;
      if (!(Math.abs(actual - expected) <= tolerance)) {
        throw wrong(contender, index, actual, expected + " within " + tolerance);
      }
    }
  }

  /** From 1 to the next number of the type. */
  private double epsilon() {
    switch (problem.type()) {
      case FLOAT64:
        return Math.ulp(1.0);
      case FLOAT32:
        return Math.ulp(1f);
      case FLOAT16:
        return 0x1p-10;
      default:
        return 0x1p-7;
    }
  }

  /** Where an output lies: n, c, d, h, w. */
  private long[] position(long index) {
    long[] at = new long[5];
    if (problem.layout().isChannelsLast()) {
      at[1] = index % channels;
      index /= channels;
    }
    for (int axis = 2; axis >= 0; axis--) {
      at[2 + axis] = index % axes[axis].out();
      index /= axes[axis].out();
    }
    if (!problem.layout().isChannelsLast()) {
      at[1] = index % channels;
      index /= channels;
    }
    at[0] = index;
    return at;
  }

  private long tap(int axis, long[] at, int tap) {
    return at[2 + axis] * axes[axis].stride() - axes[axis].begin() + (long) tap * axes[axis].dilation();
  }

  private boolean isInside(int axis, long position) {
    return position >= 0 && position < axes[axis].in();
  }

  private int element(long n, long c, long d, long h, long w) {
    Layout layout = problem.layout();
    long plane = layout.isChannelsLast() ? n : n * channels + c;
    long inPlane = ((plane * axes[0].in() + d) * axes[1].in() + h) * axes[2].in() + w;
    return (int) (layout.isChannelsLast() ? inPlane * channels + c : inPlane);
  }

  private IllegalStateException wrong(String contender, int index, double actual, String expected) {
    return new IllegalStateException(
        contender + " gives " + actual + " as element " + index + " of " + problem + ", expected " + expected);
  }
}
