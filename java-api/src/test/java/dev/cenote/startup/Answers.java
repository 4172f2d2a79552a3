package dev.cenote.startup;

import dev.cenote.AdaptiveMaxPool;
import dev.cenote.AvgPool;
import dev.cenote.Backend;
import dev.cenote.FractionalMaxPool;
import dev.cenote.GlobalAvgPool;
import dev.cenote.Indices;
import dev.cenote.LpPool;
import dev.cenote.MaxPool;
import dev.cenote.MaxUnpool;
import dev.cenote.MinPool;
import dev.cenote.Pool;
import dev.cenote.Pooled;
import dev.cenote.Regions;
import dev.cenote.RoiAlign;
import dev.cenote.RoiMaxPool;
import dev.cenote.SumPool;
import dev.cenote.Window;
import dev.cenote.tensor.ElementType;
import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;
import dev.cenote.tensor.Tensor;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What all operators answer for all element types in every kind of memory: a line each, the same in every JVM. */
public final class Answers {
  private static final int MARGIN = 32;
  private static final Regions REGIONS = Regions.of(new double[] {0, 0, 9, 7, 3, 4, 22, 18, -4, 2, 30, 6}, 1, 0, 1);
  private static final List<Pool> POOLS = List.of(
      MaxPool.of(2, 2), MaxPool.of(Window.of(3, 3).stride(2).padding(1)),
      MaxPool.of(Window.of(5, 5).stride(3)).parallel(),
      MinPool.of(Window.of(2, 3).stride(1)), AvgPool.of(Window.of(3, 2).stride(1).padding(1)), SumPool.of(4, 4),
      GlobalAvgPool.of(), LpPool.of(2, 3, 3), LpPool.of(2.5, 3, 3), AdaptiveMaxPool.of(4, 5),
      FractionalMaxPool.of(new long[] {2, 2}, new long[] {8, 9}).seed(1), RoiMaxPool.of(3, 2).over(REGIONS),
      RoiAlign.of(RoiAlign.Mode.HALF_PIXEL, 3, 2).samples(2).over(REGIONS));

  private Answers() {}

  /** On a backend, or on the current one if that is null. */
  public static List<String> on(Backend backend) {
    List<String> lines = new ArrayList<>();
    for (Layout layout : List.of(Layout.NCHW, Layout.NHWC)) {
      for (ElementType type : ElementType.values()) {
        Tensor heap = numbers(type, layout);
        for (Pool pool : POOLS) {
          boolean floatsAlone = pool instanceof LpPool || pool.toString().startsWith("RoiAlign");
          if (type.isFloating() || !floatsAlone) {
            lines.add(line(backend == null ? pool : pool.on(backend), heap, pool.on(Backend.of("managed")).toString()));
          }
        }
        lines.add(unpooled(backend, heap));
      }
    }
    return lines;
  }

  private static String line(Pool pool, Tensor heap, String name) {
    StringBuilder line = new StringBuilder(name + " of " + heap);
    Shape out = pool.outputShape(heap.shape(), heap.layout());
    try (Tensor offHeap = Tensor.allocate(heap.shape(), heap.type(), heap.layout());
        Tensor offHeapOut = Tensor.allocate(out, heap.type(), heap.layout())) {
      offHeap.write(0, array(heap), 0, (int) heap.shape().elements());
      for (int repeat = 0; repeat < 3; repeat++) {
        pool.apply(offHeap, offHeapOut);
      }
      line.append(" off-heap ").append(hash(offHeapOut));
    }
    line.append(" heap ").append(hash(pool.apply(heap)));
    ByteBuffer memory = ByteBuffer.allocateDirect(MARGIN * 2 + (int) out.elements() * heap.type().bytes())
        .order(ByteOrder.nativeOrder());
    for (int i = 0; i < memory.capacity(); i++) {
      memory.put(i, (byte) 0x5A);
    }
    ByteBuffer part = memory.duplicate().order(ByteOrder.nativeOrder());
    part.position(MARGIN).limit(memory.capacity() - MARGIN);
    pool.apply(heap, Tensor.of(part, heap.type(), out, heap.layout()));
    return line.append(" direct ").append(Integer.toHexString(memory.hashCode())).toString();
  }

  private static String unpooled(Backend backend, Tensor x) {
    Pool pool = MaxPool.of(2, 3);
    MaxUnpool unpool = MaxUnpool.of(2, 3).outputSize(19, 23);
    Pooled found = (backend == null ? pool : pool.on(backend)).applyWithIndices(x);
    Tensor sparse = (backend == null ? unpool : unpool.on(backend)).apply(found.values(), found.indices());
    Tensor taps = pool.plan(x.shape(), x.type(), x.layout()).convert(found.indices(), Indices.PLANE, Indices.WINDOW);
    return "MaxUnpool of " + x + " " + hash(sparse) + " " + hash(found.indices()) + " " + hash(taps);
  }

  private static String hash(Tensor tensor) {
    Object array = array(tensor);
    ByteBuffer bytes = ByteBuffer.allocate((int) tensor.shape().elements() * tensor.type().bytes());
    if (array instanceof float[]) {
      bytes.asFloatBuffer().put((float[]) array);
    } else if (array instanceof double[]) {
      bytes.asDoubleBuffer().put((double[]) array);
    } else if (array instanceof long[]) {
      bytes.asLongBuffer().put((long[]) array);
    } else if (array instanceof int[]) {
      bytes.asIntBuffer().put((int[]) array);
    } else if (array instanceof short[]) {
      bytes.asShortBuffer().put((short[]) array);
    } else {
      bytes.put(0, (byte[]) array);
    }
    return Integer.toHexString(bytes.rewind().hashCode());
  }

  /** The elements as they are. */
  private static Object array(Tensor tensor) {
    int n = (int) tensor.shape().elements();
    Object array = Array.newInstance(tensor.type().arrayType().getComponentType(), n);
    tensor.read(0, array, 0, n);
    return array;
  }

  /** Two samples of five channels of 19x23; a NaN now and then, where there are such. */
  private static Tensor numbers(ElementType type, Layout layout) {
    Random random = new Random(42);
    Tensor numbers = Tensor.zeros(
        layout == Layout.NCHW ? Shape.of(2, 5, 19, 23) : Shape.of(2, 19, 23, 5), type, layout);
    for (long i = 0; i < numbers.shape().elements(); i++) {
      double number = random.nextGaussian();
      if (type.isFloating()) {
        numbers.setDouble(i, random.nextInt(97) == 0 ? Double.NaN : number);
      } else {
        numbers.setLong(i, (long) Math.max(type.least(), Math.min(type.greatest(), number * 100)));
      }
    }
    return numbers;
  }
}
