package dev.cenote.internal.nativelib;

import dev.cenote.internal.plan.AxisWindows;
import dev.cenote.internal.plan.Geometry;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;

/**
 * A geometry as native code reads it: the fields of {@code cenote_problem} in {@code cenote.h}, in their order, as 64
 * bit integers in off-heap memory, followed by the axes' edge windows.
 */
final class ProblemBlock {
  /** Changes with the struct; the library says which one it was built for. */
  static final long VERSION = 1;

  private static final int HEADER = 8;
  private static final int AXIS = 9;

  private final ByteBuffer memory;
  private final long address;

  ProblemBlock(Geometry geometry, int isa) {
    AxisWindows[] axes = {geometry.d(), geometry.h(), geometry.w()};
    int longs = HEADER + axes.length * AXIS; // AxisWindows bounds the edges
    for (AxisWindows axis : axes) {
      longs += axis.edges().length;
    }
    memory = ByteBuffer.allocateDirect(longs * Long.BYTES).order(ByteOrder.nativeOrder());
    address = NativeLibrary.addressOf(memory);
    LongBuffer block = memory.asLongBuffer();
    block.put(VERSION)
        .put(isa)
        .put(geometry.reduction().ordinal())
        .put(geometry.wide() ? 1 : 0)
        .put(geometry.planes())
        .put(geometry.lanes())
        .put(geometry.fixedDivisor() != 0 ? 1 : 0)
        .put(Double.doubleToRawLongBits(geometry.fixedDivisor()));
    long edges = HEADER + (long) axes.length * AXIS;
    for (AxisWindows axis : axes) {
      block.put(axis.in())
          .put(axis.out())
          .put(axis.origin())
          .put(axis.stride())
          .put(axis.taps())
          .put(axis.step())
          .put(axis.innerBegin())
          .put(axis.innerEnd())
          .put(address + edges * Long.BYTES);
      edges += axis.edges().length;
    }
    for (AxisWindows axis : axes) {
      block.put(axis.edges());
    }
  }

  /** Where the block begins; it stays there while this object is reachable. */
  long address() {
    return address;
  }
}
