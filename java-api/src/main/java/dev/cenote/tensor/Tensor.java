package dev.cenote.tensor;

import dev.cenote.internal.memory.ArrayStorage;
import dev.cenote.internal.memory.BufferStorage;
import dev.cenote.internal.memory.OffHeapStorage;
import dev.cenote.internal.memory.Storage;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Objects;

/**
 * A dense block of float32 numbers with a {@link Shape} and a {@link Layout}, row-major, without gaps. A tensor is a
 * view of a Java array, a view of a direct buffer, or off-heap memory of its own; pooling reads and writes all three
 * where they lie, without a copy.
 *
 * <pre>{@code
 * Tensor x = Tensor.of(pixels, Shape.of(1, 3, 224, 224));            // a view of float[] pixels, NCHW
 * Tensor y = Tensor.of(pixels, Shape.of(224, 224, 3), Layout.NHWC);  // one image, channels last
 * try (Tensor big = Tensor.allocate(Shape.of(16, 64, 1024, 1024))) { // off-heap, zeroed, 4 GiB
 *   ...
 * }
 * }</pre>
 *
 * <p>The shape is checked strictly: an array or buffer must hold exactly as many elements. The numbers may be read by
 * many threads at once; who writes them has to keep others away, as with an array.
 */
public final class Tensor implements AutoCloseable {
  private final Shape shape;
  private final Layout layout;
  private final Storage storage;
  private final String kind;

  private Tensor(Shape shape, Layout layout, Storage storage, String kind) {
    this.shape = shape;
    this.layout = layout;
    this.storage = storage;
    this.kind = kind;
  }

  /** A view of a whole array, channels-first: {@code [N,] C, H, W} for a shape of rank 4 or 3. */
  public static Tensor of(float[] array, Shape shape) {
    return of(array, shape, Layout.NCHW);
  }

  /**
   * A view of a whole array.
   *
   * @throws IllegalArgumentException if the shape does not fit the layout, or has not as many elements as the array
   */
  public static Tensor of(float[] array, Shape shape, Layout layout) {
    Objects.requireNonNull(array, "Tensor: array is null");
    check(shape, layout, array.length, "array of " + array.length + " floats");
    return new Tensor(shape, layout, new ArrayStorage(array, 0), "heap");
  }

  /**
   * A view of a stretch of an array that begins at {@code offset}, as long as the shape says.
   *
   * @throws IllegalArgumentException if the shape does not fit the layout
   * @throws IndexOutOfBoundsException if the stretch does not lie in the array
   */
  public static Tensor of(float[] array, int offset, Shape shape, Layout layout) {
    Objects.requireNonNull(array, "Tensor: array is null");
    check(shape, layout);
    if (offset < 0 || shape.elements() > array.length - offset) {
      throw new IndexOutOfBoundsException("Tensor: " + shape + " needs " + shape.elements() + " elements from offset "
          + offset + ", and the array has " + array.length);
    }
    return new Tensor(shape, layout, new ArrayStorage(array, offset), "heap");
  }

  /**
   * A view of a direct buffer from its position to its limit; later changes of these do not matter. A read-only buffer
   * can be an input.
   *
   * @throws IllegalArgumentException if the buffer is not direct or not in native byte order, the shape does not fit
   *     the layout, or has not as many elements as the buffer has remaining
   */
  public static Tensor of(FloatBuffer buffer, Shape shape, Layout layout) {
    Objects.requireNonNull(buffer, "Tensor: buffer is null");
    if (!buffer.isDirect()) {
      throw new IllegalArgumentException("Tensor: the buffer is not direct; pass its array instead");
    }
    if (buffer.order() != ByteOrder.nativeOrder()) {
      throw new IllegalArgumentException("Tensor: the buffer is " + buffer.order() + ", expected the machine's own "
          + ByteOrder.nativeOrder() + "; set ByteBuffer.order(ByteOrder.nativeOrder()) before asFloatBuffer()");
    }
    check(shape, layout, buffer.remaining(), "buffer of " + buffer.remaining() + " floats");
    return new Tensor(shape, layout, new BufferStorage(buffer), "direct");
  }

  /** Zeros in a new Java array; for up to 2^31 elements that the garbage collector looks after. */
  public static Tensor zeros(Shape shape, Layout layout) {
    check(shape, layout);
    if (shape.elements() > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException("Tensor: " + shape + " has " + shape.elements()
          + " elements, more than a Java array; use Tensor.allocate for off-heap memory");
    }
    return new Tensor(shape, layout, new ArrayStorage(new float[(int) shape.elements()], 0), "heap");
  }

  /** Zeros in off-heap memory, channels-first: see {@link #allocate(Shape, Layout)}. */
  public static Tensor allocate(Shape shape) {
    return allocate(shape, Layout.NCHW);
  }

  /**
   * Zeros in off-heap memory of any size. {@link #close()} frees it; so does the garbage collector, some time after
   * the last reference is gone.
   *
   * @throws OutOfMemoryError if there is not so much memory
   */
  public static Tensor allocate(Shape shape, Layout layout) {
    check(shape, layout);
    return new Tensor(shape, layout, new OffHeapStorage(shape.elements()), "off-heap");
  }

  private static void check(Shape shape, Layout layout, long elements, String holder) {
    check(shape, layout);
    if (shape.elements() != elements) {
      throw new IllegalArgumentException(
          "Tensor: shape " + shape + " has " + shape.elements() + " elements, expected as many as the " + holder);
    }
  }

  private static void check(Shape shape, Layout layout) {
    Objects.requireNonNull(shape, "Tensor: shape is null");
    Objects.requireNonNull(layout, "Tensor: layout is null");
    if (!layout.fits(shape)) {
      throw new IllegalArgumentException("Tensor: shape " + shape + " has rank " + shape.rank() + ", expected "
          + (layout.spatialRank() + 2) + ", or " + (layout.spatialRank() + 1) + " without a batch, for layout "
          + layout);
    }
  }

  /** The sizes, in the order of {@link #layout()}. */
  public Shape shape() {
    return shape;
  }

  /** What the dimensions mean. */
  public Layout layout() {
    return layout;
  }

  /**
   * The element at a position counted in row-major order.
   *
   * @throws IndexOutOfBoundsException if there is no such element
   * @throws IllegalStateException if the tensor is closed
   */
  public float get(long index) {
    float[] one = new float[1];
    read(index, one, 0, 1);
    return one[0];
  }

  /**
   * Sets the element at a position counted in row-major order.
   *
   * @throws IndexOutOfBoundsException if there is no such element
   * @throws IllegalStateException if the tensor is closed or read-only
   */
  public void set(long index, float value) {
    write(index, new float[] {value}, 0, 1);
  }

  /**
   * Copies {@code n} elements, from position {@code from} on, to {@code target[at ..]}.
   *
   * @throws IndexOutOfBoundsException if they do not lie in the tensor, or do not fit the array
   * @throws IllegalStateException if the tensor is closed
   */
  public void read(long from, float[] target, int at, int n) {
    Objects.checkFromIndexSize(at, n, target.length);
    checkRange(from, n);
    storage.acquire();
    try {
      storage.read(from, target, at, n);
    } finally {
      storage.release();
    }
  }

  /**
   * Copies {@code source[at .. at + n]} to the elements from position {@code to} on.
   *
   * @throws IndexOutOfBoundsException if they do not lie in the array, or do not fit the tensor
   * @throws IllegalStateException if the tensor is closed or read-only
   */
  public void write(long to, float[] source, int at, int n) {
    Objects.checkFromIndexSize(at, n, source.length);
    checkRange(to, n);
    if (storage.isReadOnly()) {
      throw new IllegalStateException("Tensor: is a view of a read-only buffer");
    }
    storage.acquire();
    try {
      storage.write(to, source, at, n);
    } finally {
      storage.release();
    }
  }

  private void checkRange(long from, int n) {
    if (from < 0 || from > shape.elements() - n) {
      throw new IndexOutOfBoundsException(
          "Tensor: elements " + from + " to " + (from + n) + " of " + shape + ", which has " + shape.elements());
    }
  }

  /**
   * All elements in row-major order, as a new array.
   *
   * @throws IllegalStateException if the tensor is closed, or has more elements than an array
   */
  public float[] toArray() {
    if (shape.elements() > Integer.MAX_VALUE - 8) {
      throw new IllegalStateException("Tensor: " + shape + " has more elements than a Java array can hold");
    }
    float[] all = new float[(int) shape.elements()];
    read(0, all, 0, all.length);
    return all;
  }

  /** The memory behind this tensor, for Cenote's own backends. */
  public Storage storage() {
    return storage;
  }

  /**
   * Frees off-heap memory that this tensor owns; does nothing for a view, or a second time.
   *
   * @throws IllegalStateException if an operation is using the memory right now
   */
  @Override
  public void close() {
    storage.close();
  }

  /** Such as {@code 1x64x112x112 NCHW heap}. */
  @Override
  public String toString() {
    return shape + " " + layout + " " + kind;
  }
}
