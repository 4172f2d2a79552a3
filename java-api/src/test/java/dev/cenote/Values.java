package dev.cenote;

import java.util.Arrays;
import java.util.Random;

/** Kinds of numbers that tests fill tensors with, the awkward ones among them. */
enum Values {
  NORMAL, TIES, NAN, INFINITE, ZEROS, DENORMAL, HUGE, MIXED;

  private static final float[] NANS = {
      Float.NaN, Float.intBitsToFloat(0xFFC00001), Float.intBitsToFloat(0x7FC12345), Float.intBitsToFloat(0xFFFFFFFF)};
  private static final float[] SPECIAL = {
      0.0f, -0.0f, Float.MIN_VALUE, -Float.MIN_VALUE, Float.MIN_NORMAL, Float.MAX_VALUE, -Float.MAX_VALUE,
      Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1, -1, 0.1f};

  /** So many numbers of this kind; the same ones for the same seed. */
  float[] draw(int n, long seed) {
    Random random = new Random(seed * 31 + ordinal());
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = one(random);
    }
    return values;
  }

  private float one(Random random) {
    float normal = (float) random.nextGaussian();
    switch (this) {
      case NORMAL:
        return normal;
      case TIES:
        return random.nextInt(7) - 3;
      case NAN:
        return random.nextInt(12) == 0 ? NANS[random.nextInt(NANS.length)] : normal;
      case INFINITE:
        return random.nextInt(3) == 0 ? normal
            : random.nextInt(3) == 0 ? Float.POSITIVE_INFINITY : Float.NEGATIVE_INFINITY;
      case ZEROS:
        return random.nextInt(3) == 0 ? 0.0f : -0.0f;
      case DENORMAL:
        return Float.intBitsToFloat(random.nextInt(1 << 23) | (random.nextBoolean() ? 1 << 31 : 0));
      case HUGE:
        return (random.nextInt(3) == 0 ? -1 : 1) * Float.MAX_VALUE * (0.25f + 0.75f * random.nextFloat());
      default:
        return random.nextInt(20) == 0 ? NANS[random.nextInt(NANS.length)] : SPECIAL[random.nextInt(SPECIAL.length)];
    }
  }

  /** A number that appears in no result, to see whether memory was written. */
  static float[] guards(int n) {
    float[] guards = new float[n];
    Arrays.fill(guards, Float.intBitsToFloat(GUARD));
    return guards;
  }

  static final int GUARD = 0x7FABCDEF;
}
