package dev.cenote;

import dev.cenote.internal.plan.AxisWindows;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The window that slides over the input, and how it moves: size, stride, padding, dilation, and what happens at the end
 * of an axis. One value an axis, outermost first (D, H, W); a single value for stride, padding or dilation holds for
 * all.
 *
 * <pre>{@code
 * Window.of(2, 2)                            // 2x2, stride 2x2: halves an image
 * Window.of(3, 3).stride(2).padding(1)       // the first pooling layer of ResNet
 * Window.of(3, 3).stride(2).ceil()           // GoogLeNet, SqueezeNet: keep the last, incomplete window
 * Window.of(5, 5).stride(1).padding(Padding.SAME_UPPER)
 * }</pre>
 *
 * <p>Defaults: stride = size, padding 0, dilation 1, floor. Along an axis with window {@code k}, dilation {@code d},
 * stride {@code s} and padding {@code pb}, {@code pe}, a window reaches over {@code eff = d*(k-1)+1} elements, and
 * there are {@code floor((in + pb + pe - eff) / s) + 1} of them. Immutable and thread-safe.
 */
public final class Window {
  private static final String[][] AXES = {{"L"}, {"H", "W"}, {"D", "H", "W"}};

  private final long[] size;
  private final long[] stride;
  private final long[] dilation;
  private final Padding padding;
  private final boolean ceil;

  private Window(long[] size, long[] stride, long[] dilation, Padding padding, boolean ceil) {
    this.size = size;
    this.stride = stride;
    this.dilation = dilation;
    this.padding = padding;
    this.ceil = ceil;
  }

  /**
   * A window of the given size, one number an axis, outermost first: {@code of(3, 3)} for images, {@code of(4)} for
   * signals, {@code of(2, 2, 2)} for volumes.
   *
   * @throws IllegalArgumentException if there are not 1 to 3 sizes or one is less than 1
   */
  public static Window of(long... size) {
    Objects.requireNonNull(size, "Window: size is null");
    if (size.length < 1 || size.length > 3) {
      throw new IllegalArgumentException("Window: " + size.length + " sizes, expected one an axis, 1 to 3");
    }
    long[] copy = positive("size", size);
    long[] ones = new long[size.length];
    Arrays.fill(ones, 1);
    return new Window(copy, copy, ones, Padding.VALID.spread(size.length), false);
  }

  /**
   * The same window, moving by so many elements.
   *
   * @throws IllegalArgumentException if a stride is less than 1, or there are neither one nor one an axis
   */
  public Window stride(long... stride) {
    return new Window(size, spread("stride", stride), dilation, padding, ceil);
  }

  /**
   * The same window with its taps so many elements apart; 1 is dense.
   *
   * @throws IllegalArgumentException if a dilation is less than 1, or there are neither one nor one an axis
   */
  public Window dilation(long... dilation) {
    return new Window(size, stride, spread("dilation", dilation), padding, ceil);
  }

  /**
   * The same window with this padding at the begin and the end of each axis.
   *
   * @throws IllegalArgumentException if a size is negative, or there are neither one nor one an axis
   */
  public Window padding(long... padding) {
    return padding(Padding.of(padding));
  }

  /**
   * The same window with this padding. How far it may reach is checked when an operator is made of the window: each
   * size at most {@code eff - 1}, so that no window of a dense axis lies in padding alone.
   *
   * @throws IllegalArgumentException if explicit sizes are neither one nor one an axis
   */
  public Window padding(Padding padding) {
    Objects.requireNonNull(padding, "Window: padding is null");
    if (padding.isExplicit() && padding.sizes() != 1 && padding.sizes() != rank()) {
      throw counts(padding.sizes() + " padding sizes", "; Padding.of(begin, end) takes both sides");
    }
    return new Window(size, stride, dilation, padding.spread(rank()), ceil);
  }

  /**
   * The same window with ceil instead of floor in the output size: a last window that hangs over the padded input is
   * kept, if it starts inside the input or the padding at the begin. With SAME padding it makes no difference.
   */
  public Window ceil() {
    return new Window(size, stride, dilation, padding, true);
  }

  /** The number of axes: 1, 2 or 3. */
  public int rank() {
    return size.length;
  }

  /** Refuses padding that reaches as far as the window itself; {@code operator} begins the message. */
  void check(String operator) {
    for (int axis = 0; axis < rank(); axis++) {
      String where = operator + ": axis " + axisName(axis) + ": ";
      long reach = AxisWindows.reach(size[axis], dilation[axis], where);
      if (padding.isExplicit()) {
        long most = Math.max(padding.begin(axis), padding.end(axis));
        if (most >= reach) {
          throw new IllegalArgumentException(where + "padding " + most + " is too large for a window that reaches over "
              + reach + ", expected at most " + (reach - 1) + " for window " + this);
        }
      }
    }
  }

  /** The windows along one axis of {@code in} elements. */
  AxisWindows along(int axis, long in, boolean countPadding) {
    if (padding.isExplicit()) {
      return AxisWindows.padded(in, size[axis], stride[axis], dilation[axis], padding.begin(axis), padding.end(axis),
          ceil, countPadding);
    }
    return AxisWindows.same(in, size[axis], stride[axis], dilation[axis], padding.oddElementAtEnd(), countPadding);
  }

  boolean hasExplicitPadding() {
    return padding.isExplicit();
  }

  long strideAlong(int axis) {
    return stride[axis];
  }

  /**
   * The size of an axis that this window, which has explicit padding, makes {@code out} outputs of, none dropped.
   *
   * @param out 1 or more
   */
  long unpooled(int axis, long out) {
    try {
      long ends = Math.addExact(Math.multiplyExact(out - 1, stride[axis]), reach(axis));
      return ends - padding.begin(axis) - padding.end(axis);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "axis " + axisName(axis) + ": " + out + " windows reach beyond 2^63 - 1 elements", e);
    }
  }

  private long reach(int axis) {
    return AxisWindows.reach(size[axis], dilation[axis], "");
  }

  String axisName(int axis) {
    return AXES[rank() - 1][axis];
  }

  private long[] spread(String what, long[] values) {
    Objects.requireNonNull(values, () -> "Window: " + what + " is null");
    if (values.length != 1 && values.length != rank()) {
      throw counts(values.length + " values of " + what, "");
    }
    long[] all = positive(what, values);
    if (all.length < rank()) {
      long[] same = new long[rank()];
      Arrays.fill(same, all[0]);
      return same;
    }
    return all;
  }

  private IllegalArgumentException counts(String fact, String advice) {
    return new IllegalArgumentException("Window: " + fact + " for a window of " + join(size) + ", expected 1"
        + (rank() == 1 ? "" : " or " + rank()) + advice);
  }

  private static long[] positive(String what, long[] values) {
    for (long value : values) {
      if (value < 1) {
        throw new IllegalArgumentException(
            "Window: " + what + " " + join(values) + " has " + value + ", expected 1 or more");
      }
    }
    return values.clone();
  }

  static String join(long[] values) {
    return Arrays.stream(values).mapToObj(Long::toString).collect(Collectors.joining("x"));
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof Window)) {
      return false;
    }
    Window that = (Window) other;
    return Arrays.equals(size, that.size) && Arrays.equals(stride, that.stride)
        && Arrays.equals(dilation, that.dilation) && padding.equals(that.padding) && ceil == that.ceil;
  }

  @Override
  public int hashCode() {
    return Objects.hash(Arrays.hashCode(size), Arrays.hashCode(stride), Arrays.hashCode(dilation), padding, ceil);
  }

  /** Such as {@code 3x3 stride 2x2 padding 1}; what has its default, but for the stride, is left out. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(join(size)).append(" stride ").append(join(stride));
    if (!padding.equals(Padding.VALID.spread(rank()))) {
      text.append(" padding ").append(padding);
    }
    if (Arrays.stream(dilation).anyMatch(d -> d != 1)) {
      text.append(" dilation ").append(join(dilation));
    }
    return ceil ? text.append(" ceil").toString() : text.toString();
  }
}
