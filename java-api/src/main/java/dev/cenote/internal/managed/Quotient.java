package dev.cenote.internal.managed;

import dev.cenote.Rounding;

/** Quotients of integers, rounded from the exact one: between magnitudes, with the sign put back. */
final class Quotient {
  private static final long LOW = 0xFFFFFFFFL;

  private Quotient() {}

  /** {@code total / divisor} within {@code least .. greatest}; neither is -2^63, and the divisor is not 0. */
  static long of(long total, long divisor, Rounding rounding, long least, long greatest) {
    long whole = Math.abs(total);
    long by = Math.abs(divisor);
    long quotient = whole / by;
    if (roundsUp(quotient, whole - quotient * by, by, rounding)) {
      quotient++;
    }
    return Math.max(least, Math.min(greatest, (total ^ divisor) < 0 ? -quotient : quotient));
  }

  /**
   * {@code (high * 2^32 + low) / divisor}, or the int64 that is nearest to it.
   *
   * @param high with a magnitude of at most 2^62
   * @param low 0 or more
   * @param divisor not 0, with a magnitude of at most 2^62
   */
  static long ofLimbs(long high, long low, long divisor, Rounding rounding) {
    high += low >>> 32;
    low &= LOW;
    if (high > Integer.MIN_VALUE && high <= Integer.MAX_VALUE) {
      return of(high << 32 | low, divisor, rounding, Long.MIN_VALUE, Long.MAX_VALUE);
    }
    boolean negative = (high ^ divisor) < 0;
    if (high < 0) {
      high = low == 0 ? -high : -high - 1;
      low = -low & LOW;
    }
    long by = Math.abs(divisor);
    long upper = high / by;
    if (upper > Integer.MAX_VALUE) {
      return negative ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
    long remainder = high - upper * by;
    long lower = 0;
    for (int bit = 31; bit >= 0; bit--) {
      remainder = remainder << 1 | low >>> bit & 1;
      lower <<= 1;
      if (remainder >= by) {
        remainder -= by;
        lower |= 1;
      }
    }
    long quotient = upper << 32 | lower;
    if (roundsUp(quotient, remainder, by, rounding)) {
      quotient++; // from 2^63 - 1 to -2^63, which is right if it is negative
    }
    return negative ? -quotient : quotient < 0 ? Long.MAX_VALUE : quotient;
  }

  /** Whether a remainder takes the magnitude of a quotient to the next. */
  private static boolean roundsUp(long quotient, long remainder, long by, Rounding rounding) {
    if (rounding == Rounding.TOWARD_ZERO) {
      return false;
    }
    long missing = by - remainder;
    return remainder > missing
        || remainder == missing && (rounding == Rounding.HALF_AWAY_FROM_ZERO || (quotient & 1) != 0);
  }
}
