package dev.cenote;

import dev.cenote.internal.plan.AxisWindows;
import dev.cenote.internal.plan.Reduction;
import dev.cenote.tensor.Layout;
import java.util.Objects;

/** An operator whose output has a given size, whatever the size of the input. */
abstract class AdaptivePool extends Pool {
  private final long[] size;

  AdaptivePool(String name, Reduction reduction, long[] size, Execution execution) {
    super(name, reduction, execution);
    Objects.requireNonNull(size, () -> name + ": output size is null");
    if (size.length < 1 || size.length > 3) {
      throw new IllegalArgumentException(name + ": " + size.length + " output sizes, expected one an axis, 1 to 3");
    }
    for (long one : size) {
      if (one < 0) {
        throw new IllegalArgumentException(
            name + ": output size " + Window.join(size) + " has " + one + ", expected 0 or more");
      }
    }
    this.size = size.clone();
  }

  final long[] size() {
    return size;
  }

  @Override
  final void checkLayout(Layout layout) {
    checkSizes("output", size.length, layout);
  }

  @Override
  final AxisWindows windows(int axis, long in, Layout layout) {
    return AxisWindows.adaptive(in, size[axis]);
  }

  @Override
  String parameters() {
    return "output " + Window.join(size);
  }
}
