package dev.cenote.internal.nativelib;

import dev.cenote.internal.Engine;
import dev.cenote.internal.memory.ArrayStorage;
import dev.cenote.internal.memory.Numbers;
import dev.cenote.internal.memory.Storage;
import dev.cenote.internal.plan.Alignment;
import dev.cenote.internal.plan.Geometry;
import dev.cenote.internal.plan.Reduction;
import dev.cenote.internal.plan.Unpooling;
import dev.cenote.internal.plan.Work;
import dev.cenote.jni.CenoteNative;
import java.lang.ref.Reference;

/** The C++ kernels of one instruction set. */
public final class NativeEngine implements Engine {
  /**
   * About how many reads one call on a Java array may make: the garbage collector waits while it lasts, and a
   * millisecond is a good upper end. One row is never cut.
   */
  private static final long CRITICAL_READS = 4 << 20;

  /** As many reads of values are followed by the search for them, while the input is in the second cache. */
  private static final long INDEX_READS = 1 << 18;

  /** So much longer than the others take reads that are made one by one, and those that are raised to a power. */
  private static final int SCALAR = 8;
  private static final int POWER = 64;

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
    Block block = Blocks.of(geometry, isa);
    return pooling(geometry, slowness(geometry.reduction()), (in, out, indices, begin, end) -> {
      int status = CenoteNative.cenote_pool_at(block.address(), in.array(), at(in), out.array(), at(out), begin, end);
      if (status == 0 && indices != null) {
        status = CenoteNative.cenote_index_at(block.address(), in.array(), at(in), out.array(), at(out),
            indices.array(), at(indices), indices.type().bytes(), begin, end);
      }
      Reference.reachabilityFence(block);
      return status;
    });
  }

  @Override
  public Pooling prepare(Alignment alignment) {
    Block block = Blocks.of(alignment);
    return pooling(alignment, SCALAR, (in, out, indices, begin, end) -> {
      int status = CenoteNative.cenote_align_at(block.address(), in.array(), at(in), out.array(), at(out), begin, end);
      Reference.reachabilityFence(block);
      return status;
    });
  }

  @Override
  public long firstBadIndex(Unpooling unpooling, Storage indices) {
    Block block = Blocks.of(unpooling);
    long all = unpooling.planes() * unpooling.valuesPerPlane() * unpooling.lanes();
    long some = indices.array() != null ? CRITICAL_READS : Math.max(1, all);
    long bad = -1;
    for (long begin = 0; begin < all && bad == -1; begin += some) {
      bad = CenoteNative.cenote_unpool_check_at(
          block.address(), indices.array(), at(indices), begin, Math.min(all, begin + some));
    }
    Reference.reachabilityFence(block);
    check(bad == -2 ? 2 : bad == -3 ? 1 : 0);
    return bad;
  }

  @Override
  public void unpool(Unpooling unpooling, Storage values, Storage indices, Storage out, long begin, long end) {
    Block block = Blocks.of(unpooling);
    long elements = unpooling.lanes() * unpooling.outPerPlane();
    Call call = (in, to, found, first, last) -> CenoteNative.cenote_unpool_at(block.address(), in.array(), at(in),
        found.array(), at(found), to.array(), at(to), first, last);
    new Pieces(call, CRITICAL_READS, unpooling.lanes() * unpooling.valuesPerPlane() + elements, 1, elements)
        .run(values, out, indices, begin, end, false);
    Reference.reachabilityFence(block);
  }

  private static Pooling pooling(Work work, int slowness, Call call) {
    Pieces pieces = new Pieces(call, CRITICAL_READS / slowness, work.rowReads(), work.leastRows(), work.rowElements());
    Pieces withIndices = new Pieces(call, INDEX_READS, work.rowSearches(), 1, work.rowElements());
    return (in, out, indices, begin, end) ->
        (indices == null ? pieces : withIndices).run(in, out, indices, begin, end, indices != null);
  }

  private static int slowness(Reduction reduction) {
    double p = reduction.p();
    return reduction.kind() == Reduction.Kind.LP && p != 1 && p != 2 && !Double.isInfinite(p) ? POWER : 1;
  }

  /** A call of native code for some rows. */
  private interface Call {
    int rows(Storage in, Storage out, Storage indices, long begin, long end);
  }

  /** Rows in pieces that are short enough where Java arrays are held. */
  private static final class Pieces {
    private final Call call;
    private final long someRows;
    private final long rowElements;

    Pieces(Call call, long someReads, long rowReads, long leastRows, long rowElements) {
      this.call = call;
      this.someRows = Math.max(leastRows, someReads / Math.max(1, rowReads));
      this.rowElements = rowElements;
    }

    void run(Storage in, Storage out, Storage indices, long begin, long end, boolean writesIndices) {
      boolean critical = in.array() != null || out.array() != null || indices != null && indices.array() != null;
      long rows = critical || writesIndices ? someRows : Math.max(1, end - begin);
      for (long from = begin; from < end; from += rows) {
        long to = Math.min(end, from + rows);
        if (COPIES_ARRAYS) {
          callApart(in, out, indices, from, to, writesIndices);
        } else {
          check(call.rows(in, out, indices, from, to));
        }
      }
    }

    /** Computes rows in memory of their own, and writes nothing but them to Java arrays. */
    private void callApart(Storage in, Storage out, Storage indices, long begin, long end, boolean writesIndices) {
      Storage rows = apart(out, begin, end);
      Storage found = writesIndices ? apart(indices, begin, end) : indices;
      check(call.rows(in, rows, found, begin, end));
      putBack(rows, out, begin, end);
      if (writesIndices) {
        putBack(found, indices, begin, end);
      }
    }

    /** An array whose element 0 stands for the first one of row {@code begin}. */
    private Storage apart(Storage out, long begin, long end) {
      return out.array() == null ? out : new ArrayStorage(
          Numbers.newArray(out.type(), Math.toIntExact((end - begin) * rowElements)),
          Math.toIntExact(-begin * rowElements), out.type());
    }

    private void putBack(Storage rows, Storage out, long begin, long end) {
      if (rows != out) {
        out.write(begin * rowElements, rows.array(), 0, (int) ((end - begin) * rowElements));
      }
    }
  }

  /** Where a storage begins: in bytes from the begin of its array, or an address. */
  private static long at(Storage storage) {
    return storage.array() == null ? storage.address() : (long) storage.arrayOffset() * storage.type().bytes();
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
