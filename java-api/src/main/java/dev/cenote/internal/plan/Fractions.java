package dev.cenote.internal.plan;

import dev.cenote.tensor.ElementType;
import java.util.Arrays;

/** The numbers in [0, 1) that place the windows of fractional pooling: given, or drawn from a seed. Immutable. */
public final class Fractions {
  private final long seed;
  private final double[] given; // null where they are drawn

  private Fractions(long seed, double[] given) {
    this.seed = seed;
    this.given = given;
  }

  public static Fractions seeded(long seed) {
    return new Fractions(seed, null);
  }

  /**
   * Numbers for each plane, in it for each axis.
   *
   * @throws IllegalArgumentException if one is not in [0, 1)
   */
  public static Fractions given(double[] samples) {
    for (int i = 0; i < samples.length; i++) {
      if (!(samples[i] >= 0 && samples[i] < 1)) {
        throw new IllegalArgumentException(
            "FractionalMaxPool: sample " + i + " is " + samples[i] + ", expected a number in [0, 1)");
      }
    }
    return new Fractions(0, samples.clone());
  }

  /** Refuses given numbers that are not as many as needed, or become 1 in float32. */
  public void check(long planes, int axes, ElementType type) {
    if (given == null) {
      return;
    }
    if (given.length != planes * axes) {
      throw new IllegalArgumentException(given.length + " samples for " + planes + " planes with " + axes
          + " axes, expected " + planes * axes);
    }
    for (double sample : given) {
      if (type != ElementType.FLOAT64 && (float) sample >= 1) {
        throw new IllegalArgumentException("sample " + sample + " is 1 in float32, expected a number in [0, 1)");
      }
    }
  }

  /**
   * The windows of all planes along one axis.
   *
   * @throws IllegalArgumentException if the axis has no room for so many windows
   */
  public AxisWindows windows(long in, long size, long out, long planes, int axes, int axis, ElementType type) {
    if (size > in || out > in - size + 1) {
      throw new IllegalArgumentException(out + " windows of " + size + " elements do not fit into " + in
          + ", expected output + window - 1 to be at most the input");
    }
    return AxisWindows.listed(in, out, planes, (plane, starts, lengths) -> {
      double u = given != null ? given[plane * axes + axis] : drawn((long) plane * axes + axis);
      Arrays.fill(lengths, size);
      for (int i = 0; i < out; i++) {
        long start = i == out - 1 ? in - size
            : type == ElementType.FLOAT64 ? start(i, u, (double) (in - size) / (out - 1))
            : start(i, (float) u, (float) (in - size) / (out - 1));
        starts[i] = Math.min(start, in - size); // beyond 2^24 elements float32 may round it out of the input
      }
    });
  }

  private static long start(int i, double u, double alpha) {
    return (long) ((i + u) * alpha) - (long) (u * alpha);
  }

  private static long start(int i, float u, float alpha) {
    return (long) ((i + u) * alpha) - (long) (u * alpha);
  }

  /**
   * Number {@code counter} of the seed: the finalizer of SplitMix64 (Steele, Lea and Flood, 2014) on a Weyl sequence,
   * its upper 24 bits, which float32 holds.
   */
  private double drawn(long counter) {
    long z = seed + (counter + 1) * 0x9E3779B97F4A7C15L;
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return Math.scalb((double) ((z ^ z >>> 31) >>> 40), -24);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Fractions && seed == ((Fractions) other).seed
        && Arrays.equals(given, ((Fractions) other).given);
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(seed) + Arrays.hashCode(given);
  }

  /** Such as {@code seed 42} or {@code samples [0.5, 0.25]}. */
  @Override
  public String toString() {
    return given == null ? "seed " + seed
        : given.length <= 8 ? "samples " + Arrays.toString(given)
        : given.length + " samples with hash " + hashCode();
  }
}
