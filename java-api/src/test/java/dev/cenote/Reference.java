package dev.cenote;

import dev.cenote.internal.Problem;
import dev.cenote.reference.Planes;
import dev.cenote.reference.Pooling;
import dev.cenote.tensor.Shape;

/**
 * The plain reference: nested loops straight from the definition of pooling, never optimised, that shares no code with
 * what it is compared with. Elements of all types are carried as their bits, and results can be compared bit for bit:
 * the canonical order of sums is written down in {@code reference.Window}.
 */
final class Reference {
  private final Problem problem;
  private final Pooling pooling;
  private final Planes input;
  private final Planes output;

  private Reference(Problem problem, double[] samples) {
    this.problem = problem;
    this.pooling = new Pooling(problem, samples);
    this.input = new Planes(problem.layout(), problem.shape());
    this.output = new Planes(problem.layout(), outputShape());
  }

  /** The shape of the output, in the problem's layout. */
  static Shape outputShape(Problem problem) {
    return new Reference(problem, null).outputShape();
  }

  private Shape outputShape() {
    int rank = problem.layout().spatialRank();
    boolean last = problem.layout().isChannelsLast();
    boolean batch = problem.shape().rank() == rank + 2 || problem.operator().isOverRegions();
    long[] sizes = new long[rank + (batch ? 2 : 1)];
    if (batch) {
      sizes[0] = pooling.batch();
    }
    sizes[last ? sizes.length - 1 : sizes.length - rank - 1] = problem.layout().channels(problem.shape());
    System.arraycopy(pooling.outputSizes(), 3 - rank, sizes, sizes.length - rank - (last ? 1 : 0), rank);
    return Shape.of(sizes);
  }

  /** The output in row-major order of the problem's layout, to the bit. */
  static long[] pool(Problem problem, long[] input) {
    return pool(problem, null, input);
  }

  /** As {@link #pool(Problem, long[])}, of a fractional operator with given samples. */
  static long[] pool(Problem problem, double[] samples, long[] input) {
    Reference reference = new Reference(problem, samples);
    long[] out = new long[Math.toIntExact(reference.outputShape().elements())];
    reference.eachOutput(input, (at, window, plane) -> out[at] = window.value(plane));
    return out;
  }

  /** For every output the position within the plane of the element that it is, -1 for an empty window. */
  static long[] indices(Problem problem, long[] input) {
    return indices(problem, null, input);
  }

  static long[] indices(Problem problem, double[] samples, long[] input) {
    Reference reference = new Reference(problem, samples);
    long[] out = new long[Math.toIntExact(reference.outputShape().elements())];
    reference.eachOutput(input, (at, window, plane) -> out[at] = window.index(plane));
    return out;
  }

  /** Positions within planes as numbers over the whole input tensor, the spatial part column-major or not. */
  static long[] overTensor(Problem problem, long[] positions, boolean columnMajor) {
    Reference reference = new Reference(problem, null);
    Planes input = reference.input;
    Planes output = reference.output;
    long[] numbers = positions.clone();
    for (int n = 0; n < output.batch(); n++) {
      for (int c = 0; c < output.channels(); c++) {
        long plane = (long) reference.pooling.image(n) * input.channels() + c;
        for (int element = 0; element < output.elements(); element++) {
          int at = output.at(n, c, element);
          long position = positions[at];
          if (position >= 0) {
            numbers[at] = plane * input.elements() + (columnMajor ? columnMajor(position, input) : position);
          }
        }
      }
    }
    return numbers;
  }

  private static long columnMajor(long position, Planes planes) {
    long w = position % planes.size(2);
    long h = position / planes.size(2) % planes.size(1);
    long d = position / planes.size(2) / planes.size(1);
    return (w * planes.size(1) + h) * planes.size(0) + d;
  }

  /** For every output, {@code (sum of |x| in the window) / |divisor|}: what errors of averages are measured by. */
  static double[] magnitudes(Problem problem, long[] input) {
    Reference reference = new Reference(problem, null);
    double[] out = new double[Math.toIntExact(reference.outputShape().elements())];
    reference.eachOutput(input, (at, window, plane) -> out[at] = window.magnitude(plane));
    return out;
  }

  /** For every output the average of finite elements, exact but for one rounding to float64. */
  static double[] exactAverages(Problem problem, long[] input) {
    Reference reference = new Reference(problem, null);
    double[] out = new double[Math.toIntExact(reference.outputShape().elements())];
    reference.eachOutput(input, (at, window, plane) -> out[at] = window.exactAverage(plane));
    return out;
  }

  private interface Visitor {
    void visit(int outputPosition, Pooling.Output window, long[] plane);
  }

  private void eachOutput(long[] elements, Visitor visitor) {
    int[] sizes = {(int) output.size(0), (int) output.size(1), (int) output.size(2)};
    for (int n = 0; n < output.batch(); n++) {
      for (int c = 0; c < output.channels(); c++) {
        long[] plane = input.read(elements, pooling.image(n), c);
        Pooling.Plane windows = pooling.plane(n, c);
        int element = 0;
        for (int i = 0; i < sizes[0]; i++) {
          for (int j = 0; j < sizes[1]; j++) {
            for (int k = 0; k < sizes[2]; k++) {
              visitor.visit(output.at(n, c, element++), windows.output(i, j, k), plane);
            }
          }
        }
      }
    }
  }

  /** Values moved to where their indices say in planes of zeros, of equal indices the last. */
  static long[] unpool(Planes from, long[] values, long[] indices, Planes to, int outputs) {
    long[] out = new long[outputs];
    for (int n = 0; n < from.batch(); n++) {
      for (int c = 0; c < from.channels(); c++) {
        for (int element = 0; element < from.elements(); element++) {
          int at = from.at(n, c, element);
          out[to.at(n, c, Math.toIntExact(indices[at]))] = values[at];
        }
      }
    }
    return out;
  }
}
