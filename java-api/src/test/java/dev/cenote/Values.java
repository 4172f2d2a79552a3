package dev.cenote;

import dev.cenote.reference.Format;
import dev.cenote.tensor.ElementType;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** Kinds of numbers that tests fill tensors with, the awkward ones among them, as bits. */
enum Values {
  NORMAL, TIES, EXTREME, MIXED, NAN(true), INFINITE(true), ZEROS(true), DENORMAL(true);

  private static final double[] SPECIAL = {0.0, -0.0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1, -1, 0.1};

  private final boolean floatingOnly;

  Values() {
    this(false);
  }

  Values(boolean floatingOnly) {
    this.floatingOnly = floatingOnly;
  }

  /** The kinds that a type has. */
  static List<Values> of(ElementType type) {
    return Arrays.stream(values()).filter(kind -> type.isFloating() || !kind.floatingOnly)
        .collect(Collectors.toUnmodifiableList());
  }

  /** So many numbers of this kind; the same ones for the same seed. */
  long[] draw(ElementType type, int n, long seed) {
    Format format = Format.of(type);
    Random random = new Random(seed * 31 + ordinal());
    long[] values = new long[n];
    for (int i = 0; i < n; i++) {
      values[i] = type.isFloating() ? floating(format, random) : integer(format, random);
    }
    return values;
  }

  private long floating(Format format, Random random) {
    switch (this) {
      case NORMAL:
        return format.bits(random.nextGaussian());
      case TIES:
        return format.bits(random.nextInt(7) - 3);
      case EXTREME: // near the greatest, so that sums overflow
        long infinite = format.bits(Double.POSITIVE_INFINITY);
        double greatest = format.number(infinite - 1) * (0.25 + 0.75 * random.nextDouble());
        return format.bits(random.nextInt(3) == 0 ? -greatest : greatest);
      case NAN:
        return random.nextInt(12) == 0 ? nan(format, random) : format.bits(random.nextGaussian());
      case INFINITE:
        return format.bits(random.nextInt(3) == 0 ? random.nextGaussian()
            : random.nextInt(3) == 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY);
      case ZEROS:
        return format.bits(random.nextInt(3) == 0 ? 0.0 : -0.0);
      case DENORMAL:
        return denormal(format, random);
      default:
        return random.nextInt(20) == 0 ? nan(format, random)
            : random.nextInt(6) == 0 ? denormal(format, random)
            : random.nextInt(6) == 0 ? EXTREME.floating(format, random)
            : format.bits(SPECIAL[random.nextInt(SPECIAL.length)]);
    }
  }

  /** Quiet or not, of either sign. */
  private static long nan(Format format, Random random) {
    long infinite = format.bits(random.nextBoolean() ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY);
    long payloads = Math.round(1 / format.epsilon()) - 1;
    return infinite + 1 + Math.floorMod(random.nextLong(), payloads);
  }

  private static long denormal(Format format, Random random) {
    long normal = Math.round(1 / format.epsilon()); // the pattern of the least one
    long sign = random.nextBoolean() ? format.bits(-0.0) : 0;
    return sign | Math.floorMod(random.nextLong(), normal);
  }

  private long integer(Format format, Random random) {
    ElementType type = format.type();
    switch (this) {
      case NORMAL:
        return format.pattern(random.nextLong());
      case TIES:
        return format.pattern(type.least() < 0 ? random.nextInt(7) - 3 : random.nextInt(7));
      case EXTREME:
        return format.pattern(random.nextBoolean() ? type.least() : type.greatest());
      default:
        return random.nextInt(4) == 0 ? EXTREME.integer(format, random)
            : format.pattern(random.nextBoolean() ? random.nextInt(16) : random.nextLong());
    }
  }
}
