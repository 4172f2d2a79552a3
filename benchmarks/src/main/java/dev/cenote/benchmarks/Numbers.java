package dev.cenote.benchmarks;

import java.util.Locale;

/** How times and ratios are written: three digits that count, and a unit that keeps them short. */
final class Numbers {
  private static final String[] UNITS = {"ns", "us", "ms", "s "};

  private Numbers() {}

  /** Such as {@code 41.3 us}. */
  static String time(double nanos) {
    int unit = 0;
    while (nanos >= 999.5 && unit < UNITS.length - 1) {
      nanos /= 1000;
      unit++;
    }
    return digits(nanos) + " " + UNITS[unit];
  }

  /** Such as {@code 2.13x}; {@code -} for NaN. */
  static String ratio(double ratio) {
    return Double.isNaN(ratio) ? "-" : digits(ratio) + "x";
  }

  /** A share of a whole in percent, such as {@code 4%}; {@code ?} for NaN. */
  static String percent(double part, double whole) {
    return Double.isNaN(part) ? "?" : String.format(Locale.ROOT, "%.0f%%", 100 * part / whole);
  }

  /** Such as {@code 50 s} or {@code 3 min 20 s}. */
  static String duration(double seconds) {
    long rounded = Math.round(seconds);
    if (rounded < 60) {
      return rounded + " s";
    }
    if (rounded < 3600) {
      return rounded / 60 + " min" + (rounded % 60 == 0 ? "" : " " + rounded % 60 + " s");
    }
    return rounded / 3600 + " h " + rounded % 3600 / 60 + " min";
  }

  private static String digits(double value) {
    int decimals = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
