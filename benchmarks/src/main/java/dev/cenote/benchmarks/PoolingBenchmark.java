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
 * How long does a contender take to pool one layer into an output that it keeps? The answer is verified before it is
 * timed, and a wrong one fails the run.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PoolingBenchmark {
  @Param("max n1c64h112w112 k3s2p1")
  public String problem;

  @Param({Contenders.ROOFLINE, Contenders.NATIVE_HEAP, Contenders.NATIVE_OFF_HEAP, Contenders.MANAGED,
      Contenders.TEXTBOOK})
  public String contender;

  @Param("1")
  public int threads;

  private Contender.Entry entry;

  @Setup
  public void prepare() {
    Verification verification = new Verification(Problem.parse(problem));
    entry = verification.verified(Contenders.named(contender), threads);
  }

  @Benchmark
  public Object pool() {
    return entry.pool();
  }

  @TearDown
  public void close() {
    entry.close();
  }
}
