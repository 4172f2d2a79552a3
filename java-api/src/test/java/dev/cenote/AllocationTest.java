package dev.cenote;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.cenote.internal.Problem;
import dev.cenote.internal.nativelib.NativeLibrary;
import dev.cenote.tensor.Tensor;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A repeated call allocates nothing on the Java heap. The exception is a native call that writes a Java array on a JVM
 * that hands out copies of arrays (under -Xcheck:jni), which needs room for its rows.
 */
class AllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int CALLS = 10_000;
  /** Until the compiler is done: before that, what it will not allocate is. */
  private static final int ROUNDS = 40;

  static List<Arguments> cases() {
    List<Arguments> cases = new ArrayList<>();
    for (String problem : new String[] {
        "max n1c2h8w8 k2", "avg n1c2h8w8 k3s2p1", "max n1c5h7w7 k3s1p1 nhwc", "avg n1c1h14w14 k13s1 include",
        "globalavg n1c8h7w7", "max n1c1d3h4w5 k2", "min n1c2h8w8 k2 int8", "avg n1c2h8w8 k3s2p1 uint8",
        "avg n1c2h8w8 k3s2p1 int64 nhwc", "max n1c5h7w7 k3s1p1 float16 nhwc", "avg n1c2h14w14 k13s1 bfloat16",
        "avg n1c2h14w14 k13s1 float64", "sum n1c2l40 k5s3 int16", "lp2 n1c2h8w8 k2", "lp2.5 n1c3h6w6 k2 nhwc float64",
        "adaptiveavg n1c2h7w9 o3x4", "adaptivemax n1c5h7w9 o3x4 int32 nhwc", "fractionalmax n1c2h7w9 k2o4x5",
        "roimax n1c2h7w9 o2 roi0:1,1,5,7", "roialign n1c2h7w9 o2 roi0:1,1,5,7 half_pixel"}) {
      for (Backend backend : Backend.available()) {
        for (Memory memory : new Memory[] {Memory.HEAP, Memory.DIRECT, Memory.OFF_HEAP}) {
          if (!(backend.isNative() && memory == Memory.HEAP && NativeLibrary.copiesArrays())) {
            cases.add(Arguments.of(problem, backend, memory));
          }
        }
      }
    }
    return cases;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void allocatesNothingWhenRepeated(String text, Backend backend, Memory memory) {
    Problem problem = Problem.parse(text);
    Pool pool = problem.pool().on(backend);
    try (Memory.Held x = memory.hold(problem.type(), problem.shape(), problem.layout());
        Memory.Held y = memory.hold(problem.type(), Reference.outputShape(problem), problem.layout())) {
      long least = Long.MAX_VALUE;
      for (int round = 0; round < ROUNDS && least > 0; round++) {
        least = Math.min(least, allocated(pool, x.tensor(), y.tensor()));
      }
      assertThat(least).as("bytes in %d calls of %s", CALLS, pool).isZero();
    }
  }

  private static long allocated(Pool pool, Tensor x, Tensor y) {
    long thread = Thread.currentThread().getId();
    long before = THREADS.getThreadAllocatedBytes(thread);
    for (int i = 0; i < CALLS; i++) {
      pool.apply(x, y);
    }
    return THREADS.getThreadAllocatedBytes(thread) - before;
  }
}
