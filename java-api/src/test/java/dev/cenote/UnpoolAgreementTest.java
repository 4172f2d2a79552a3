package dev.cenote;

import dev.cenote.reference.Planes;
import dev.cenote.tensor.ElementType;
import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;
import dev.cenote.tensor.Tensor;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Unpooling gives what a plain loop gives, on every backend, for every type, layout and memory. */
class UnpoolAgreementTest {
  private static final ForkJoinPool THREE_THREADS = new ForkJoinPool(3);
  private static final int CASES = 60;

  @AfterAll
  static void stopThreads() {
    THREE_THREADS.shutdown();
  }

  @ParameterizedTest
  @EnumSource
  void everyBackendGivesTheLoopsBits(ElementType type) {
    for (int seed = 0; seed < CASES; seed++) {
      new Case(type, new Random(seed), "seed " + seed).check();
    }
  }

  /** Random values and indices, with or without duplicates. */
  private static final class Case {
    private final ElementType type;
    private final String what;
    private final Layout layout;
    private final MaxUnpool unpool;
    private final Shape shape;
    private final Planes from;
    private final Planes to;
    private final Shape output;
    private final long[] values;
    private final long[] indices;
    private final Memory[] memories;

    Case(ElementType type, Random random, String seed) {
      int rank = 1 + random.nextInt(3);
      this.type = type;
      this.layout = random.nextBoolean() ? Layout.channelsFirst(rank) : Layout.channelsLast(rank);
      this.memories = Memory.values();
      boolean batch = random.nextInt(4) > 0;
      long[] sizes = random.longs(rank + (batch ? 2 : 1), 1, rank == 3 ? 5 : 9).toArray();
      if (batch) {
        sizes[0] = random.nextInt(4);
      }
      this.shape = Shape.of(sizes);
      long[] window = random.longs(rank, 1, 4).toArray();
      this.unpool = MaxUnpool.of(window);
      this.output = unpool.outputShape(shape, layout);
      this.from = new Planes(layout, shape);
      this.to = new Planes(layout, output);
      int n = Math.toIntExact(shape.elements());
      this.values = Values.MIXED.draw(type, n, random.nextInt());
      boolean crowded = random.nextBoolean();
      int places = crowded ? Math.max(1, to.elements() / 4) : to.elements();
      this.indices = new long[n];
      Arrays.setAll(indices, i -> random.nextInt(places));
      this.what = unpool + " " + shape + " " + layout + " " + type + ", " + seed;
    }

    void check() {
      long[] expected =
          Reference.unpool(from, values, indices, to, Math.toIntExact(output.elements()));
      for (Backend backend : Backend.available()) {
        for (int m = 0; m < memories.length; m++) {
          MaxUnpool sequential = unpool.on(backend);
          check(m % 2 == 0 ? sequential : sequential.parallel(THREE_THREADS),
              memories[m], memories[(m + 1) % memories.length], expected);
        }
      }
      checkTensorIndices(expected);
    }

    private void check(MaxUnpool pool, Memory in, Memory out, long[] expected) {
      ElementType indexType = in == Memory.HEAP || in == Memory.DIRECT ? ElementType.INT32 : ElementType.INT64;
      String description = what + " on " + pool + ", " + indexType + " indices, " + in + " to " + out;
      try (Memory.Held x = in.hold(type, values, shape, layout);
          Memory.Held at = out.hold(indexType, indices, shape, layout);
          Memory.Held y = out.hold(type, output, layout)) {
        pool.apply(x.tensor(), at.tensor(), y.tensor());
        Bits.assertSame(description, type, y.bits(), expected);
        y.assertNothingAroundItChanged(description);
        Bits.assertSame(description + ", the values", type, x.bits(), values);
        Bits.assertSame(description + ", the indices", ElementType.INT64, at.tensor().toLongs(), indices);
      }
    }

    /** Indices that count over the whole tensor mean the same. */
    private void checkTensorIndices(long[] expected) {
      long[] overTensor = indices.clone();
      for (int n = 0; n < from.batch(); n++) {
        for (int c = 0; c < from.channels(); c++) {
          for (int element = 0; element < from.elements(); element++) {
            overTensor[from.at(n, c, element)] += (long) (n * from.channels() + c) * to.elements();
          }
        }
      }
      Tensor at = Tensor.of(overTensor, shape, layout);
      Tensor y = unpool.indices(Indices.TENSOR).apply(Bits.tensor(type, values, shape, layout), at);
      Bits.assertSame(what + ", indices over the tensor", type, Bits.of(y), expected);
    }
  }
}
