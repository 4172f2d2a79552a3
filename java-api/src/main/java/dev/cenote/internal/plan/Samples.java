package dev.cenote.internal.plan;

/**
 * The sampling points of one region along one axis, in order, {@link #perCell()} for each of the output's cells. Point
 * {@code s} lies between elements {@code low(s)} and {@code high(s)} with the given weights; {@code low} is -1 for a
 * point that lies outside the input and counts 0.
 *
 * <p>The rules are those of ONNX's RoiAlign. They are computed in float32, as its peers do, or in float64 for float64
 * tensors: a region's size decides how many points there are, and has to be the same on both sides of a whole number.
 */
public final class Samples {
  private final int perCell;
  private final long[] low;
  private final long[] high;
  private final double[] lowWeight;
  private final double[] highWeight;

  private Samples(int cells, int perCell) {
    this.perCell = perCell;
    int points = cells * perCell;
    this.low = new long[points];
    this.high = new long[points];
    this.lowWeight = new double[points];
    this.highWeight = new double[points];
  }

  /**
   * The points of a region that reaches from {@code begin} to {@code end}, in elements after scaling.
   *
   * @param halfPixel whether element {@code i} covers {@code [i - 0.5, i + 0.5)}; else regions are at least 1 wide
   * @param perCell points a cell, or 0 for one an element, rounded up
   * @throws IllegalArgumentException if there would be more than {@code most} points, or the region, scaled, is not
   *     finite
   */
  static Samples of(double begin, double end, double scale, boolean halfPixel, long in, int cells, int perCell,
      boolean float64, long most) {
    Arithmetic a = new Arithmetic(float64);
    double from = a.scaled(begin, scale, halfPixel);
    double size = a.rounded(a.scaled(end, scale, halfPixel) - from);
    if (!Double.isFinite(from) || !Double.isFinite(size)) {
      throw new IllegalArgumentException("a region from " + begin + " to " + end + " with scale " + scale
          + " begins at " + from + " and is " + size + " elements long, expected finite numbers");
    }
    if (!halfPixel) {
      size = Math.max(size, 1);
    }
    double cell = a.rounded(size / cells);
    double points = perCell > 0 ? perCell : Math.max(0, Math.ceil(cell));
    if (points * cells > most) {
      throw new IllegalArgumentException("a region from " + begin + " to " + end + " with scale " + scale + " has "
          + points + " sampling points for each of " + cells + " cells, expected at most " + most + " together"
          + (most < Alignment.MAX_POINTS ? ", what others left of " + Alignment.MAX_POINTS + " for all regions" : ""));
    }
    Samples samples = new Samples(cells, (int) points);
    for (int c = 0; c < cells; c++) {
      for (int s = 0; s < samples.perCell; s++) {
        double inCell = a.rounded(a.rounded((s + 0.5) * cell) / samples.perCell);
        samples.place(c * samples.perCell + s, a.rounded(a.rounded(from + a.rounded(c * cell)) + inCell), in, a);
      }
    }
    return samples;
  }

  private void place(int point, double at, long in, Arithmetic a) {
    if (at < -1 || at > in) {
      low[point] = -1;
      high[point] = -1;
      return;
    }
    double inside = Math.max(at, 0);
    long below = Math.min((long) inside, in - 1);
    low[point] = below;
    high[point] = Math.min(below + 1, in - 1);
    highWeight[point] = below == in - 1 ? 0 : a.rounded(inside - below);
    lowWeight[point] = a.rounded(1 - highWeight[point]);
  }

  /** The points for each cell. */
  public int perCell() {
    return perCell;
  }

  /** The points of all cells. */
  public int count() {
    return low.length;
  }

  public long low(int point) {
    return low[point];
  }

  public long high(int point) {
    return high[point];
  }

  public double lowWeight(int point) {
    return lowWeight[point];
  }

  public double highWeight(int point) {
    return highWeight[point];
  }

  /** Float32 arithmetic in doubles: each operation on float32 numbers, rounded again, is that of float32. */
  private static final class Arithmetic {
    private final boolean float64;

    Arithmetic(boolean float64) {
      this.float64 = float64;
    }

    double rounded(double value) {
      return float64 ? value : (float) value;
    }

    double scaled(double corner, double scale, boolean halfPixel) {
      double scaled = rounded(rounded(corner) * rounded(scale));
      return halfPixel ? rounded(scaled - 0.5) : scaled;
    }
  }
}
