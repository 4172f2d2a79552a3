package dev.cenote.reference;

import dev.cenote.internal.Problem;
import dev.cenote.tensor.ElementType;
import java.util.ArrayList;
import java.util.List;

/** The cells of regions that lie between elements, by ONNX's RoiAlign. Values are weighted and added in float64. */
final class Alignment {
  private final Problem problem;
  private final Format format;
  private final long height;
  private final long width;

  Alignment(Problem problem) {
    this.problem = problem;
    this.format = Format.of(problem.type());
    this.height = problem.layout().spatial(problem.shape(), 0);
    this.width = problem.layout().spatial(problem.shape(), 1);
  }

  /** Cell {@code i, j} of a region of one plane, as bits. */
  long cell(int region, int i, int j, long[] plane) {
    List<Point> rows = points(region, 1, height, problem.outputSize()[0], i);
    List<Point> columns = points(region, 0, width, problem.outputSize()[1], j);
    if (rows.isEmpty() || columns.isEmpty()) {
      return 0;
    }
    double sum = 0;
    double greatest = Double.NEGATIVE_INFINITY;
    for (Point row : rows) {
      for (Point column : columns) {
        double[] terms = terms(row, column, plane);
        sum += (terms[0] + terms[1]) + (terms[2] + terms[3]);
        for (double term : terms) {
          greatest = Math.max(greatest, term); // NaN wins
        }
      }
    }
    double cell = problem.isMaxOfTerms() ? greatest : sum / (rows.size() * columns.size());
    long bits = format.bits(cell);
    return bits == format.bits(-0.0) ? 0 : bits;
  }

  /** The weighted elements around a point; a point outside has zeros. */
  private double[] terms(Point row, Point column, long[] plane) {
    if (row == null || column == null) {
      return new double[4];
    }
    return new double[] {
        row.lowWeight * column.lowWeight * element(row.low, column.low, plane),
        row.lowWeight * column.highWeight * element(row.low, column.high, plane),
        row.highWeight * column.lowWeight * element(row.high, column.low, plane),
        row.highWeight * column.highWeight * element(row.high, column.high, plane)};
  }

  private double element(long row, long column, long[] plane) {
    return format.number(plane[Math.toIntExact(row * width + column)]);
  }

  /** A sampling point between two elements of an axis. */
  private record Point(long low, long high, double lowWeight, double highWeight) {}

  /**
   * The points of one cell along an axis, null for those outside.
   *
   * @param axis 0 for x, 1 for y
   */
  private List<Point> points(int region, int axis, long in, long cells, int cell) {
    double begin = scaled(problem.corners()[4 * region + axis]);
    double size = rounded(scaled(problem.corners()[4 * region + axis + 2]) - begin);
    if (!problem.isHalfPixel()) {
      size = Math.max(size, 1);
    }
    double cellSize = rounded(size / cells);
    int count = problem.samples() > 0 ? problem.samples() : (int) Math.ceil(cellSize);
    List<Point> points = new ArrayList<>();
    for (int s = 0; s < count; s++) {
      double cellBegin = rounded(begin + rounded(cell * cellSize));
      points.add(point(rounded(cellBegin + rounded(rounded((s + 0.5) * cellSize) / count)), in));
    }
    return points;
  }

  private Point point(double at, long in) {
    if (at < -1 || at > in) {
      return null;
    }
    double inside = Math.max(0, at);
    long low = (long) inside;
    if (low >= in - 1) {
      return new Point(in - 1, in - 1, 1, 0);
    }
    double highWeight = rounded(inside - low);
    return new Point(low, low + 1, rounded(1 - highWeight), highWeight);
  }

  private double scaled(double corner) {
    double scaled = rounded(rounded(corner) * rounded(problem.scale()));
    return problem.isHalfPixel() ? rounded(scaled - 0.5) : scaled;
  }

  /** Coordinates are float32, or float64 for float64 elements. */
  private double rounded(double coordinate) {
    return problem.type() == ElementType.FLOAT64 ? coordinate : (float) coordinate;
  }
}
