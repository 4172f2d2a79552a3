package dev.cenote.benchmarks;

import dev.cenote.benchmarks.contenders.Contender;
import dev.cenote.benchmarks.contenders.Contenders;
import dev.cenote.internal.Problem;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * How long can an allocation take while another thread pools? The garbage collector waits for native code that works on
 * Java arrays, and who allocates waits for the garbage collector.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class StallBenchmark {
  static final String NOBODY = "nobody";
  /** 64 MB of input: a call takes many milliseconds. */
  static final String PROBLEM = "max n1c64h512w512 k5s1p2";
  private static final int BYTES = 1 << 16;

  @Param({NOBODY, Contenders.NATIVE_OFF_HEAP, Contenders.NATIVE_HEAP, Contenders.MANAGED})
  public String neighbour;

  private volatile boolean done;
  private Contender.Entry entry;
  private Thread thread;

  @Setup
  public void start() {
    if (!neighbour.equals(NOBODY)) {
      entry = new Verification(Problem.parse(PROBLEM)).verified(Contenders.named(neighbour), 1);
      thread = new Thread(() -> {
        while (!done) {
          entry.pool();
        }
      });
      thread.start();
    }
  }

  @Benchmark
  public byte[] allocate() {
    return new byte[BYTES];
  }

  @TearDown
  public void stop() throws InterruptedException {
    done = true;
    if (thread != null) {
      thread.join();
      entry.close();
    }
  }
}
