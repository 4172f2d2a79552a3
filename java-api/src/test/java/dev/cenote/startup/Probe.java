package dev.cenote.startup;

import dev.cenote.AvgPool;
import dev.cenote.Backend;
import dev.cenote.GlobalAvgPool;
import dev.cenote.MaxPool;
import dev.cenote.Pool;
import dev.cenote.Window;
import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;
import dev.cenote.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;

/** What {@link StartupTest} runs in JVMs of its own: pools in all kinds of memory, prints what ran and the answer. */
final class Probe {
  private Probe() {}

  public static void main(String[] arguments) {
    System.out.println("backend " + Backend.current());
    System.out.println("reason " + Backend.reason());
    System.out.println("answer " + Long.toHexString(answer()));
  }

  private static long answer() {
    long answer = 17;
    for (Layout layout : List.of(Layout.NCHW, Layout.NHWC)) {
      Shape shape = layout == Layout.NCHW ? Shape.of(2, 5, 19, 23) : Shape.of(2, 19, 23, 5);
      for (Pool pool : List.of(MaxPool.of(2, 2), MaxPool.of(Window.of(3, 3).stride(2).padding(1)),
          AvgPool.of(Window.of(3, 2).stride(1).padding(1)), GlobalAvgPool.of(),
          MaxPool.of(Window.of(5, 5).stride(3)).parallel())) {
        try (Tensor offHeap = Tensor.allocate(shape, layout);
            Tensor out = Tensor.allocate(pool.outputShape(shape, layout), layout)) {
          Tensor heap = Tensor.of(numbers(shape), shape, layout);
          offHeap.write(0, heap.toArray(), 0, (int) shape.elements());
          Tensor direct = Tensor.of(ByteBuffer.allocateDirect((int) shape.elements() * Float.BYTES)
              .order(ByteOrder.nativeOrder()).asFloatBuffer(), shape, layout);
          direct.write(0, heap.toArray(), 0, (int) shape.elements());
          for (Tensor in : List.of(heap, offHeap, direct)) {
            for (int repeat = 0; repeat < 3; repeat++) {
              for (float value : pool.apply(in).toArray()) {
                answer = 31 * answer + Float.floatToRawIntBits(value);
              }
              pool.apply(in, out);
              for (float value : out.toArray()) {
                answer = 31 * answer + Float.floatToRawIntBits(value);
              }
            }
          }
        }
      }
    }
    return answer;
  }

  private static float[] numbers(Shape shape) {
    Random random = new Random(42);
    float[] numbers = new float[(int) shape.elements()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = random.nextInt(97) == 0 ? Float.NaN : (float) random.nextGaussian();
    }
    return numbers;
  }
}
