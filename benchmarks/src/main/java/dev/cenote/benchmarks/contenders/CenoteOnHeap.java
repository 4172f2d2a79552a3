package dev.cenote.benchmarks.contenders;

import dev.cenote.Backend;
import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;
import dev.cenote.tensor.Tensor;

/** Cenote from one Java array to another. */
final class CenoteOnHeap extends Cenote {
  CenoteOnHeap(String name, Backend backend) {
    super(name, backend);
  }

  @Override
  Tensor input(float[] x, Shape shape, Layout layout) {
    return Tensor.of(x, shape, layout);
  }

  @Override
  Tensor output(Shape shape, Layout layout) {
    return Tensor.zeros(shape, layout);
  }
}
