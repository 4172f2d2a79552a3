package dev.cenote.tensor;

import dev.cenote.internal.memory.Numbers;
import dev.cenote.internal.memory.Transposition;

/** Copies of whole tensors as other types and in other layouts, piece by piece. */
final class Conversion {
  private static final int PIECE = 4096;

  private Conversion() {}

  /** What is done with {@code n} elements from a position on, in an array of the tensor's type. */
  private interface Piece {
    void take(int from, Object elements, int n);
  }

  private static void forEachPiece(Tensor tensor, Piece piece) {
    int all = heapLength(tensor);
    Object elements = Numbers.newArray(tensor.type(), Math.min(all, PIECE));
    if (all == 0) {
      tensor.read(0, elements, 0, 0); // refused if closed, like any other
    }
    int from = 0;
    while (from < all) {
      int n = Math.min(all - from, PIECE);
      tensor.read(from, elements, 0, n);
      piece.take(from, elements, n);
      from += n;
    }
  }

  /** The number of elements, if it is no more than a Java array can hold. */
  static int heapLength(Tensor tensor) {
    if (tensor.shape().elements() > Requirements.LONGEST_ARRAY) {
      throw new IllegalStateException("Tensor: " + tensor.shape() + " has more elements than a Java array can hold");
    }
    return (int) tensor.shape().elements();
  }

  static float[] toFloats(Tensor tensor) {
    float[] numbers = new float[heapLength(tensor)];
    if (tensor.type() == ElementType.FLOAT32) {
      tensor.read(0, numbers, 0, numbers.length);
    } else {
      forEachPiece(tensor, (from, elements, n) -> Numbers.toFloats(tensor.type(), elements, 0, numbers, from, n));
    }
    return numbers;
  }

  static double[] toDoubles(Tensor tensor) {
    double[] numbers = new double[heapLength(tensor)];
    forEachPiece(tensor, (from, elements, n) -> Numbers.toDoubles(tensor.type(), elements, 0, numbers, from, n));
    return numbers;
  }

  static long[] toLongs(Tensor tensor) {
    long[] numbers = new long[heapLength(tensor)];
    forEachPiece(tensor, (from, elements, n) -> Numbers.toLongs(tensor.type(), elements, 0, numbers, from, n));
    return numbers;
  }

  /** The elements as they are, in an array of the tensor's type. */
  private static Object toElements(Tensor tensor) {
    Object elements = Numbers.newArray(tensor.type(), heapLength(tensor));
    tensor.read(0, elements, 0, heapLength(tensor));
    return elements;
  }

  /** A copy with elements of another type. */
  static Tensor convert(Tensor tensor, ElementType type) {
    ElementType own = tensor.type();
    if (type == own) {
      return Tensor.of(toElements(tensor), 0, type, tensor.shape(), tensor.layout());
    }
    if (own.isFloating() && !type.isFloating()) {
      throw new IllegalArgumentException(
          "Tensor: " + own + " elements as " + type + ": which way to round is not said, expected a floating type");
    }
    Object converted = Numbers.newArray(type, heapLength(tensor));
    if (own.isFloating()) {
      double[] numbers = new double[PIECE];
      forEachPiece(tensor, (from, elements, n) -> {
        Numbers.toDoubles(own, elements, 0, numbers, 0, n);
        Numbers.fromDoubles(type, numbers, 0, converted, from, n);
      });
    } else {
      long[] numbers = new long[PIECE];
      forEachPiece(tensor, (from, elements, n) -> {
        Numbers.toLongs(own, elements, 0, numbers, 0, n);
        for (int i = 0; i < n; i++) {
          requireFits(numbers[i], from + i, type);
        }
        Numbers.fromLongs(type, numbers, 0, converted, from, n);
      });
    }
    return Tensor.of(converted, 0, type, tensor.shape(), tensor.layout());
  }

  static void requireFits(long number, long index, ElementType type) {
    if (!type.isFloating() && (number < type.least() || number > type.greatest())) {
      throw new IllegalArgumentException("Tensor: element " + index + " is " + number + ", expected " + type.least()
          + " to " + type.greatest() + " for " + type);
    }
  }

  /** A copy in another layout of as many spatial axes. */
  static Tensor rearrange(Tensor tensor, Layout layout) {
    Layout own = tensor.layout();
    if (layout.spatialRank() != own.spatialRank()) {
      throw new IllegalArgumentException("Tensor: " + tensor.shape() + " " + own + " as " + layout + ", expected "
          + Layout.channelsFirst(own.spatialRank()) + " or " + Layout.channelsLast(own.spatialRank()));
    }
    Shape shape = tensor.shape();
    Object elements = toElements(tensor);
    if (layout == own || shape.elements() == 0) {
      return Tensor.of(elements, 0, tensor.type(), layout.rearranged(shape, own), layout);
    }
    Object rearranged = Numbers.newArray(tensor.type(), heapLength(tensor));
    int channels = (int) own.channels(shape);
    int sample = (int) (shape.elements() / own.batch(shape));
    int rows = own.isChannelsLast() ? sample / channels : channels;
    for (int n = 0; n < own.batch(shape); n++) {
      Transposition.transpose(elements, n * sample, rearranged, n * sample, rows, sample / rows);
    }
    return Tensor.of(rearranged, 0, tensor.type(), layout.rearranged(shape, own), layout);
  }
}
