package dev.cenote.explorer;

import dev.cenote.Padding;
import dev.cenote.Window;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that say how large windows are and how they move. */
final class WindowOptions {
  private static final List<String> UNSIZED = List.of("--lp", "--fractional-max");

  @Option(names = "--window", paramLabel = "SIZE", converter = Sizes.Converter.class,
      description = "The size of the windows of --lp and --fractional-max.")
  private Sizes size;

  @Option(names = "--stride", paramLabel = "SIZE", converter = Sizes.Converter.class,
      description = "How far the window moves, such as 2 or 2x1. Default: the size of the window.")
  private Sizes stride;

  @Option(names = "--padding", paramLabel = "PADDING", converter = PaddingConverter.class,
      description = "How far windows reach beyond the borders: 1, 1x2, 0x1..1x2 (begin and end apart), valid, "
          + "same-upper or same-lower. Default: valid, that is 0.")
  private Padding padding;

  @Option(names = "--dilation", paramLabel = "SIZE", converter = Sizes.Converter.class,
      description = "The distance between a window's elements. Default: 1, that is dense.")
  private Sizes dilation;

  @Option(names = "--ceil", description = "Keep a last window that hangs over the border.")
  private boolean ceil;

  @Option(names = "--seed", paramLabel = "N",
      description = "What the random numbers of --fractional-max begin with; the same seed gives the same windows. "
          + "Default: 0.")
  private Long seed;

  /** The size of the windows; null where it stands elsewhere. */
  Sizes size() {
    return size;
  }

  long seed() {
    return seed != null ? seed : 0;
  }

  /** A window of this size, over so many axes, that moves as the options say. */
  Window window(Sizes size, int axes) {
    Window window = Window.of(size.along(axes, "window"));
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

  /** Refuses options that the operator has no use for, and the lack of one that it needs. */
  void check(Operator operator) {
    String noSlide = "the windows of other operators are made without it";
    operator.allow("--stride", stride != null, Operator.SLIDING, noSlide);
    operator.allow("--padding", padding != null, Operator.SLIDING, noSlide);
    operator.allow("--dilation", dilation != null, Operator.SLIDING, noSlide);
    operator.allow("--ceil", ceil, Operator.SLIDING, noSlide);
    operator.allow("--window", size != null, UNSIZED, "others say their size themselves, as --max 2x2, or have none");
    operator.require("--window", size != null, UNSIZED, "2x2");
    operator.allow("--seed", seed != null, List.of("--fractional-max"), "nothing else is random");
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
}
