package dev.cenote.benchmarks.charts;

import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.util.Locale;

/** Two digits that count, and no more zeros than it takes: 0.85, 1.3, 24, 1500. */
public final class ShortNumbers extends NumberFormat {
  private static final long serialVersionUID = 1;

  /** One number. */
  public static String of(double value) {
    String text = String.format(Locale.ROOT, value < 0.995 ? "%.2f" : value < 9.95 ? "%.1f" : "%.0f", value);
    return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
  }

  @Override
  public StringBuffer format(double value, StringBuffer to, FieldPosition position) {
    return to.append(of(value));
  }

  @Override
  public StringBuffer format(long value, StringBuffer to, FieldPosition position) {
    return to.append(of(value));
  }

  @Override
  public Number parse(String text, ParsePosition position) {
    throw new UnsupportedOperationException("only written");
  }
}
