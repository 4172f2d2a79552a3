package dev.cenote.benchmarks.contenders;

import dev.cenote.tensor.ElementType;
import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;
import dev.cenote.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Where a tensor's elements lie. */
public enum Memory {
  /** In a Java array. */
  HEAP {
    @Override
    public Tensor place(Shape shape, ElementType type, Layout layout) {
      return Tensor.zeros(shape, type, layout);
    }
  },

  /** In a direct buffer. */
  DIRECT {
    @Override
    public Tensor place(Shape shape, ElementType type, Layout layout) {
      return Tensor.of(buffer(shape, type), type, shape, layout);
    }
  },

  /** In memory of the tensor's own. */
  OFF_HEAP {
    @Override
    public Tensor place(Shape shape, ElementType type, Layout layout) {
      return Tensor.allocate(shape, type, layout);
    }
  };

  /** A tensor of zeros. */
  public abstract Tensor place(Shape shape, ElementType type, Layout layout);

  /** The same numbers in such memory; the tensor itself if it is on the heap and may be. */
  public Tensor hold(Tensor x) {
    return this == HEAP ? x : fill(place(x.shape(), x.type(), x.layout()), x);
  }

  /** A direct buffer for a tensor's elements, in the machine's byte order. */
  public static ByteBuffer buffer(Shape shape, ElementType type) {
    return ByteBuffer.allocateDirect(Math.toIntExact(shape.elements() * type.bytes())).order(ByteOrder.nativeOrder());
  }

  /** A direct buffer with the elements of a tensor, which lie on a Java array that begins with element 0. */
  public static ByteBuffer buffer(Tensor x) {
    ByteBuffer buffer = buffer(x.shape(), x.type());
    fill(Tensor.of(buffer, x.type(), x.shape(), x.layout()), x);
    return buffer;
  }

  private static Tensor fill(Tensor target, Tensor x) {
    target.write(0, x.storage().array(), 0, Math.toIntExact(x.shape().elements()));
    return target;
  }
}
