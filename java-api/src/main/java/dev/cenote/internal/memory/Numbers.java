package dev.cenote.internal.memory;

import dev.cenote.tensor.ElementType;
import java.lang.reflect.Array;

/**
 * The numbers that the elements of an array stand for: {@code to[toAt + i]} is {@code from[fromAt + i]} for
 * {@code i < n}. What is called an Object is an array of the type's class. Each loop has arrays of its own class, so
 * that it can become vector code.
 */
public final class Numbers {
  private Numbers() {}

  /** An array of zeros of the type's class. */
  public static Object newArray(ElementType type, int length) {
    return Array.newInstance(type.arrayType().getComponentType(), length);
  }

  /** Elements of a floating type but float64, exactly. */
  public static void toFloats(ElementType type, Object from, int fromAt, float[] to, int toAt, int n) {
    if (type == ElementType.FLOAT32) {
      System.arraycopy(from, fromAt, to, toAt, n);
      return;
    }
    short[] halves = (short[]) from;
    if (type == ElementType.FLOAT16) {
      for (int i = 0; i < n; i++) {
        to[toAt + i] = Half.fromFloat16(halves[fromAt + i]);
      }
    } else {
      for (int i = 0; i < n; i++) {
        to[toAt + i] = Half.fromBfloat16(halves[fromAt + i]);
      }
    }
  }

  /** Elements of any type but int64, exactly. */
  public static void toDoubles(ElementType type, Object from, int fromAt, double[] to, int toAt, int n) {
    switch (type) {
      case FLOAT32:
        float[] floats = (float[]) from;
        for (int i = 0; i < n; i++) {
          to[toAt + i] = floats[fromAt + i];
        }
        break;
      case FLOAT64:
        System.arraycopy(from, fromAt, to, toAt, n);
        break;
      case FLOAT16:
        short[] halves = (short[]) from;
        for (int i = 0; i < n; i++) {
          to[toAt + i] = Half.fromFloat16(halves[fromAt + i]);
        }
        break;
      case BFLOAT16:
        short[] upperHalves = (short[]) from;
        for (int i = 0; i < n; i++) {
          to[toAt + i] = Half.fromBfloat16(upperHalves[fromAt + i]);
        }
        break;
      case INT8:
      case UINT8:
        byte[] bytes = (byte[]) from;
        int bits = bitsOfByte(type);
        for (int i = 0; i < n; i++) {
          to[toAt + i] = bytes[fromAt + i] & bits;
        }
        break;
      case INT16:
        short[] shorts = (short[]) from;
        for (int i = 0; i < n; i++) {
          to[toAt + i] = shorts[fromAt + i];
        }
        break;
      case INT32:
        int[] ints = (int[]) from;
        for (int i = 0; i < n; i++) {
          to[toAt + i] = ints[fromAt + i];
        }
        break;
      default:
        throw new AssertionError(type);
    }
  }

  /** Elements of an integer type. */
  public static void toLongs(ElementType type, Object from, int fromAt, long[] to, int toAt, int n) {
    switch (type) {
      case INT8:
      case UINT8:
        byte[] bytes = (byte[]) from;
        int bits = bitsOfByte(type);
        for (int i = 0; i < n; i++) {
          to[toAt + i] = bytes[fromAt + i] & bits;
        }
        break;
      case INT16:
        short[] shorts = (short[]) from;
        for (int i = 0; i < n; i++) {
          to[toAt + i] = shorts[fromAt + i];
        }
        break;
      case INT32:
        int[] ints = (int[]) from;
        for (int i = 0; i < n; i++) {
          to[toAt + i] = ints[fromAt + i];
        }
        break;
      case INT64:
        System.arraycopy(from, fromAt, to, toAt, n);
        break;
      default:
        throw new AssertionError(type);
    }
  }

  /** Those bits of a byte, widened with its sign, that make the type's number. */
  private static int bitsOfByte(ElementType type) {
    return type == ElementType.UINT8 ? 0xFF : -1;
  }

  /** To elements of any type but int64, rounded once, to nearest even, for a floating one; else the type has them. */
  public static void fromDoubles(ElementType type, double[] from, int fromAt, Object to, int toAt, int n) {
    switch (type) {
      case FLOAT32:
        float[] floats = (float[]) to;
        for (int i = 0; i < n; i++) {
          floats[toAt + i] = (float) from[fromAt + i];
        }
        break;
      case FLOAT64:
        System.arraycopy(from, fromAt, to, toAt, n);
        break;
      case FLOAT16:
        short[] halves = (short[]) to;
        for (int i = 0; i < n; i++) {
          halves[toAt + i] = Half.toFloat16(from[fromAt + i]);
        }
        break;
      case BFLOAT16:
        short[] upperHalves = (short[]) to;
        for (int i = 0; i < n; i++) {
          upperHalves[toAt + i] = Half.toBfloat16(from[fromAt + i]);
        }
        break;
      case INT8:
      case UINT8:
        byte[] bytes = (byte[]) to;
        for (int i = 0; i < n; i++) {
          bytes[toAt + i] = (byte) (int) from[fromAt + i];
        }
        break;
      case INT16:
        short[] shorts = (short[]) to;
        for (int i = 0; i < n; i++) {
          shorts[toAt + i] = (short) (int) from[fromAt + i];
        }
        break;
      case INT32:
        int[] ints = (int[]) to;
        for (int i = 0; i < n; i++) {
          ints[toAt + i] = (int) from[fromAt + i];
        }
        break;
      default:
        throw new AssertionError(type);
    }
  }

  /** To elements of any type, rounded once, to nearest even, for a floating one; else the type has them. */
  public static void fromLongs(ElementType type, long[] from, int fromAt, Object to, int toAt, int n) {
    switch (type) {
      case FLOAT32:
        float[] floats = (float[]) to;
        for (int i = 0; i < n; i++) {
          floats[toAt + i] = from[fromAt + i];
        }
        break;
      case FLOAT64:
        double[] doubles = (double[]) to;
        for (int i = 0; i < n; i++) {
          doubles[toAt + i] = from[fromAt + i];
        }
        break;
      case FLOAT16:
        short[] halves = (short[]) to;
        for (int i = 0; i < n; i++) {
          halves[toAt + i] = Half.toFloat16(from[fromAt + i]);
        }
        break;
      case BFLOAT16:
        short[] upperHalves = (short[]) to;
        for (int i = 0; i < n; i++) {
          upperHalves[toAt + i] = Half.toBfloat16(from[fromAt + i]);
        }
        break;
      case INT8:
      case UINT8:
        byte[] bytes = (byte[]) to;
        for (int i = 0; i < n; i++) {
          bytes[toAt + i] = (byte) from[fromAt + i];
        }
        break;
      case INT16:
        short[] shorts = (short[]) to;
        for (int i = 0; i < n; i++) {
          shorts[toAt + i] = (short) from[fromAt + i];
        }
        break;
      case INT32:
        int[] ints = (int[]) to;
        for (int i = 0; i < n; i++) {
          ints[toAt + i] = (int) from[fromAt + i];
        }
        break;
      case INT64:
        System.arraycopy(from, fromAt, to, toAt, n);
        break;
    }
  }

  /** To elements of a floating type but float64, rounded once, to nearest even; each NaN becomes the canonical one. */
  public static void canonicalFromFloats(ElementType type, float[] from, int fromAt, Object to, int toAt, int n) {
    if (type == ElementType.FLOAT32) {
      float[] floats = (float[]) to;
      for (int i = 0; i < n; i++) {
        floats[toAt + i] = from[fromAt + i] == from[fromAt + i] ? from[fromAt + i] : Float.NaN;
      }
      return;
    }
    short[] halves = (short[]) to;
    if (type == ElementType.FLOAT16) {
      for (int i = 0; i < n; i++) {
        halves[toAt + i] = Half.toFloat16(from[fromAt + i]);
      }
    } else {
      for (int i = 0; i < n; i++) {
        halves[toAt + i] = Half.toBfloat16(from[fromAt + i]);
      }
    }
  }

  /** As {@link #fromDoubles}; each NaN becomes the canonical one. */
  public static void canonicalFromDoubles(ElementType type, double[] from, int fromAt, Object to, int toAt, int n) {
    if (type == ElementType.FLOAT32) {
      float[] floats = (float[]) to;
      for (int i = 0; i < n; i++) {
        floats[toAt + i] = from[fromAt + i] == from[fromAt + i] ? (float) from[fromAt + i] : Float.NaN;
      }
    } else if (type == ElementType.FLOAT64) {
      double[] doubles = (double[]) to;
      for (int i = 0; i < n; i++) {
        doubles[toAt + i] = from[fromAt + i] == from[fromAt + i] ? from[fromAt + i] : Double.NaN;
      }
    } else {
      fromDoubles(type, from, fromAt, to, toAt, n); // to 16 bits there is no other NaN
    }
  }
}
