package dev.cenote.internal;

import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The grammar of {@link Problem}: words, and what is wrong with them. */
final class ProblemText {
  private static final Pattern SIZES = Pattern.compile("(?:n(\\d+))?c(\\d+)(?:l(\\d+)|(?:d(\\d+))?h(\\d+)w(\\d+))");
  private static final String NUMBERS = "(\\d+(?:x\\d+)*)";
  private static final Pattern WINDOW = Pattern.compile(
      "k" + NUMBERS + "(?:s" + NUMBERS + ")?(?:p" + NUMBERS + "(?:\\.\\." + NUMBERS + ")?)?(?:d" + NUMBERS + ")?");
  private static final Pattern OUTPUT = Pattern.compile("o" + NUMBERS);
  private static final Pattern WINDOW_AND_OUTPUT = Pattern.compile("k" + NUMBERS + "o" + NUMBERS);

  private final String text;
  private final String[] words;
  private final Operator operator;
  private final Map<ProblemOption, List<String>> options = new EnumMap<>(ProblemOption.class);
  private Layout layout;

  ProblemText(String text) {
    this.text = text;
    this.words = text.strip().split("\\s+");
    this.operator = findOperator();
    if (words.length < 2) {
      throw malformed("", "sizes such as n1c64h112w112");
    }
    if (words.length < optionsFrom()) {
      throw malformed("", operator.sizes().example());
    }
    for (int i = optionsFrom(); i < words.length; i++) {
      option(words[i]);
    }
  }

  private int optionsFrom() {
    return operator.isGlobal() ? 2 : 3;
  }

  private Operator findOperator() {
    return Arrays.stream(Operator.values()).filter(known -> known.isNamedBy(words[0])).findFirst()
        .orElseThrow(() -> malformed(words[0], Arrays.stream(Operator.values())
            .map(known -> known + (known.hasNorm() ? "<p>" : "")).collect(Collectors.joining(", "))));
  }

  private void option(String word) {
    ProblemOption option = ProblemOption.of(word);
    if (option == null) {
      throw malformed(word, operator.expectedOptions());
    }
    if (!operator.takes(option)) {
      throw malformed(word, "no " + option + " with " + operator);
    }
    if (options.containsKey(option) && !option.isRepeatable()) {
      throw malformed(word, "no second " + option);
    }
    options.computeIfAbsent(option, kind -> new ArrayList<>()).add(word);
  }

  Operator operator() {
    return operator;
  }

  /** The exponent of a norm, else 0. */
  double p() {
    String p = words[0].substring(operator.toString().length());
    if (!operator.hasNorm()) {
      return 0;
    }
    if (!p.matches("inf|" + ProblemOption.NUMBER)) {
      throw malformed(words[0], operator + "<p> with a number or inf");
    }
    return p.equals("inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(p);
  }

  /** The word of an option, or {@code otherwise}. */
  String option(ProblemOption option, String otherwise) {
    return options.containsKey(option) ? options.get(option).get(0) : otherwise;
  }

  /** The words of an option that is repeatable. */
  List<String> words(ProblemOption option) {
    return options.getOrDefault(option, List.of());
  }

  /** The layout that is named, or the channels-first one for the sizes. */
  Layout layout() {
    String name = option(ProblemOption.LAYOUT, null);
    int rank = spatial(sizes()).length;
    layout = name == null ? Layout.channelsFirst(rank) : Layout.valueOf(name.toUpperCase(Locale.ROOT));
    if (layout.spatialRank() != rank) {
      throw malformed(words[1], layout.spatialRank() + " spatial sizes for layout " + name);
    }
    return layout;
  }

  private Matcher sizes() {
    return match(SIZES, words[1], "sizes such as n1c64h112w112, c4l17 or n1c2d4h5w6");
  }

  private static String[] spatial(Matcher sizes) {
    return sizes.group(3) != null ? new String[] {sizes.group(3)}
        : sizes.group(4) != null ? new String[] {sizes.group(4), sizes.group(5), sizes.group(6)}
        : new String[] {sizes.group(5), sizes.group(6)};
  }

  /** The input's shape in the {@link #layout()}, which has been asked for. */
  Shape shape() {
    Matcher match = sizes();
    String[] spatial = spatial(match);
    boolean batch = match.group(1) != null;
    long[] sizes = new long[spatial.length + (batch ? 2 : 1)];
    if (batch) {
      sizes[0] = number(match.group(1), words[1]);
    }
    int channels = layout.isChannelsLast() ? sizes.length - 1 : batch ? 1 : 0;
    sizes[channels] = number(match.group(2), words[1]);
    int first = (batch ? 1 : 0) + (layout.isChannelsLast() ? 0 : 1);
    for (int axis = 0; axis < spatial.length; axis++) {
      sizes[first + axis] = number(spatial[axis], words[1]);
    }
    return at(words[1], () -> Shape.of(sizes));
  }

  /** The numbers of the window: sizes, strides, padding at begin and end, dilations. */
  long[][] window() {
    Matcher match = match(WINDOW, words[2], "a window such as k3s2p1 or k3x2s1x2p0x1..1x1d2");
    if (match.group(3) != null && options.containsKey(ProblemOption.PADDING)) {
      throw malformed(words[2], "no padding sizes with " + option(ProblemOption.PADDING, ""));
    }
    long[] size = perAxis(match.group(1));
    long[] begin = perAxis(match.group(3) == null ? "0" : match.group(3));
    return new long[][] {
        size, match.group(2) == null ? size : perAxis(match.group(2)),
        begin, match.group(4) == null ? begin : perAxis(match.group(4)),
        perAxis(match.group(5) == null ? "1" : match.group(5))};
  }

  /** The sizes of an output. */
  long[] output() {
    return perAxis(match(OUTPUT, words[2], operator.sizes().example()).group(1));
  }

  /** The sizes of a window and of an output. */
  long[][] windowAndOutput() {
    Matcher match = match(WINDOW_AND_OUTPUT, words[2], operator.sizes().example());
    return new long[][] {perAxis(match.group(1)), perAxis(match.group(2))};
  }

  private Matcher match(Pattern pattern, String word, String expected) {
    Matcher match = pattern.matcher(word);
    if (!match.matches()) {
      throw malformed(word, expected);
    }
    return match;
  }

  private long[] perAxis(String numbers) {
    String[] parts = numbers.split("x");
    if (parts.length != 1 && parts.length != layout.spatialRank()) {
      String counts = layout.spatialRank() == 1 ? "1 number" : "1 or " + layout.spatialRank() + " numbers";
      throw malformed(words[2], counts + " in place of " + numbers);
    }
    long[] all = new long[layout.spatialRank()];
    for (int axis = 0; axis < all.length; axis++) {
      all[axis] = number(parts[parts.length == 1 ? 0 : axis], words[2]);
    }
    return all;
  }

  /** The whole number that digits of a word mean. */
  long number(String digits, String word) {
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      throw malformed(word, "numbers below 2^63 in place of " + digits);
    }
  }

  /** The word that gives the sizes of windows or outputs; of global operators, the name. */
  String sizesWord() {
    return words[operator.isGlobal() ? 0 : 2];
  }

  String operatorWord() {
    return words[0];
  }

  /** What is made of a word, which refusals quote. */
  <T> T at(String word, Supplier<T> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("Problem: \"" + text + "\" has \"" + word + "\": " + e.getMessage(), e);
    }
  }

  /** A refusal that quotes the word at fault; an empty one is missing. */
  IllegalArgumentException malformed(String word, String expected) {
    return new IllegalArgumentException("Problem: \"" + text + "\" "
        + (word.isEmpty() ? "ends too early" : "has \"" + word + "\"") + ", expected " + expected);
  }
}
