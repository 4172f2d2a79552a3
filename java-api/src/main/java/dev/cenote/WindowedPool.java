package dev.cenote;

import dev.cenote.internal.plan.AxisWindows;
import dev.cenote.internal.plan.Reduction;
import dev.cenote.tensor.Layout;
import java.util.Objects;

/** An operator whose {@link Window} slides over the input. */
abstract class WindowedPool extends Pool {
  private final Window window;

  WindowedPool(String name, Reduction reduction, Window window, Execution execution) {
    super(name, reduction, execution);
    this.window = Objects.requireNonNull(window, () -> name + ": window is null");
    window.check(name);
  }

  /** The window that slides. */
  public final Window window() {
    return window;
  }

  /** Whether taps in padding count for the divisor. */
  boolean countsPadding() {
    return false;
  }

  @Override
  final void checkLayout(Layout layout) {
    checkSizes("window", window.rank(), layout);
  }

  @Override
  final AxisWindows windows(int axis, long in, Layout layout) {
    return window.along(axis, in, countsPadding());
  }

  @Override
  String parameters() {
    return "window " + window;
  }
}
