package dev.cenote.internal.nativelib;

import dev.cenote.internal.Engine;
import dev.cenote.internal.memory.ArrayStorage;
import dev.cenote.internal.memory.Storage;
import dev.cenote.internal.plan.Geometry;
import dev.cenote.jni.CenoteNative;
import dev.cenote.tensor.ElementType;
import java.lang.ref.Reference;

/** The C++ kernels of one instruction set. */
public final class NativeEngine implements Engine {
  /**
   * About how many reads one call on a Java array may make: the garbage collector waits while it lasts, and a
   * millisecond is a good upper end. One row is never cut.
   */
  private static final long CRITICAL_READS = 4 << 20;

  /** Whether rows that are computed for a Java array have to be moved there one by one: see copiesArrays(). */
  private static final boolean COPIES_ARRAYS = NativeLibrary.copiesArrays();

  private final int isa;
  private final String name;

  public NativeEngine(int isa) {
    this.isa = isa;
    this.name = "native/" + NativeLibrary.isaName(isa);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean isNative() {
    return true;
  }

  @Override
  public Pooling prepare(Geometry geometry) {
    return new NativePooling(new ProblemBlock(geometry, isa), geometry);
  }

  private static final class NativePooling implements Pooling {
    private final ProblemBlock problem;
    private final long criticalRows;
    private final long rowElements;

    NativePooling(ProblemBlock problem, Geometry geometry) {
      this.problem = problem;
      this.criticalRows = Math.max(1, CRITICAL_READS / Math.max(1, geometry.rowReads()));
      this.rowElements = geometry.rowElements();
    }

    @Override
    public void run(Storage in, Storage out, long begin, long end) {
      long rows = in.array() != null || out.array() != null ? criticalRows : Math.max(1, end - begin);
      for (long from = begin; from < end; from += rows) {
        long to = Math.min(end, from + rows);
        if (COPIES_ARRAYS && out.array() != null) {
          callApart(in, out, from, to);
        } else {
          check(call(in, out, from, to));
        }
      }
      Reference.reachabilityFence(problem);
    }

    /** Computes rows in memory of their own, and writes nothing but them to the output. */
    private void callApart(Storage in, Storage out, long begin, long end) {
      float[] rows = new float[Math.toIntExact((end - begin) * rowElements)];
      // Row `begin` of the output is element 0 of the array.
      check(call(in, new ArrayStorage(rows, 0, ElementType.FLOAT32), -begin * rowElements, begin, end));
      out.write(begin * rowElements, rows, 0, rows.length);
    }

    private int call(Storage in, Storage out, long begin, long end) {
      return call(in, out, out.arrayOffset(), begin, end);
    }

    private int call(Storage in, Storage out, long outOffset, long begin, long end) {
      long block = problem.address();
      float[] from = (float[]) in.array();
      float[] to = (float[]) out.array();
      if (from != null) {
        return to != null
            ? CenoteNative.cenote_pool(block, from, in.arrayOffset(), to, outOffset, begin, end)
            : CenoteNative.cenote_pool(block, from, in.arrayOffset(), out.address(), 0, begin, end);
      }
      return to != null
          ? CenoteNative.cenote_pool(block, in.address(), 0, to, outOffset, begin, end)
          : CenoteNative.cenote_pool(block, in.address(), 0, out.address(), 0, begin, end);
    }

    /** The one place where a status of the C functions becomes an exception. */
    private static void check(int status) {
      switch (status) {
        case 0:
          return;
        case 1:
          throw new OutOfMemoryError("native pooling: no memory for scratch rows");
        default:
          throw new IllegalStateException("native pooling refused its arguments with status " + status
              + "; this is a defect of Cenote, please report it");
      }
    }
  }
}
