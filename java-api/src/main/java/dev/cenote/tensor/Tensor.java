package dev.cenote.tensor;

import dev.cenote.internal.memory.ArrayStorage;
import dev.cenote.internal.memory.BufferStorage;
import dev.cenote.internal.memory.Numbers;
import dev.cenote.internal.memory.OffHeapStorage;
import dev.cenote.internal.memory.Storage;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Objects;

/**
 * A dense block of numbers of one {@link ElementType} with a {@link Shape} and a {@link Layout}, row-major, without
 * gaps. A tensor is a view of a Java array, a view of a direct buffer, or off-heap memory of its own; pooling reads and
 * writes all three where they lie, without a copy.
 *
 * <pre>{@code
 * Tensor x = Tensor.of(pixels, Shape.of(1, 3, 224, 224));            // a view of float[] pixels, NCHW
 * Tensor y = Tensor.of(pixels, Shape.of(224, 224, 3), Layout.NHWC);  // one image, channels last
 * Tensor z = Tensor.of(samples, ElementType.UINT8, Shape.of(224, 224, 3), Layout.NHWC); // a view of byte[] samples
 * try (Tensor big = Tensor.allocate(Shape.of(16, 64, 1024, 1024))) { // off-heap, zeroed, 4 GiB
 *   ...
 * }
 * }</pre>
 *
 * <p>The shape is checked strictly: an array or buffer must hold exactly as many elements. The numbers may be read by
 * many threads at once; who writes them has to keep others away, as with an array.
 *
 * <p>Three families of methods read and write numbers, and each refuses the types it cannot do justice to:
 * {@link #get get}, {@link #set set} and {@link #toArray toArray} are for float32, float16 and bfloat16;
 * {@link #getDouble getDouble} and {@link #toDoubles toDoubles} for all but int64, {@link #setDouble setDouble} for
 * floating types; {@link #getLong getLong}, {@link #setLong setLong} and {@link #toLongs toLongs} for integers.
 * {@link #read read} and {@link #write write} copy elements of any type as they are.
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
   * A view of a whole array, as float32.
   *
   * @throws IllegalArgumentException if the shape does not fit the layout, or has not as many elements as the array
   */
  public static Tensor of(float[] array, Shape shape, Layout layout) {
    return whole(array, ElementType.FLOAT32, shape, layout);
  }

  /** A view of a whole array, as float64: see {@link #of(float[], Shape, Layout)}. */
  public static Tensor of(double[] array, Shape shape, Layout layout) {
    return whole(array, ElementType.FLOAT64, shape, layout);
  }

  /** A view of a whole array, as int32: see {@link #of(float[], Shape, Layout)}. */
  public static Tensor of(int[] array, Shape shape, Layout layout) {
    return whole(array, ElementType.INT32, shape, layout);
  }

  /** A view of a whole array, as int64: see {@link #of(float[], Shape, Layout)}. */
  public static Tensor of(long[] array, Shape shape, Layout layout) {
    return whole(array, ElementType.INT64, shape, layout);
  }

  /**
   * A view of a whole array, as int8 or uint8.
   *
   * @throws IllegalArgumentException if the type is another, or as for {@link #of(float[], Shape, Layout)}
   */
  public static Tensor of(byte[] array, ElementType type, Shape shape, Layout layout) {
    return whole(array, type, shape, layout);
  }

  /**
   * A view of a whole array, as int16, or as bit patterns of float16 or bfloat16.
   *
   * @throws IllegalArgumentException if the type is another, or as for {@link #of(float[], Shape, Layout)}
   */
  public static Tensor of(short[] array, ElementType type, Shape shape, Layout layout) {
    return whole(array, type, shape, layout);
  }

  private static Tensor whole(Object array, ElementType type, Shape shape, Layout layout) {
    Requirements.array(array, type);
    int length = Array.getLength(array);
    Requirements.shape(shape, layout, length,
        "array of " + length + " " + array.getClass().getComponentType() + "s");
    return new Tensor(shape, layout, new ArrayStorage(array, 0, type), "heap");
  }

  /** A view of a stretch of an array, as float32: see {@link #of(Object, int, ElementType, Shape, Layout)}. */
  public static Tensor of(float[] array, int offset, Shape shape, Layout layout) {
    return of(array, offset, ElementType.FLOAT32, shape, layout);
  }

  /**
   * A view of a stretch of an array that begins at {@code offset}, in elements, as long as the shape says.
   *
   * @param array of the class {@link ElementType#arrayType}
   * @throws IllegalArgumentException if the array is of another class, or the shape does not fit the layout
   * @throws IndexOutOfBoundsException if the stretch does not lie in the array
   */
  public static Tensor of(Object array, int offset, ElementType type, Shape shape, Layout layout) {
    Requirements.array(array, type);
    Requirements.shape(shape, layout);
    int length = Array.getLength(array);
    if (offset < 0 || shape.elements() > length - offset) {
      throw new IndexOutOfBoundsException("Tensor: " + shape + " needs " + shape.elements() + " elements from offset "
          + offset + ", and the array has " + length);
    }
    return new Tensor(shape, layout, new ArrayStorage(array, offset, type), "heap");
  }

  /**
   * A view of a direct buffer from its position to its limit, as float32; later changes of these do not matter. A
   * read-only buffer can be an input.
   *
   * @throws IllegalArgumentException if the buffer is not direct or not in native byte order, the shape does not fit
   *     the layout, or has not as many elements as the buffer has remaining
   */
  public static Tensor of(FloatBuffer buffer, Shape shape, Layout layout) {
    Requirements.direct(buffer);
    Requirements.nativeOrder(buffer.order(), " before asFloatBuffer()");
    Requirements.shape(shape, layout, buffer.remaining(), "buffer of " + buffer.remaining() + " floats");
    return new Tensor(shape, layout, new BufferStorage(buffer, ElementType.FLOAT32), "direct");
  }

  /**
   * A view of a direct buffer from its position to its limit, as elements of any type; later changes of these do not
   * matter. A read-only buffer can be an input.
   *
   * @throws IllegalArgumentException if the buffer is not direct, or not in native byte order where elements have more
   *     than one byte, the shape does not fit the layout, or has not as many bytes as the buffer has remaining
   */
  public static Tensor of(ByteBuffer buffer, ElementType type, Shape shape, Layout layout) {
    Requirements.direct(buffer);
    Requirements.type(type);
    if (type.bytes() > 1) {
      Requirements.nativeOrder(buffer.order(), "");
    }
    Requirements.bytes(shape, layout, type, buffer.remaining());
    return new Tensor(shape, layout, new BufferStorage(buffer, type), "direct");
  }

  /** Float32 zeros in a new Java array: see {@link #zeros(Shape, ElementType, Layout)}. */
  public static Tensor zeros(Shape shape, Layout layout) {
    return zeros(shape, ElementType.FLOAT32, layout);
  }

  /** Zeros in a new Java array; for up to 2^31 elements that the garbage collector looks after. */
  public static Tensor zeros(Shape shape, ElementType type, Layout layout) {
    Requirements.shape(shape, layout);
    Requirements.type(type);
    Requirements.heap(shape);
    Object array = Numbers.newArray(type, (int) shape.elements());
    return new Tensor(shape, layout, new ArrayStorage(array, 0, type), "heap");
  }

  /** Float32 zeros in off-heap memory, channels-first: see {@link #allocate(Shape, ElementType, Layout)}. */
  public static Tensor allocate(Shape shape) {
    return allocate(shape, Layout.NCHW);
  }

  /** Float32 zeros in off-heap memory: see {@link #allocate(Shape, ElementType, Layout)}. */
  public static Tensor allocate(Shape shape, Layout layout) {
    return allocate(shape, ElementType.FLOAT32, layout);
  }

  /**
   * Zeros in off-heap memory of any size. {@link #close()} frees it; so does the garbage collector, some time after
   * the last reference is gone.
   *
   * @throws OutOfMemoryError if there is not so much memory
   */
  public static Tensor allocate(Shape shape, ElementType type, Layout layout) {
    Requirements.shape(shape, layout);
    Requirements.type(type);
    return new Tensor(shape, layout, new OffHeapStorage(shape.elements(), type), "off-heap");
  }

  /** The sizes, in the order of {@link #layout()}. */
  public Shape shape() {
    return shape;
  }

  /** What the dimensions mean. */
  public Layout layout() {
    return layout;
  }

  /** The type of all elements. */
  public ElementType type() {
    return storage.type();
  }

  /**
   * The float32, float16 or bfloat16 element at a position counted in row-major order.
   *
   * @throws IndexOutOfBoundsException if there is no such element
   * @throws IllegalStateException if the elements are of another type, or the tensor is closed
   */
  public float get(long index) {
    Requirements.floats("get", type());
    return Element.asFloat(this, index);
  }

  /**
   * The element at a position counted in row-major order, exactly, of any type but int64.
   *
   * @throws IndexOutOfBoundsException if there is no such element
   * @throws IllegalStateException if the elements are int64, or the tensor is closed
   */
  public double getDouble(long index) {
    Requirements.doubles("get", type());
    return Element.asDouble(this, index);
  }

  /**
   * The integer element at a position counted in row-major order.
   *
   * @throws IndexOutOfBoundsException if there is no such element
   * @throws IllegalStateException if the elements are floating, or the tensor is closed
   */
  public long getLong(long index) {
    Requirements.longs("get", type());
    return Element.asLong(this, index);
  }

  /**
   * Sets the float32, float16 or bfloat16 element at a position counted in row-major order, rounded to nearest even.
   *
   * @throws IndexOutOfBoundsException if there is no such element
   * @throws IllegalStateException if the elements are of another type, or the tensor is closed or read-only
   */
  public void set(long index, float value) {
    Requirements.floats("set", type());
    Element.set(this, index, value);
  }

  /**
   * Sets the floating element at a position counted in row-major order, rounded once, to nearest even.
   *
   * @throws IndexOutOfBoundsException if there is no such element
   * @throws IllegalStateException if the elements are integers, or the tensor is closed or read-only
   */
  public void setDouble(long index, double value) {
    Requirements.floating("set", type());
    Element.set(this, index, value);
  }

  /**
   * Sets the integer element at a position counted in row-major order.
   *
   * @throws IllegalArgumentException if the type has no such number
   * @throws IndexOutOfBoundsException if there is no such element
   * @throws IllegalStateException if the elements are floating, or the tensor is closed or read-only
   */
  public void setLong(long index, long value) {
    Requirements.longs("set", type());
    Element.set(this, index, value);
  }

  /**
   * Copies {@code n} elements as they are, from position {@code from} on, to {@code target[at ..]}.
   *
   * @param target an array of the class {@link ElementType#arrayType}, such as {@code float[]} for float32
   * @throws IllegalArgumentException if the array is of another class
   * @throws IndexOutOfBoundsException if they do not lie in the tensor, or do not fit the array
   * @throws IllegalStateException if the tensor is closed
   */
  public void read(long from, Object target, int at, int n) {
    Requirements.array(target, type());
    Objects.checkFromIndexSize(at, n, Array.getLength(target));
    Requirements.range(shape, from, n);
    storage.acquire();
    try {
      storage.read(from, target, at, n);
    } finally {
      storage.release();
    }
  }

  /**
   * Copies {@code source[at .. at + n]} as they are to the elements from position {@code to} on.
   *
   * @param source an array of the class {@link ElementType#arrayType}, such as {@code float[]} for float32
   * @throws IllegalArgumentException if the array is of another class
   * @throws IndexOutOfBoundsException if they do not lie in the array, or do not fit the tensor
   * @throws IllegalStateException if the tensor is closed or read-only
   */
  public void write(long to, Object source, int at, int n) {
    Requirements.array(source, type());
    Objects.checkFromIndexSize(at, n, Array.getLength(source));
    Requirements.range(shape, to, n);
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

  /**
   * All float32, float16 or bfloat16 elements in row-major order, as a new array.
   *
   * @throws IllegalStateException if the elements are of another type, or more than an array holds, or the tensor is
   *     closed
   */
  public float[] toArray() {
    Requirements.floats("to", type());
    return Conversion.toFloats(this);
  }

  /**
   * All elements in row-major order, exactly, of any type but int64, as a new array.
   *
   * @throws IllegalStateException if the elements are int64, or more than an array holds, or the tensor is closed
   */
  public double[] toDoubles() {
    Requirements.doubles("to", type());
    return Conversion.toDoubles(this);
  }

  /**
   * All integer elements in row-major order, as a new array.
   *
   * @throws IllegalStateException if the elements are floating, or more than an array holds, or the tensor is closed
   */
  public long[] toLongs() {
    Requirements.longs("to", type());
    return Conversion.toLongs(this);
  }

  /**
   * A copy on the heap with elements of another type, or the same. Numbers are rounded once, to nearest even, where the
   * type is floating; an integer type must have them.
   *
   * @throws IllegalArgumentException if the elements are floating and the type is not, or an integer does not fit
   * @throws IllegalStateException if there are more elements than an array holds, or the tensor is closed
   */
  public Tensor to(ElementType type) {
    Requirements.type(type);
    return Conversion.convert(this, type);
  }

  /**
   * A copy on the heap with the same numbers in another layout, or the same: channels first or last.
   *
   * @throws IllegalArgumentException if the layout has another number of spatial axes
   * @throws IllegalStateException if there are more elements than an array holds, or the tensor is closed
   */
  public Tensor to(Layout layout) {
    Objects.requireNonNull(layout, "Tensor: layout is null");
    return Conversion.rearrange(this, layout);
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

  /** Such as {@code 1x64x112x112 NCHW heap}, with the type before the memory where it is not float32. */
  @Override
  public String toString() {
    return shape + " " + layout + (type() == ElementType.FLOAT32 ? " " : " " + type() + " ") + kind;
  }
}
