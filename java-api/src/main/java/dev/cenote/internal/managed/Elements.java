package dev.cenote.internal.managed;

import dev.cenote.internal.memory.Half;
import dev.cenote.tensor.ElementType;

/** From the elements of a type, as arrays carry them, to the numbers they stand for, and back. */
final class Elements {
  private Elements() {}

  /** {@code to[i] = from[at + i]}, elements of a floating type but float64, exactly. */
  static void toFloats(ElementType type, Object from, int at, float[] to, int n) {
    if (type == ElementType.FLOAT32) {
      System.arraycopy(from, at, to, 0, n);
      return;
    }
    short[] halves = (short[]) from;
    if (type == ElementType.FLOAT16) {
      for (int i = 0; i < n; i++) {
        to[i] = Half.fromFloat16(halves[at + i]);
      }
    } else {
      for (int i = 0; i < n; i++) {
        to[i] = Half.fromBfloat16(halves[at + i]);
      }
    }
  }

  /** {@code to[i] = from[at + i]}, elements of any type but int64, exactly. */
  static void toDoubles(ElementType type, Object from, int at, double[] to, int n) {
    switch (type) {
      case FLOAT32:
        float[] floats = (float[]) from;
        for (int i = 0; i < n; i++) {
          to[i] = floats[at + i];
        }
        break;
      case FLOAT64:
        System.arraycopy(from, at, to, 0, n);
        break;
      case FLOAT16:
        short[] halves = (short[]) from;
        for (int i = 0; i < n; i++) {
          to[i] = Half.fromFloat16(halves[at + i]);
        }
        break;
      case BFLOAT16:
        short[] upperHalves = (short[]) from;
        for (int i = 0; i < n; i++) {
          to[i] = Half.fromBfloat16(upperHalves[at + i]);
        }
        break;
      case INT8:
        byte[] bytes = (byte[]) from;
        for (int i = 0; i < n; i++) {
          to[i] = bytes[at + i];
        }
        break;
      case UINT8:
        byte[] unsigned = (byte[]) from;
        for (int i = 0; i < n; i++) {
          to[i] = unsigned[at + i] & 0xFF;
        }
        break;
      case INT16:
        short[] shorts = (short[]) from;
        for (int i = 0; i < n; i++) {
          to[i] = shorts[at + i];
        }
        break;
      case INT32:
        int[] ints = (int[]) from;
        for (int i = 0; i < n; i++) {
          to[i] = ints[at + i];
        }
        break;
      default:
        throw new AssertionError(type);
    }
  }

  /** {@code to[i] = from[at + i]}, elements of an integer type. */
  static void toLongs(ElementType type, Object from, int at, long[] to, int n) {
    switch (type) {
      case INT8:
        byte[] bytes = (byte[]) from;
        for (int i = 0; i < n; i++) {
          to[i] = bytes[at + i];
        }
        break;
      case UINT8:
        byte[] unsigned = (byte[]) from;
        for (int i = 0; i < n; i++) {
          to[i] = unsigned[at + i] & 0xFF;
        }
        break;
      case INT16:
        short[] shorts = (short[]) from;
        for (int i = 0; i < n; i++) {
          to[i] = shorts[at + i];
        }
        break;
      case INT32:
        int[] ints = (int[]) from;
        for (int i = 0; i < n; i++) {
          to[i] = ints[at + i];
        }
        break;
      case INT64:
        System.arraycopy(from, at, to, 0, n);
        break;
      default:
        throw new AssertionError(type);
    }
  }

  /** {@code to[at + i] = from[fromAt + i]}, elements of a floating type but float64; NaN is the canonical one. */
  static void fromFloats(ElementType type, float[] from, int fromAt, Object to, int at, int n) {
    if (type == ElementType.FLOAT32) {
      float[] floats = (float[]) to;
      for (int i = 0; i < n; i++) {
        floats[at + i] = from[fromAt + i] == from[fromAt + i] ? from[fromAt + i] : Float.NaN;
      }
      return;
    }
    short[] halves = (short[]) to;
    if (type == ElementType.FLOAT16) {
      for (int i = 0; i < n; i++) {
        halves[at + i] = Half.toFloat16(from[fromAt + i]);
      }
    } else {
      for (int i = 0; i < n; i++) {
        halves[at + i] = Half.toBfloat16(from[fromAt + i]);
      }
    }
  }

  /**
   * {@code to[at + i] = from[fromAt + i]}, elements of any type but int64, rounded once, to nearest even; NaN is the
   * canonical one. Of integer types these are numbers that the type has.
   */
  static void fromDoubles(ElementType type, double[] from, int fromAt, Object to, int at, int n) {
    switch (type) {
      case FLOAT32:
        float[] floats = (float[]) to;
        for (int i = 0; i < n; i++) {
          floats[at + i] = from[fromAt + i] == from[fromAt + i] ? (float) from[fromAt + i] : Float.NaN;
        }
        break;
      case FLOAT64:
        double[] doubles = (double[]) to;
        for (int i = 0; i < n; i++) {
          doubles[at + i] = from[fromAt + i] == from[fromAt + i] ? from[fromAt + i] : Double.NaN;
        }
        break;
      case FLOAT16:
        short[] halves = (short[]) to;
        for (int i = 0; i < n; i++) {
          halves[at + i] = Half.toFloat16(from[fromAt + i]);
        }
        break;
      case BFLOAT16:
        short[] upperHalves = (short[]) to;
        for (int i = 0; i < n; i++) {
          upperHalves[at + i] = Half.toBfloat16(from[fromAt + i]);
        }
        break;
      case INT8:
      case UINT8:
        byte[] bytes = (byte[]) to;
        for (int i = 0; i < n; i++) {
          bytes[at + i] = (byte) (int) from[fromAt + i];
        }
        break;
      case INT16:
        short[] shorts = (short[]) to;
        for (int i = 0; i < n; i++) {
          shorts[at + i] = (short) (int) from[fromAt + i];
        }
        break;
      case INT32:
        int[] ints = (int[]) to;
        for (int i = 0; i < n; i++) {
          ints[at + i] = (int) from[fromAt + i];
        }
        break;
      default:
        throw new AssertionError(type);
    }
  }

  /** {@code to[at + i] = from[fromAt + i]}, elements of an integer type, which has these numbers. */
  static void fromLongs(ElementType type, long[] from, int fromAt, Object to, int at, int n) {
    switch (type) {
      case INT8:
      case UINT8:
        byte[] bytes = (byte[]) to;
        for (int i = 0; i < n; i++) {
          bytes[at + i] = (byte) from[fromAt + i];
        }
        break;
      case INT16:
        short[] shorts = (short[]) to;
        for (int i = 0; i < n; i++) {
          shorts[at + i] = (short) from[fromAt + i];
        }
        break;
      case INT32:
        int[] ints = (int[]) to;
        for (int i = 0; i < n; i++) {
          ints[at + i] = (int) from[fromAt + i];
        }
        break;
      case INT64:
        System.arraycopy(from, fromAt, to, at, n);
        break;
      default:
        throw new AssertionError(type);
    }
  }
}
