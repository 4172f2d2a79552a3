package dev.cenote;

import dev.cenote.internal.plan.AxisWindows;
import dev.cenote.tensor.Layout;

/** An operator that makes one number of each channel, whatever the size of the input. */
abstract class GlobalPool extends Pool {
  GlobalPool(String name, Execution execution) {
    super(name, execution);
  }

  @Override
  final AxisWindows windows(int axis, long in, Layout layout) {
    return AxisWindows.whole(in);
  }

  @Override
  final String parameters() {
    return "";
  }
}
