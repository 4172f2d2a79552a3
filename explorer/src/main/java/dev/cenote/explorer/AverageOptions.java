package dev.cenote.explorer;

import dev.cenote.Divisor;
import dev.cenote.Rounding;
import dev.cenote.tensor.ElementType;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that say how a sum becomes an average. */
final class AverageOptions {
  @Option(names = "--divisor", paramLabel = "DIVISOR", converter = DivisorConverter.class,
      description = "What --avg divides by: exclude (elements inside the input), include (padding counts too) or a "
          + "number. Default: exclude.")
  private Divisor divisor;

  @Option(names = "--rounding", paramLabel = "ROUNDING", converter = RoundingConverter.class,
      description = "How averages of integers are rounded: half-away-from-zero, half-to-even or toward-zero. Default: "
          + "half-away-from-zero.")
  private Rounding rounding;

  /** The divisor of an average. */
  Divisor divisor() {
    return divisor != null ? divisor : Divisor.EXCLUDE_PADDING;
  }

  /** The rounding of an average of integers. */
  Rounding rounding() {
    return rounding != null ? rounding : Rounding.HALF_AWAY_FROM_ZERO;
  }

  /** Refuses options that the operator has no use for. */
  void check(Operator operator) {
    operator.allow("--divisor", divisor != null, List.of("--avg"),
        "nothing else divides by a number of your choice");
    operator.allow("--rounding", rounding != null, Operator.AVERAGES, "nothing else has a fraction to round");
  }

  /** Refuses options that elements of this type have no use for. */
  void checkType(ElementType type) {
    if (rounding != null && type.isFloating()) {
      throw new CommandException("--rounding is for averages of integers, and the elements are " + type);
    }
  }

  /** Reads {@code exclude}, {@code include} or a number. */
  static final class DivisorConverter implements ITypeConverter<Divisor> {
    @Override
    public Divisor convert(String text) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "exclude" -> Divisor.EXCLUDE_PADDING;
        case "include" -> Divisor.INCLUDE_PADDING;
        default -> fixed(text);
      };
    }

    private static Divisor fixed(String text) {
      double value;
      try {
        value = Double.parseDouble(text);
      } catch (NumberFormatException e) {
        throw new TypeConversionException("\"" + text + "\" is not a divisor, expected exclude, include or a number");
      }
      try {
        return Divisor.fixed(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  /** Reads a rounding, in small letters with hyphens. */
  static final class RoundingConverter extends NameConverter<Rounding> {
    RoundingConverter() {
      super(Rounding.class);
    }
  }
}
