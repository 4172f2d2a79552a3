package dev.cenote.explorer;

import dev.cenote.Divisor;
import dev.cenote.Padding;
import dev.cenote.Window;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that say how a window moves: they make no sense for global pooling. */
final class WindowOptions {
  @Option(names = "--stride", paramLabel = "SIZE", converter = SizesConverter.class,
      description = "How far the window moves, such as 2 or 2x1. Default: the size of the window.")
  private Sizes stride;

  @Option(names = "--padding", paramLabel = "PADDING", converter = PaddingConverter.class,
      description = "How far windows reach beyond the borders: 1, 1x2, 0x1..1x2 (begin and end apart), valid, "
          + "same-upper or same-lower. Default: valid, that is 0.")
  private Padding padding;

  @Option(names = "--dilation", paramLabel = "SIZE", converter = SizesConverter.class,
      description = "The distance between a window's elements. Default: 1, that is dense.")
  private Sizes dilation;

  @Option(names = "--ceil", description = "Keep a last window that hangs over the border.")
  private boolean ceil;

  @Option(names = "--divisor", paramLabel = "DIVISOR", converter = DivisorConverter.class,
      description = "What an average divides by: exclude (elements inside the input), include (padding counts too) or "
          + "a number; 1 makes it a sum. Default: exclude.")
  private Divisor divisor;

  /** The divisor of an average. */
  Divisor divisor() {
    return divisor != null ? divisor : Divisor.EXCLUDE_PADDING;
  }

  /** A window of this size, over so many axes, that moves as the options say. */
  Window window(Sizes size, int axes) {
    Window window = size.window(axes);
    if (stride != null) {
      window = window.stride(stride.values());
    }
    if (dilation != null) {
      window = window.dilation(dilation.values());
    }
    if (padding != null) {
      window = window.padding(padding);
    }
    return ceil ? window.ceil() : window;
  }

  /** Refuses options that the operator has no use for, rather than leave them aside in silence. */
  void check(boolean windowed, boolean average) {
    if (!windowed) {
      refuse(stride, "--stride");
      refuse(padding, "--padding");
      refuse(dilation, "--dilation");
      refuse(ceil ? true : null, "--ceil");
    }
    if (divisor != null && !average) {
      throw new CommandException("--divisor needs --avg: nothing else divides by a number of your choice");
    }
  }

  private static void refuse(Object value, String option) {
    if (value != null) {
      throw new CommandException(option + " needs --max or --avg: a global operator has no window to move");
    }
  }

  /** Reads {@code 3}, {@code 3x3} or {@code 2x2x2}. */
  static final class SizesConverter implements ITypeConverter<Sizes> {
    @Override
    public Sizes convert(String text) {
      try {
        return Sizes.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  /** Reads {@code valid}, {@code same-upper}, {@code same-lower}, {@code 1x2} or {@code 0x1..1x2}. */
  static final class PaddingConverter implements ITypeConverter<Padding> {
    @Override
    public Padding convert(String text) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "valid" -> Padding.VALID;
        case "same-upper" -> Padding.SAME_UPPER;
        case "same-lower" -> Padding.SAME_LOWER;
        default -> explicit(text);
      };
    }

    private static Padding explicit(String text) {
      String[] sides = text.split("\\.\\.", -1);
      try {
        if (sides.length > 2) {
          throw new IllegalArgumentException("it has more than a begin and an end");
        }
        return Padding.of(Sizes.parse(sides[0]).values(), Sizes.parse(sides[sides.length - 1]).values());
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException("\"" + text + "\" is not a padding, expected 1, 1x2, 0x1..1x2, valid, "
            + "same-upper or same-lower (" + e.getMessage() + ")");
      }
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
}
