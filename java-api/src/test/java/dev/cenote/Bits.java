package dev.cenote;

/** Compares numbers by their bits. */
final class Bits {
  private Bits() {}

  /** Fails with the description, the place and both numbers where the bits differ. */
  static void assertSame(String description, float[] actual, float[] expected) {
    if (actual.length != expected.length) {
      throw new AssertionError(description + ": " + actual.length + " elements, expected " + expected.length);
    }
    for (int i = 0; i < expected.length; i++) {
      if (Float.floatToRawIntBits(actual[i]) != Float.floatToRawIntBits(expected[i])) {
        throw new AssertionError(description + ": element " + i + " of " + expected.length + " is " + text(actual[i])
            + ", expected " + text(expected[i]));
      }
    }
  }

  private static String text(float value) {
    return String.format("%s (0x%08X)", value, Float.floatToRawIntBits(value));
  }
}
