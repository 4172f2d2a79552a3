package dev.cenote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cenote.internal.SharedRows;
import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;
import dev.cenote.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rows that threads share: each is computed once, and nobody is at work when the call is over. */
class SharedRowsTest {
  private static final Shape LARGE = Shape.of(4, 8, 512, 512);
  private static final Pool SLOW = MaxPool.of(Window.of(15, 15).stride(1).padding(7));

  @Test
  void computesEveryRowOnce() {
    Pool pool = MaxPool.of(Window.of(3, 3).stride(2));
    for (int parallelism : new int[] {1, 2, 3, 7}) {
      ForkJoinPool threads = new ForkJoinPool(parallelism);
      AtomicLongArray times = new AtomicLongArray(Math.toIntExact(rows(pool)));
      SharedRows.runAll((in, out, begin, end) -> {
        for (long row = begin; row < end; row++) {
          times.incrementAndGet((int) row);
        }
      }, pool.resolve(LARGE, Layout.NCHW), null, null, threads);
      for (int row = 0; row < times.length(); row++) {
        assertThat(times.get(row)).as("row %d of %d threads", row, parallelism).isEqualTo(1);
      }
      threads.shutdown();
    }
  }

  /** Freeing memory that somebody still works on would crash this JVM. */
  @Test
  @Timeout(60)
  void leavesNobodyAtWorkWhenThePoolIsShutDown() throws InterruptedException {
    for (Backend backend : List.of(Backend.available().get(0), Backend.of("managed"))) {
      for (int repeat = 0; repeat < 3; repeat++) {
        ForkJoinPool threads = new ForkJoinPool(3);
        Tensor x = Tensor.allocate(LARGE);
        Tensor y = Tensor.allocate(LARGE);
        int delay = 1 + 3 * repeat;
        Thread killer = new Thread(() -> {
          try {
            Thread.sleep(delay);
          } catch (InterruptedException e) {
            return;
          }
          threads.shutdownNow();
        });
        killer.start();
        try {
          SLOW.on(backend).parallel(threads).apply(x, y);
        } catch (RejectedExecutionException e) {
          assertThat(threads.isShutdown()).isTrue();
        }
        x.close();
        y.close();
        killer.join();
      }
    }
  }

  @Test
  void refusesAPoolThatIsShutDown() {
    ForkJoinPool threads = new ForkJoinPool(2);
    threads.shutdown();
    Tensor x = Tensor.zeros(LARGE, Layout.NCHW);
    assertThatThrownBy(() -> SLOW.parallel(threads).apply(x)).isInstanceOf(RejectedExecutionException.class);
  }

  @Test
  void throwsWhatAPieceThrowsAfterAllHaveStopped() {
    ForkJoinPool threads = new ForkJoinPool(3);
    AtomicInteger atWork = new AtomicInteger();
    for (int repeat = 0; repeat < 20; repeat++) {
      assertThatThrownBy(() -> SharedRows.runAll((in, out, begin, end) -> {
        atWork.incrementAndGet();
        try {
          Thread.sleep(1);
          if (begin > 0) {
            throw new OutOfMemoryError("as scratch memory may");
          }
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        } finally {
          atWork.decrementAndGet();
        }
      }, SLOW.resolve(LARGE, Layout.NCHW), null, null, threads)).hasMessage("as scratch memory may");
      assertThat(atWork).hasValue(0);
    }
    threads.shutdown();
  }

  @Test
  @Timeout(60)
  void letsPoolsUseEachOther() throws InterruptedException {
    ForkJoinPool a = new ForkJoinPool(2);
    ForkJoinPool b = new ForkJoinPool(2);
    Pool pool = MaxPool.of(Window.of(3, 3).stride(1).padding(1));
    Tensor x = Tensor.zeros(Shape.of(1, 8, 256, 256), Layout.NCHW);
    float[] expected = pool.apply(x).toArray();
    List<ForkJoinTask<float[]>> tasks = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      tasks.add(a.submit(() -> pool.parallel(b).apply(x).toArray()));
      tasks.add(b.submit(() -> pool.parallel(a).apply(x).toArray()));
    }
    for (ForkJoinTask<float[]> task : tasks) {
      assertThat(task.join()).isEqualTo(expected);
    }
    a.shutdown();
    b.shutdown();
    assertThat(a.awaitTermination(10, TimeUnit.SECONDS) && b.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }

  private static long rows(Pool pool) {
    return pool.resolve(LARGE, Layout.NCHW).rows();
  }
}
