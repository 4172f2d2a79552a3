package dev.cenote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cenote.tensor.ElementType;
import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;
import dev.cenote.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Plans: made once a shape, kept, and used by many threads. */
class PlanTest {
  private static final Shape SMALL = Shape.of(1, 2, 8, 8);
  private static final Shape LARGE = Shape.of(2, 3, 9, 11);
  private static final Window WINDOW = Window.of(3, 3).stride(2).padding(1);

  @Test
  void isKeptForTheSameShape() {
    Pool pool = MaxPool.of(2, 2);
    Plan plan = pool.plan(SMALL, Layout.NCHW);
    assertThat(pool.plan(Shape.of(1, 2, 8, 8), Layout.NCHW)).isSameAs(plan);
    assertThat(pool.outputShape(SMALL)).isEqualTo(plan.outputShape());
    assertThat(pool.plan(SMALL, Layout.NCHW)).isSameAs(plan);
    assertThat(pool.plan(SMALL, Layout.NHWC)).isNotSameAs(plan);
    assertThat(pool.plan(LARGE, Layout.NCHW)).isNotSameAs(plan);
    assertThat(pool.plan(SMALL, ElementType.INT8, Layout.NCHW)).isNotSameAs(plan);
  }

  @Test
  void saysWhatItIsFor() {
    Plan plan = MaxPool.of(2, 2).on(Backend.of("managed")).plan(Shape.of(1, 64, 26, 26), Layout.NCHW);
    assertThat(plan.inputShape()).isEqualTo(Shape.of(1, 64, 26, 26));
    assertThat(plan.outputShape()).isEqualTo(Shape.of(1, 64, 13, 13));
    assertThat(plan.layout()).isEqualTo(Layout.NCHW);
    assertThat(plan.backend()).isEqualTo(Backend.of("managed"));
    assertThat(plan.type()).isEqualTo(ElementType.FLOAT32);
    assertThat(plan).hasToString("MaxPool[window 2x2 stride 2x2, managed] 1x64x26x26 NCHW -> 1x64x13x13");
    Plan bytes = GlobalMaxPool.of().on(Backend.of("managed")).plan(SMALL, ElementType.UINT8, Layout.NCHW);
    assertThat(bytes.type()).isEqualTo(ElementType.UINT8);
    assertThat(bytes).hasToString("GlobalMaxPool[managed] 1x2x8x8 NCHW uint8 -> 1x2x1x1");
  }

  @Test
  void worksForAlternatingShapes() {
    for (Backend backend : Backend.available()) {
      Pool pool = AvgPool.of(WINDOW).on(backend);
      for (int i = 0; i < 20; i++) {
        assertPools(pool, i % 2 == 0 ? SMALL : LARGE, i);
      }
    }
  }

  @Test
  void isSharedByThreads() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (Backend backend : Backend.available()) {
        Pool pool = AvgPool.of(WINDOW).on(backend);
        List<Future<?>> results = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
          int seed = thread;
          results.add(threads.submit(() -> {
            for (int i = 0; i < 200; i++) {
              assertPools(pool, (i + seed) % 3 == 0 ? SMALL : LARGE, seed);
            }
          }));
        }
        for (Future<?> result : results) {
          result.get();
        }
      }
    } finally {
      threads.shutdown();
    }
  }

  /** An operator that knows no other shape gives the same. */
  private static void assertPools(Pool pool, Shape shape, int seed) {
    Tensor x = Tensor.zeros(shape, Layout.NCHW);
    Random random = new Random(seed);
    for (long i = 0; i < shape.elements(); i++) {
      x.set(i, (float) random.nextGaussian());
    }
    Pool fresh = AvgPool.of(WINDOW).on(Backend.of("managed"));
    assertThat(pool.apply(x).toArray()).as("%s of %s", pool, x).isEqualTo(fresh.apply(x).toArray());
  }

  @Test
  void leavesTheOperatorItWasMadeFromAlone() {
    Pool pool = MaxPool.of(2, 2);
    Pool parallel = pool.parallel();
    assertThat(parallel).isEqualTo(pool).isNotSameAs(pool);
    assertThat(pool.toString()).isEqualTo("MaxPool[window 2x2 stride 2x2, " + Backend.current() + "]");
    assertThat(parallel.toString()).endsWith(" threads]");
    assertThat(GlobalAvgPool.of().on(Backend.of("managed"))).hasToString("GlobalAvgPool[managed]");
  }
}
