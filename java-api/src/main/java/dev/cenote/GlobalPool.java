package dev.cenote;

import dev.cenote.internal.plan.AxisWindows;
import dev.cenote.internal.plan.Reduction;
import dev.cenote.tensor.Layout;

/** An operator that makes one number of each channel, whatever the size of the input. */
abstract class GlobalPool extends Pool {
  GlobalPool(String name, Reduction reduction, Execution execution) {
    super(name, reduction, execution);
  }

  @Override
  final AxisWindows windows(int axis, long in, Layout layout) {
    return AxisWindows.whole(in);
  }

  @Override
  String parameters() {
    return "";
  }
}
