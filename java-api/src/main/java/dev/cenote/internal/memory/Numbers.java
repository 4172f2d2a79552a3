package dev.cenote.internal.memory;

import dev.cenote.tensor.ElementType;
import java.lang.reflect.Array;

/**
 * The numbers that the elements of an array stand for. Arrays called {@code elements} are of the type's class and are
 * read or written from index 0 on; {@code at} counts in the other array.
 */
public final class Numbers {
  private Numbers() {}

  /** An array of zeros of the type's class. */
  public static Object newArray(ElementType type, int length) {
    return Array.newInstance(type.arrayType().getComponentType(), length);
  }

  /** Float32, float16 and bfloat16 elements as they are. */
  public static void toFloats(ElementType type, Object elements, float[] numbers, int at, int n) {
    if (type == ElementType.FLOAT32) {
      System.arraycopy(elements, 0, numbers, at, n);
      return;
    }
    short[] halves = (short[]) elements;
    if (type == ElementType.FLOAT16) {
      for (int i = 0; i < n; i++) {
        numbers[at + i] = Half.fromFloat16(halves[i]);
      }
    } else {
      for (int i = 0; i < n; i++) {
        numbers[at + i] = Half.fromBfloat16(halves[i]);
      }
    }
  }

  /** Elements of every type but int64, exactly. */
  public static void toDoubles(ElementType type, Object elements, double[] numbers, int at, int n) {
    for (int i = 0; i < n; i++) {
      numbers[at + i] = doubleAt(type, elements, i);
    }
  }

  private static double doubleAt(ElementType type, Object elements, int i) {
    switch (type) {
      case FLOAT32:
        return ((float[]) elements)[i];
      case FLOAT64:
        return ((double[]) elements)[i];
      case FLOAT16:
        return Half.fromFloat16(((short[]) elements)[i]);
      case BFLOAT16:
        return Half.fromBfloat16(((short[]) elements)[i]);
      default:
        return longAt(type, elements, i);
    }
  }

  /** Integer elements. */
  public static void toLongs(ElementType type, Object elements, long[] numbers, int at, int n) {
    for (int i = 0; i < n; i++) {
      numbers[at + i] = longAt(type, elements, i);
    }
  }

  private static long longAt(ElementType type, Object elements, int i) {
    switch (type) {
      case INT8:
        return ((byte[]) elements)[i];
      case UINT8:
        return ((byte[]) elements)[i] & 0xFF;
      case INT16:
        return ((short[]) elements)[i];
      case INT32:
        return ((int[]) elements)[i];
      default:
        return ((long[]) elements)[i];
    }
  }

  /** Numbers as elements of a floating type, rounded once, to nearest even. */
  public static void fromDoubles(double[] numbers, ElementType type, Object elements, int n) {
    for (int i = 0; i < n; i++) {
      double number = numbers[i];
      switch (type) {
        case FLOAT32:
          ((float[]) elements)[i] = (float) number;
          break;
        case FLOAT64:
          ((double[]) elements)[i] = number;
          break;
        case FLOAT16:
          ((short[]) elements)[i] = Half.toFloat16(number);
          break;
        default:
          ((short[]) elements)[i] = Half.toBfloat16(number);
      }
    }
  }

  /** Numbers as elements of any type: rounded once, to nearest even, for a floating one; else they fit, as checked. */
  public static void fromLongs(long[] numbers, ElementType type, Object elements, int n) {
    for (int i = 0; i < n; i++) {
      long number = numbers[i];
      switch (type) {
        case FLOAT32:
          ((float[]) elements)[i] = number;
          break;
        case FLOAT64:
          ((double[]) elements)[i] = number;
          break;
        case FLOAT16:
          ((short[]) elements)[i] = Half.toFloat16(number);
          break;
        case BFLOAT16:
          ((short[]) elements)[i] = Half.toBfloat16(number);
          break;
        case INT16:
          ((short[]) elements)[i] = (short) number;
          break;
        case INT32:
          ((int[]) elements)[i] = (int) number;
          break;
        case INT64:
          ((long[]) elements)[i] = number;
          break;
        default:
          ((byte[]) elements)[i] = (byte) number;
      }
    }
  }
}
