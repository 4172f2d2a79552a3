package dev.cenote.benchmarks.contenders;

import dev.cenote.Backend;
import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;
import dev.cenote.tensor.Tensor;

/** Cenote from one off-heap tensor to another. */
final class CenoteOffHeap extends Cenote {
  CenoteOffHeap(String name, Backend backend) {
    super(name, backend);
  }

  @Override
  Tensor input(float[] x, Shape shape, Layout layout) {
    Tensor in = Tensor.allocate(shape, layout);
    in.write(0, x, 0, x.length);
    return in;
  }

  @Override
  Tensor output(Shape shape, Layout layout) {
    return Tensor.allocate(shape, layout);
  }
}
