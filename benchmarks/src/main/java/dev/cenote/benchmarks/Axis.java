package dev.cenote.benchmarks;

import dev.cenote.internal.Problem;

/** The numbers of a problem along one spatial axis, as plain loops need them. */
public record Axis(int in, int out, int window, int stride, int begin, int end, int dilation) {
  private static final Axis ABSENT = new Axis(1, 1, 1, 1, 0, 0, 1);

  /** The three axes D, H, W of a problem from a case file; those that it lacks have one element. */
  public static Axis[] of(Problem problem) {
    Axis[] axes = {ABSENT, ABSENT, ABSENT};
    int rank = problem.layout().spatialRank();
    for (int axis = 0; axis < rank; axis++) {
      int in = (int) problem.layout().spatial(problem.shape(), axis);
      axes[3 - rank + axis] = problem.isGlobal() ? new Axis(in, 1, in, in, 0, 0, 1)
          : windowed(in, (int) problem.size()[axis], (int) problem.stride()[axis], (int) problem.paddingBegin()[axis],
              (int) problem.paddingEnd()[axis], (int) problem.dilation()[axis], problem.isCeil());
    }
    return axes;
  }

  private static Axis windowed(int in, int window, int stride, int begin, int end, int dilation, boolean ceil) {
    int room = in + begin + end - (dilation * (window - 1) + 1);
    int out = (ceil ? -Math.floorDiv(-room, stride) : Math.floorDiv(room, stride)) + 1;
    if (ceil && (out - 1) * stride >= in + begin) {
      out--; // the last window would start in the padding at the end
    }
    return new Axis(in, out, window, stride, begin, end, dilation);
  }

  /** How many taps of window {@code i} lie in the padded input: fewer than all where ceil lets it hang over. */
  public int padded(int i) {
    int room = in + end - (i * stride - begin);
    return Math.min(window, -Math.floorDiv(-room, dilation));
  }
}
