package dev.cenote.internal;

import static dev.cenote.internal.ProblemOption.CEIL;
import static dev.cenote.internal.ProblemOption.DIVISOR;
import static dev.cenote.internal.ProblemOption.LAYOUT;
import static dev.cenote.internal.ProblemOption.MAX_OF_TERMS;
import static dev.cenote.internal.ProblemOption.MODE;
import static dev.cenote.internal.ProblemOption.PADDING;
import static dev.cenote.internal.ProblemOption.REGION;
import static dev.cenote.internal.ProblemOption.ROUNDING;
import static dev.cenote.internal.ProblemOption.SAMPLES;
import static dev.cenote.internal.ProblemOption.SCALE;
import static dev.cenote.internal.ProblemOption.SEED;
import static dev.cenote.internal.ProblemOption.TYPE;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The operators that a {@link Problem} can name, and the words that each takes. */
public enum Operator {
  MAX(Sizes.WINDOW, CEIL, PADDING),
  MIN(Sizes.WINDOW, CEIL, PADDING),
  AVG(Sizes.WINDOW, CEIL, PADDING, DIVISOR, ROUNDING),
  SUM(Sizes.WINDOW, CEIL, PADDING),
  LP(Sizes.WINDOW, CEIL, PADDING),
  GLOBALMAX(Sizes.NONE),
  GLOBALAVG(Sizes.NONE, ROUNDING),
  GLOBALLP(Sizes.NONE),
  ADAPTIVEMAX(Sizes.OUTPUT),
  ADAPTIVEAVG(Sizes.OUTPUT, ROUNDING),
  FRACTIONALMAX(Sizes.WINDOW_AND_OUTPUT, SEED),
  ROIMAX(Sizes.OUTPUT, SCALE, REGION),
  ROIALIGN(Sizes.OUTPUT, SCALE, REGION, MODE, SAMPLES, MAX_OF_TERMS);

  /** What the word behind the input's sizes says. */
  enum Sizes {
    NONE(""),
    WINDOW("a window such as k3s2p1"),
    OUTPUT("an output size such as o7x5"),
    WINDOW_AND_OUTPUT("a window and an output size such as k2o5x4");

    private final String example;

    Sizes(String example) {
      this.example = example;
    }

    String example() {
      return example;
    }
  }

  private final Sizes sizes;
  private final Set<ProblemOption> options;

  Operator(Sizes sizes, ProblemOption... options) {
    this.sizes = sizes;
    this.options = EnumSet.of(TYPE, LAYOUT);
    this.options.addAll(Arrays.asList(options));
  }

  Sizes sizes() {
    return sizes;
  }

  boolean takes(ProblemOption option) {
    return options.contains(option);
  }

  /** The options as the end of a sentence. */
  String expectedOptions() {
    return options.stream().map(ProblemOption::example).collect(Collectors.joining(", ")).replaceFirst(
        "(.*), ", "$1 or ");
  }

  /** Whether a word names this operator, behind which the exponent of a norm stands. */
  boolean isNamedBy(String word) {
    return hasNorm() ? word.startsWith(toString()) : word.equals(toString());
  }

  public boolean hasNorm() {
    return this == LP || this == GLOBALLP;
  }

  public boolean isGlobal() {
    return sizes == Sizes.NONE;
  }

  /** Whether a {@link dev.cenote.Window} slides over the input. */
  public boolean isWindowed() {
    return sizes == Sizes.WINDOW;
  }

  /** Whether the result is an element of the window, which has an index. */
  public boolean hasIndex() {
    return this == MAX || this == MIN || this == GLOBALMAX || this == ADAPTIVEMAX || this == FRACTIONALMAX
        || this == ROIMAX;
  }

  /** Whether an image of the output is made of each region. */
  public boolean isOverRegions() {
    return this == ROIMAX || this == ROIALIGN;
  }

  /** Whether there is such an operator for floating types alone. */
  public boolean isFloatingOnly() {
    return hasNorm() || this == ROIALIGN;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
