package dev.cenote.benchmarks.contenders;

import dev.cenote.internal.Problem;
import dev.cenote.internal.nativelib.NativeLibrary;
import dev.cenote.jni.CenoteNative;
import dev.cenote.tensor.Tensor;

/**
 * The machine's limit: every input byte is read once and every output byte written once, in the widest vectors that
 * this CPU has, with whichever is faster of plain and streaming stores, and nothing else is done.
 */
final class Roofline implements Contender {
  private static final int NONE = -1;
  private static final int ISA = widest();
  private static final int ROUNDS = 15;
  private static final long ROUND_NANOS = 1_000_000;

  private static int widest() {
    if (NativeLibrary.isLoaded()) {
      for (int isa = NativeLibrary.isaCount() - 1; isa > 0; isa--) { // number 0 has no vectors
        if (NativeLibrary.isaMissing(isa).isEmpty()) {
          return isa;
        }
      }
    }
    return NONE;
  }

  @Override
  public String name() {
    return Contenders.ROOFLINE;
  }

  @Override
  public Role role() {
    return Role.LIMIT;
  }

  @Override
  public String declines(Problem problem, int threads) {
    return ISA == NONE ? "there is no native code with vectors here"
        : threads > 1 ? "it is measured for one thread" : "";
  }

  @Override
  public Entry prepare(Problem problem, Tensor x, int threads) {
    long outputs = problem.pool().outputShape(problem.shape(), problem.layout()).elements();
    Touch touch = new Touch(x.shape().elements() * x.type().bytes(), outputs * x.type().bytes());
    touch.chooseStores();
    return touch;
  }

  private static final class Touch implements Entry {
    private final long inBytes;
    private final long outBytes;
    private final long in;
    private final long out;
    private int streaming;

    Touch(long inBytes, long outBytes) {
      this.inBytes = inBytes;
      this.outBytes = outBytes;
      this.in = NativeLibrary.allocate(inBytes);
      this.out = NativeLibrary.allocate(outBytes);
      if (in == 0 || out == 0) {
        throw new OutOfMemoryError("roofline: no memory for " + inBytes + " + " + outBytes + " bytes");
      }
      // Written once, the input gets pages of its own: until then all of them are one page of zeros.
      CenoteNative.cenote_roofline(ISA, out, outBytes, in, inBytes, 0);
    }

    /** Takes the kind of stores that proves faster, each judged by its best round. */
    void chooseStores() {
      long[] best = {Long.MAX_VALUE, Long.MAX_VALUE};
      for (int round = 0; round < 2 * ROUNDS; round++) {
        streaming = round % 2;
        best[streaming] = Math.min(best[streaming], nanos());
      }
      streaming = best[1] < best[0] ? 1 : 0;
    }

    private long nanos() {
      long begin = System.nanoTime();
      long calls = 0;
      do {
        pool();
        calls++;
      } while (System.nanoTime() - begin < ROUND_NANOS);
      return (System.nanoTime() - begin) / calls;
    }

    @Override
    public Object pool() {
      return CenoteNative.cenote_roofline(ISA, in, inBytes, out, outBytes, streaming);
    }

    @Override
    public Tensor answer() {
      return null;
    }

    @Override
    public void close() {
      NativeLibrary.free(in);
      NativeLibrary.free(out);
    }
  }
}
