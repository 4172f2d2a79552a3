package dev.cenote;

import dev.cenote.internal.memory.Numbers;
import dev.cenote.internal.memory.Storage;
import dev.cenote.internal.plan.AxisWindows;
import dev.cenote.internal.plan.Geometry;
import dev.cenote.internal.plan.Work;
import dev.cenote.tensor.ElementType;
import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;
import dev.cenote.tensor.Tensor;

/**
 * The numbers of one convention of {@link Indices} for one plan: to and from positions within the plane, which backends
 * write. Such a position is -1 for an empty window.
 */
final class IndexNumbers {
  private final Pool pool;
  private final Work work;
  private final Geometry windows;
  private final Indices convention;
  private final long channels;
  private final long planeElements;
  private final boolean someAreEmpty;

  /** @param work which consists of windows */
  IndexNumbers(Pool pool, Work work, Indices convention) {
    this.pool = pool;
    this.work = work;
    this.windows = work.windows();
    this.convention = convention;
    this.channels = windows.channels();
    this.planeElements = windows.d().in() * windows.h().in() * windows.w().in();
    this.someAreEmpty = hasEmpty(windows.d()) || hasEmpty(windows.h()) || hasEmpty(windows.w());
  }

  private static boolean hasEmpty(AxisWindows axis) {
    long[] edges = axis.edges();
    for (int e = 0; e < edges.length; e += AxisWindows.EDGE) {
      if (edges[e + 1] >= edges[e + 2]) {
        return true;
      }
    }
    return false;
  }

  /** Whether bytes hold the taps of a window, and one more number where windows may be empty. */
  boolean fitBytes() {
    return taps() <= (someAreEmpty ? 255 : 256);
  }

  /** Whether a type holds positions within the plane, whatever it holds of this convention. */
  boolean arePositionsHeldBy(ElementType type) {
    return type == ElementType.INT64 || type == ElementType.INT32 && planeElements <= 1L << 31;
  }

  private double taps() {
    return (double) windows.d().taps() * windows.h().taps() * windows.w().taps();
  }

  /** One more than the greatest number. */
  private double numbers() {
    switch (convention) {
      case PLANE:
        return planeElements;
      case WINDOW:
        return taps();
      default:
        return work.input().elements();
    }
  }

  /** Refuses a tensor that does not belong to the output, or whose type cannot hold the numbers. */
  void check(Tensor indices) {
    if (!indices.shape().equals(work.output()) || indices.layout() != work.layout()) {
      throw pool.refused("indices are " + indices.shape() + " " + indices.layout() + ", expected those of the output, "
          + work.output() + " " + work.layout() + ", for input " + work.input() + pool.withParameters());
    }
    ElementType type = indices.type();
    boolean bytes = type == ElementType.UINT8 && convention == Indices.WINDOW;
    if (type != ElementType.INT32 && type != ElementType.INT64 && !bytes) {
      throw pool.refused("indices are " + type + ", expected int32 or int64"
          + (convention == Indices.WINDOW ? ", or uint8" : "") + " for convention " + convention);
    }
    boolean fits = bytes ? fitBytes() : type == ElementType.INT64 || numbers() <= 1L << 31;
    if (!fits) {
      throw pool.refused("indices are " + type + ", which does not hold "
          + (bytes && someAreEmpty ? "an empty window beside " : "") + (long) numbers() + " numbers of convention "
          + convention + " for input " + work.input() + pool.withParameters() + ", expected int64"
          + (bytes ? " or int32" : ""));
    }
  }

  /**
   * Turns positions into numbers; both storages may be the same.
   *
   * @throws IllegalArgumentException if a position within windows is asked for, and one is not that of a tap
   */
  void fromPositions(Storage positions, Storage numbers) {
    if (convention == Indices.PLANE && positions == numbers) {
      return;
    }
    forEachOutput(positions, numbers, (position, window) -> position < 0
        ? numbers.type() == ElementType.UINT8 ? 255 : -1
        : fromPosition(position, window));
  }

  /**
   * Turns numbers into positions.
   *
   * @throws IllegalArgumentException if a number lies outside the window's tensor, plane or taps, or is that of no
   *     element and the window has some
   */
  void toPositions(Storage numbers, Storage positions) {
    boolean bytes = numbers.type() == ElementType.UINT8;
    forEachOutput(numbers, positions, (number, window) -> {
      if (number == (bytes ? 255 : -1) && window.isEmpty()) {
        return -1;
      }
      long position = toPosition(number, window);
      if (position < 0 || position >= planeElements) {
        throw refused("index " + number + " of convention " + convention, window,
            convention == Indices.WINDOW ? "window" : "plane of " + planeElements + " elements");
      }
      return position;
    });
  }

  private IllegalArgumentException refused(String what, Output window, String place) {
    return pool.refused(what + " at output " + window + " lies outside its " + place + ", for input " + work.input()
        + pool.withParameters());
  }

  private long fromPosition(long position, Output window) {
    long height = windows.h().in();
    long width = windows.w().in();
    long w = position % width;
    long h = position / width % height;
    long d = position / width / height;
    switch (convention) {
      case PLANE:
        return position;
      case TENSOR:
        return window.plane() * planeElements + position;
      case TENSOR_COLUMN_MAJOR:
        return window.plane() * planeElements + (w * height + h) * windows.d().in() + d;
      default:
        long tapD = tap(windows.d(), window.d(), d);
        long tapH = tap(windows.h(), window.h(), h);
        long tapW = tap(windows.w(), window.w(), w);
        if (tapD < 0 || tapH < 0 || tapW < 0) {
          throw refused("position " + position, window, "window");
        }
        return (tapD * windows.h().taps() + tapH) * windows.w().taps() + tapW;
    }
  }

  /** The tap that lies at an element, or -1 if there is none. */
  private static long tap(AxisWindows axis, long number, long element) {
    long distance = element - axis.start(number);
    long tap = distance / axis.step();
    boolean isOne = distance % axis.step() == 0 && tap >= axis.firstTap(number) && tap < axis.endTap(number);
    return isOne ? tap : -1;
  }

  /** The position, or -1 if there is none. */
  private long toPosition(long number, Output window) {
    long depth = windows.d().in();
    long height = windows.h().in();
    long width = windows.w().in();
    long inPlane = number - window.plane() * planeElements;
    switch (convention) {
      case PLANE:
        return number;
      case TENSOR:
        return inPlane;
      case TENSOR_COLUMN_MAJOR:
        return inPlane < 0 || inPlane >= planeElements ? -1 : rowMajor(inPlane, depth, height, width);
      default:
        long tapsH = windows.h().taps();
        long tapsW = windows.w().taps();
        long d = element(windows.d(), window.d(), number / tapsW / tapsH);
        long h = element(windows.h(), window.h(), number / tapsW % tapsH);
        long w = element(windows.w(), window.w(), number % tapsW);
        return number < 0 || d < 0 || h < 0 || w < 0 ? -1 : (d * height + h) * width + w;
    }
  }

  /** The row-major position of the element with this column-major one. */
  static long rowMajor(long columnMajor, long depth, long height, long width) {
    return (columnMajor % depth * height + columnMajor / depth % height) * width + columnMajor / depth / height;
  }

  private static long element(AxisWindows axis, long number, long tap) {
    return tap < axis.firstTap(number) || tap >= axis.endTap(number) ? -1 : axis.start(number) + tap * axis.step();
  }

  private interface Change {
    long of(long number, Output output);
  }

  /** Writes {@code change} of every number in {@code from} to {@code to}. */
  private void forEachOutput(Storage from, Storage to, Change change) {
    Output output = new Output();
    long elements = work.output().elements();
    int most = (int) Math.min(elements, 1024);
    long[] some = new long[most];
    Object read = Numbers.newArray(from.type(), most);
    Object written = Numbers.newArray(to.type(), most);
    for (long at = 0; at < elements; at += most) {
      int n = (int) Math.min(most, elements - at);
      from.read(at, read, 0, n);
      Numbers.toLongs(from.type(), read, 0, some, 0, n);
      for (int i = 0; i < n; i++, output.next()) {
        some[i] = change.of(some[i], output);
      }
      Numbers.fromLongs(to.type(), some, 0, written, 0, n);
      to.write(at, written, 0, n);
    }
  }

  /** An element of the output, in the order of its memory. */
  private final class Output {
    private final Layout layout = work.layout();
    private final long[] sizes = sizesOfFive(work.output(), work.layout());
    private final long[] at = new long[5];

    void next() {
      for (int dimension = 4; dimension >= 0; dimension--) {
        if (++at[dimension] < sizes[dimension]) {
          return;
        }
        at[dimension] = 0;
      }
    }

    private long channel() {
      return at[layout.isChannelsLast() ? 4 : 1];
    }

    private long spatial(int axis) {
      return at[(layout.isChannelsLast() ? 1 : 2) + axis];
    }

    /** The plane of the input that the window lies in, counted channels-first. */
    long plane() {
      long image = windows.images() == null ? at[0] : windows.images()[(int) at[0]];
      return image * channels + channel();
    }

    /** The number of the window along an axis. */
    private long number(AxisWindows windowsAlong, int axis) {
      long perList = windowsAlong.perList();
      return (perList == 0 ? 0 : windows.list(at[0], channel()) * perList) + spatial(axis);
    }

    long d() {
      return number(windows.d(), 0);
    }

    long h() {
      return number(windows.h(), 1);
    }

    long w() {
      return number(windows.w(), 2);
    }

    boolean isEmpty() {
      return isEmpty(windows.d(), d()) || isEmpty(windows.h(), h()) || isEmpty(windows.w(), w());
    }

    private boolean isEmpty(AxisWindows axis, long number) {
      return axis.firstTap(number) >= axis.endTap(number);
    }

    @Override
    public String toString() {
      return "n=" + at[0] + " c=" + channel() + " d=" + spatial(0) + " h=" + spatial(1) + " w=" + spatial(2);
    }
  }

  /** The sizes with a batch and three spatial axes, in the layout's order. */
  private static long[] sizesOfFive(Shape shape, Layout layout) {
    long[] sizes = {1, 1, 1, 1, 1};
    boolean last = layout.isChannelsLast();
    sizes[0] = layout.batch(shape);
    sizes[last ? 4 : 1] = layout.channels(shape);
    for (int axis = 0; axis < layout.spatialRank(); axis++) {
      sizes[(last ? 1 : 2) + 3 - layout.spatialRank() + axis] = layout.spatial(shape, axis);
    }
    return sizes;
  }
}
