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
    for (int parallelism : new int[] {1, 2, 3, 7}) {
      ForkJoinPool threads = new ForkJoinPool(parallelism);
      AtomicLongArray times = new AtomicLongArray(8161);
      SharedRows.runAll((begin, end) -> {
        for (long row = begin; row < end; row++) {
          times.incrementAndGet((int) row);
        }
      }, times.length(), 3 * 3 * 255, 1, threads);
      for (int row = 0; row < times.length(); row++) {
        assertThat(times.get(row)).as("row %d of %d threads", row, parallelism).isEqualTo(1);
      }
      threads.shutdown();
    }
  }

  @Test
  void keepsSmallAndOverflowingWorkWhole() {
    ForkJoinPool threads = new ForkJoinPool(3);
    AtomicInteger pieces = new AtomicInteger();
    SharedRows.runAll((begin, end) -> {
      assertThat(begin).isZero();
      assertThat(end).isEqualTo(100);
      pieces.incrementAndGet();
    }, 100, 9, 1, threads);
    assertThat(pieces).hasValue(1);
    AtomicInteger rows = new AtomicInteger();
    SharedRows.runAll((begin, end) -> rows.addAndGet((int) (end - begin)), 100, Long.MAX_VALUE, 1, threads);
    assertThat(rows).hasValue(100);
    SharedRows.runAll((begin, end) -> assertThat(end).isZero(), 0, 1, 1, threads);
    threads.shutdown();
  }

  @Test
  void cutsNoPiecesThatAreNotWorthIt() {
    ForkJoinPool threads = new ForkJoinPool(3);
    AtomicInteger rows = new AtomicInteger();
    SharedRows.runAll((begin, end) -> {
      assertThat(begin % 700).isZero();
      assertThat(end).isEqualTo(Math.min(8161, begin + 700));
      rows.addAndGet((int) (end - begin));
    }, 8161, 1 << 20, 700, threads);
    assertThat(rows).hasValue(8161);
    threads.shutdown();
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
    assertThatThrownBy(() -> SLOW.parallel(threads).apply(x)).isInstanceOf(RejectedExecutionException.class)
        .hasMessageStartingWith("Cenote: the thread pool ").hasMessageEndingWith("expected one that is not shut down");
  }

  @Test
  void throwsWhatAPieceThrowsAfterAllHaveStopped() {
    ForkJoinPool threads = new ForkJoinPool(3);
    AtomicInteger atWork = new AtomicInteger();
    for (int repeat = 0; repeat < 20; repeat++) {
      assertThatThrownBy(() -> SharedRows.runAll((begin, end) -> {
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
      }, 1 << 14, 15 * 15 * 512, 1, threads)).hasMessage("as scratch memory may");
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
}
