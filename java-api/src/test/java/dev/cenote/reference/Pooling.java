package dev.cenote.reference;

import dev.cenote.internal.Operator;
import dev.cenote.internal.Problem;
import dev.cenote.tensor.ElementType;
import dev.cenote.tensor.Layout;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/** What a problem means: the windows of every plane, and what is made of each. */
public final class Pooling {
  private final Problem problem;
  private final Layout layout;
  private final int rank;
  private final double[] samples;
  private final Sums sums;
  private final Extremes extremes;
  private final Norms norms;
  private final Alignment alignment;
  private final Axis[] shared; // null where windows differ from plane to plane

  /** @param samples of a fractional operator, an axis of a plane after the other; null if they are drawn */
  public Pooling(Problem problem, double[] samples) {
    this.problem = problem;
    this.layout = problem.layout();
    this.rank = layout.spatialRank();
    Operator operator = problem.operator();
    Format format = Format.of(problem.type());
    this.samples = samples != null || operator != Operator.FRACTIONALMAX ? samples : drawn();
    this.sums = new Sums(problem);
    this.extremes = new Extremes(format, operator == Operator.MIN, operator == Operator.ROIMAX);
    this.norms = new Norms(format, problem.p());
    this.alignment = operator == Operator.ROIALIGN ? new Alignment(problem) : null;
    this.shared = operator == Operator.FRACTIONALMAX || operator.isOverRegions() ? null : axes(0, 0);
  }

  /** Numbers in [0, 1): the upper 24 bits of what SplitMix64 gives for the seed. */
  private double[] drawn() {
    SplittableRandom random = new SplittableRandom(problem.seed());
    long planes = layout.batch(problem.shape()) * layout.channels(problem.shape());
    double[] drawn = new double[Math.toIntExact(planes * rank)];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = (random.nextLong() >>> 40) * 0x1p-24;
    }
    return drawn;
  }

  /** Images of the output. */
  public int batch() {
    return problem.operator().isOverRegions() ? problem.images().length : (int) layout.batch(problem.shape());
  }

  /** The image of the input that an image of the output is pooled from. */
  public int image(int n) {
    return problem.operator().isOverRegions() ? (int) problem.images()[n] : n;
  }

  /** The sizes of the output along D, H and W. */
  public long[] outputSizes() {
    long[] sizes = {1, 1, 1};
    for (int axis = 3 - rank; axis < 3; axis++) {
      long[] given = problem.outputSize();
      sizes[axis] = given != null ? given[axis - 3 + rank] : shared[axis].out();
    }
    return sizes;
  }

  private Axis[] axes(int n, int c) {
    Axis[] axes = {Axis.whole(1), Axis.whole(1), Axis.whole(1)};
    for (int axis = 0; axis < rank; axis++) {
      axes[3 - rank + axis] = axis(n, c, axis);
    }
    return axes;
  }

  private Axis axis(int n, int c, int axis) {
    long in = layout.spatial(problem.shape(), axis);
    DoubleUnaryOperator precision = problem.type() == ElementType.FLOAT64 ? x -> x : x -> (float) x;
    switch (problem.operator()) {
      case GLOBALMAX:
      case GLOBALAVG:
      case GLOBALLP:
        return Axis.whole(in);
      case ADAPTIVEMAX:
      case ADAPTIVEAVG:
        return Axis.adaptive(in, problem.outputSize()[axis]);
      case FRACTIONALMAX:
        int plane = n * (int) layout.channels(problem.shape()) + c;
        return Axis.fractional(
            in, problem.size()[axis], problem.outputSize()[axis], samples[plane * rank + axis], precision);
      case ROIMAX:
        int x = 4 * n + (axis == 0 ? 1 : 0); // H is y
        double[] corners = problem.corners();
        return Axis.region(in, corners[x], corners[x + 2], problem.scale(), problem.outputSize()[axis], precision);
      default:
        return Axis.sliding(problem, axis);
    }
  }

  /** The output plane of one channel of one image. */
  public Plane plane(int n, int c) {
    return new Plane(n, alignment != null ? null : shared != null ? shared : axes(n, c));
  }

  /** One output plane. */
  public final class Plane {
    private final int region;
    private final Axis[] axes;

    private Plane(int region, Axis[] axes) {
      this.region = region;
      this.axes = axes;
    }

    public Output output(int i, int j, int k) {
      return new Output(region, j, k, axes == null ? null : new Window(axes, i, j, k));
    }
  }

  /** One output, by what it makes of its input plane. */
  public final class Output {
    private final int region;
    private final int row;
    private final int column;
    private final Window window;

    private Output(int region, int row, int column, Window window) {
      this.region = region;
      this.row = row;
      this.column = column;
      this.window = window;
    }

    /** The result as bits. */
    public long value(long[] plane) {
      switch (problem.operator()) {
        case AVG:
        case SUM:
        case GLOBALAVG:
        case ADAPTIVEAVG:
          return sums.average(window, plane);
        case LP:
        case GLOBALLP:
          return norms.of(window, plane);
        case ROIALIGN:
          return alignment.cell(region, row, column, plane);
        default:
          return extremes.of(window, plane);
      }
    }

    /** Where the result lies in the plane, or -1. */
    public long index(long[] plane) {
      return extremes.position(window, plane);
    }

    public double magnitude(long[] plane) {
      return sums.magnitude(window, plane);
    }

    public double exactAverage(long[] plane) {
      return sums.exact(window, plane);
    }
  }
}
