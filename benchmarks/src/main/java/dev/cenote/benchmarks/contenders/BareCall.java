package dev.cenote.benchmarks.contenders;

import dev.cenote.Backend;
import dev.cenote.internal.Operator;
import dev.cenote.internal.Problem;
import dev.cenote.internal.nativelib.Block;
import dev.cenote.internal.nativelib.Blocks;
import dev.cenote.internal.nativelib.NativeLibrary;
import dev.cenote.internal.plan.AxisWindows;
import dev.cenote.internal.plan.Geometry;
import dev.cenote.internal.plan.Reduction;
import dev.cenote.jni.CenoteNative;
import dev.cenote.tensor.Tensor;

/**
 * The native function alone, without Java's checks before it: what a call costs at least. Through JNI as Cenote calls
 * it, or the very same function through the foreign-function API where the JDK has that. Maxima only, off-heap.
 */
final class BareCall implements Contender {
  private final String name;

  BareCall(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Role role() {
    return Role.CENOTE;
  }

  @Override
  public String declines(Problem problem, int threads) {
    if (Contenders.nativeBackend() == null) {
      return Backend.reason();
    }
    if (problem.operator() != Operator.MAX || threads > 1) {
      return "bare calls are made for maxima, in one thread";
    }
    return name.equals(Contenders.JNI_CALL) ? "" : ForeignCall.missing();
  }

  @Override
  public Entry prepare(Problem problem, Tensor x, int threads) {
    Tensor in = Memory.OFF_HEAP.hold(x);
    Tensor out = Memory.OFF_HEAP.place(
        problem.pool().outputShape(problem.shape(), problem.layout()), problem.type(), problem.layout());
    Geometry geometry = geometry(problem);
    Block block = Blocks.of(geometry, isa());
    return name.equals(Contenders.JNI_CALL) ? new Jni(block, in, out, geometry.rows())
        : new Foreign(block, in, out, geometry.rows());
  }

  private static Geometry geometry(Problem problem) {
    AxisWindows[] axes = new AxisWindows[problem.layout().spatialRank()];
    for (int axis = 0; axis < axes.length; axis++) {
      axes[axis] = AxisWindows.padded(problem.layout().spatial(problem.shape(), axis), problem.size()[axis],
          problem.stride()[axis], problem.dilation()[axis], problem.paddingBegin()[axis], problem.paddingEnd()[axis],
          problem.isCeil(), false);
    }
    return new Geometry(Reduction.MAX, problem.type(), problem.layout(), problem.shape(), axes);
  }

  private static int isa() {
    String backend = Contenders.nativeBackend().name();
    int isa = 0;
    while (!backend.equals("native/" + NativeLibrary.isaName(isa))) {
      isa++;
    }
    return isa;
  }

  private abstract static class Call implements Entry {
    private final Block block; // whose memory the call reads
    private final Tensor in;
    private final Tensor out;
    private final long rows;

    Call(Block block, Tensor in, Tensor out, long rows) {
      this.block = block;
      this.in = in;
      this.out = out;
      this.rows = rows;
    }

    @Override
    public final Object pool() {
      return call(block.address(), in.storage().address(), out.storage().address(), rows);
    }

    abstract int call(long problem, long from, long to, long end);

    @Override
    public final Tensor answer() {
      return out;
    }

    @Override
    public final void close() {
      in.close();
      out.close();
    }
  }

  private static final class Jni extends Call {
    Jni(Block block, Tensor in, Tensor out, long rows) {
      super(block, in, out, rows);
    }

    @Override
    int call(long problem, long from, long to, long end) {
      return CenoteNative.cenote_pool_at(problem, null, from, null, to, 0, end);
    }
  }

  private static final class Foreign extends Call {
    Foreign(Block block, Tensor in, Tensor out, long rows) {
      super(block, in, out, rows);
    }

    @Override
    int call(long problem, long from, long to, long end) {
      return ForeignCall.pool(problem, from, to, end);
    }
  }
}
