package dev.cenote.internal;

import dev.cenote.Rounding;
import dev.cenote.tensor.ElementType;
import dev.cenote.tensor.Layout;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The kinds of options of a {@link Problem}, in the order in which they are written. */
enum ProblemOption {
  CEIL("ceil", "ceil", "ceil"),
  PADDING("padding", "same_upper, same_lower", "same_upper|same_lower"),
  DIVISOR("divisor", "include, divisor<number>", "include|divisor" + ProblemOption.NUMBER),
  ROUNDING("rounding", "half_to_even, toward_zero", anyOf(Rounding.values())),
  SEED("seed", "seed<number>", "seed-?\\d+"),
  SCALE("scale", "scale<number>", "scale" + ProblemOption.NUMBER),
  REGION("region", "roi<image>:<x1>,<y1>,<x2>,<y2>",
      "roi\\d+:" + ProblemOption.NUMBER + ("," + ProblemOption.NUMBER).repeat(3)),
  MODE("mode", "half_pixel, output_half_pixel", "half_pixel|output_half_pixel"),
  SAMPLES("samples", "samples<number>", "samples\\d+"),
  MAX_OF_TERMS("max", "max", "max"),
  TYPE("element type", "an element type such as int8", anyOf(ElementType.values())),
  LAYOUT("layout", "a layout such as nhwc", anyOf(Layout.values()));

  static final String NUMBER = "-?\\d+(?:\\.\\d+)?(?:E-?\\d+)?";

  private final String kind;
  private final String example;
  private final Pattern words;

  ProblemOption(String kind, String example, String words) {
    this.kind = kind;
    this.example = example;
    this.words = Pattern.compile(words);
  }

  private static String anyOf(Enum<?>[] names) {
    return Arrays.stream(names).map(ProblemOption::nameOf).collect(Collectors.joining("|"));
  }

  static String nameOf(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** The kind that a word is of, or null. */
  static ProblemOption of(String word) {
    for (ProblemOption option : values()) {
      if (option.words.matcher(word).matches()) {
        return option;
      }
    }
    return null;
  }

  /** Whether there may be several such words. */
  boolean isRepeatable() {
    return this == REGION;
  }

  /** Its words as messages say what is expected. */
  String example() {
    return example;
  }

  @Override
  public String toString() {
    return kind;
  }
}
