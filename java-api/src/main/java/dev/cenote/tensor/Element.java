package dev.cenote.tensor;

import dev.cenote.internal.memory.Numbers;

/** One element of a tensor as a number, by its position in row-major order. */
final class Element {
  private Element() {}

  private static Object read(Tensor tensor, long index) {
    Object element = Numbers.newArray(tensor.type(), 1);
    tensor.read(index, element, 0, 1);
    return element;
  }

  static float asFloat(Tensor tensor, long index) {
    float[] number = new float[1];
    Numbers.toFloats(tensor.type(), read(tensor, index), 0, number, 0, 1);
    return number[0];
  }

  static double asDouble(Tensor tensor, long index) {
    double[] number = new double[1];
    Numbers.toDoubles(tensor.type(), read(tensor, index), 0, number, 0, 1);
    return number[0];
  }

  static long asLong(Tensor tensor, long index) {
    long[] number = new long[1];
    Numbers.toLongs(tensor.type(), read(tensor, index), 0, number, 0, 1);
    return number[0];
  }

  static void set(Tensor tensor, long index, float number) {
    if (tensor.type() == ElementType.FLOAT32) {
      tensor.write(index, new float[] {number}, 0, 1); // bit for bit, a NaN too
    } else {
      set(tensor, index, (double) number);
    }
  }

  static void set(Tensor tensor, long index, double number) {
    Object element = Numbers.newArray(tensor.type(), 1);
    Numbers.fromDoubles(tensor.type(), new double[] {number}, 0, element, 0, 1);
    tensor.write(index, element, 0, 1);
  }

  static void set(Tensor tensor, long index, long number) {
    Conversion.requireFits(number, index, tensor.type());
    Object element = Numbers.newArray(tensor.type(), 1);
    Numbers.fromLongs(tensor.type(), new long[] {number}, 0, element, 0, 1);
    tensor.write(index, element, 0, 1);
  }
}
