package dev.cenote.conformance;

import dev.cenote.tensor.ElementType;

/** Holds answers against what they should be. */
final class Agreement {
  private Agreement() {}

  /** How far an element may lie from what it should be. */
  interface Tolerance {
    /** To the bit, but for the sign of a zero and the bits of a NaN. */
    Tolerance EXACT = (expected, position) -> 0;

    double of(double expected, int position);
  }

  /** Fails with the case and the first element that differs. */
  static void assertAgrees(String situation, Array actual, Array expected, Tolerance tolerance) {
    if (actual.type() != expected.type() || !actual.shape().equals(expected.shape())) {
      throw new AssertionError(situation + ": is " + actual.shape() + " " + actual.type() + ", expected "
          + expected.shape() + " " + expected.type());
    }
    if (expected.type().isFloating()) {
      assertAgrees(situation, actual, expected.doubles(), tolerance);
    } else {
      assertSame(situation, actual, expected);
    }
  }

  /** As {@link #assertAgrees(String, Array, Array, Tolerance)}, with numbers that no type has rounded. */
  static void assertAgrees(String situation, Array actual, double[] expected, Tolerance tolerance) {
    double[] numbers = actual.doubles();
    if (numbers.length != expected.length) {
      throw new AssertionError(situation + ": is " + actual.shape() + ", expected " + expected.length + " elements");
    }
    for (int i = 0; i < expected.length; i++) {
      boolean agrees = Double.isFinite(expected[i])
          ? Math.abs(numbers[i] - expected[i]) <= tolerance.of(expected[i], i)
          : Double.compare(numbers[i], expected[i]) == 0; // NaN is equal to NaN
      if (!agrees) {
        throw new AssertionError(situation + ": element " + i + " of " + actual.shape() + " " + actual.type() + " is "
            + numbers[i] + ", expected " + expected[i] + " within " + tolerance.of(expected[i], i));
      }
    }
  }

  private static void assertSame(String situation, Array actual, Array expected) {
    long[] numbers = actual.longs();
    long[] wanted = expected.longs();
    for (int i = 0; i < wanted.length; i++) {
      if (numbers[i] != wanted[i]) {
        throw new AssertionError(situation + ": element " + i + " of " + actual.shape() + " " + actual.type() + " is "
            + numbers[i] + ", expected " + wanted[i]);
      }
    }
  }

  /** The distance of 1 from the next greater number of a floating type. */
  static double eps(ElementType type) {
    return switch (type) {
      case FLOAT64 -> 0x1p-52;
      case FLOAT32 -> 0x1p-23;
      case FLOAT16 -> 0x1p-10;
      case BFLOAT16 -> 0x1p-7;
      default -> throw new IllegalArgumentException("Agreement: " + type + " has no eps");
    };
  }

  /** The least number above 0 of a floating type. */
  static double leastDenormal(ElementType type) {
    return switch (type) {
      case FLOAT64 -> 0x1p-1074;
      case FLOAT32 -> 0x1p-149;
      case FLOAT16 -> 0x1p-24;
      case BFLOAT16 -> 0x1p-133;
      default -> throw new IllegalArgumentException("Agreement: " + type + " has no denormals");
    };
  }
}
