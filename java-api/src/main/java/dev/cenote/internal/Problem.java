package dev.cenote.internal;

import dev.cenote.AvgPool;
import dev.cenote.Divisor;
import dev.cenote.GlobalAvgPool;
import dev.cenote.GlobalMaxPool;
import dev.cenote.MaxPool;
import dev.cenote.Padding;
import dev.cenote.Pool;
import dev.cenote.Window;
import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * A pooling problem as one line of text: the name of a case in tests, benchmarks, failures and bug reports.
 *
 * <pre>
 * max n1c64h112w112 k3s2p1                            ResNet's first pooling layer
 * avg n2c3h7w9 k3x2s1x2p0x1..1x1d2 ceil include nhwc  begin and end padding apart, dilation 2
 * max c4l17 k3                                        a sequence, without a batch; stride = window
 * avg n1c2d4h5w6 k2x2x2 same_upper divisor-3          a volume, divided by -3
 * globalavg n32c2048h7w7
 * </pre>
 *
 * <p>The words are, first, {@code max}, {@code avg}, {@code globalmax} or {@code globalavg}; then the input's sizes by
 * letter, whatever the layout: {@code n} (may be left out), {@code c}, then {@code l}, or {@code h w}, or
 * {@code d h w}; then, unless global, the window: size {@code k}, stride {@code s} (else the size), padding {@code p}
 * (else 0; {@code begin..end} where the two differ), dilation {@code d} (else 1), each one number for all axes or one
 * an axis joined by {@code x}. Options follow in any order: {@code ceil}, {@code same_upper}, {@code same_lower},
 * {@code include} (padding counts for the divisor), {@code divisor<number>}, and a layout ({@code nchw} and its like
 * if none is named).
 *
 * <p>Immutable. {@link #toString} gives the shortest text that parses to an equal problem.
 */
public final class Problem {
  private static final Pattern SIZES = Pattern.compile("(?:n(\\d+))?c(\\d+)(?:l(\\d+)|(?:d(\\d+))?h(\\d+)w(\\d+))");
  private static final String NUMBERS = "(\\d+(?:x\\d+)*)";
  private static final Pattern WINDOW = Pattern.compile(
      "k" + NUMBERS + "(?:s" + NUMBERS + ")?(?:p" + NUMBERS + "(?:\\.\\." + NUMBERS + ")?)?(?:d" + NUMBERS + ")?");

  private final String text;
  private final String operator;
  private Layout layout;
  private Shape shape;
  private long[] size;
  private long[] stride;
  private long[] begin;
  private long[] end;
  private long[] dilation;
  private final Map<String, String> options = new TreeMap<>(); // kind of option to its word
  private final Pool pool;

  /**
   * The problem that a line of text describes.
   *
   * @throws IllegalArgumentException if the text is malformed, or describes an operator that cannot be; the message
   *     quotes the text and the word at fault
   */
  public static Problem parse(String text) {
    return new Problem(text);
  }

  private Problem(String text) {
    this.text = text;
    String[] words = text.strip().split("\\s+");
    operator = words[0];
    if (!operator.matches("max|avg|globalmax|globalavg")) {
      throw malformed(operator, "max, avg, globalmax or globalavg");
    }
    if (words.length < 2) {
      throw malformed("", "sizes such as n1c64h112w112");
    }
    int at = isGlobal() ? 2 : 3;
    if (words.length < at) {
      throw malformed("", "a window such as k3s2p1");
    }
    for (int i = at; i < words.length; i++) {
      option(words[i]);
    }
    sizes(words[1]);
    if (!isGlobal()) {
      window(words[2]);
    }
    pool = makePool(words[isGlobal() ? 0 : 2]);
  }

  private void option(String word) {
    String kind = kindOf(word);
    if (options.putIfAbsent(kind, word) != null) {
      throw malformed(word, "no second " + kind);
    }
    boolean fits = kind.equals("layout") || !isGlobal() && (!kind.equals("divisor") || operator.equals("avg"));
    if (!fits) {
      throw malformed(word, "no " + kind + " with " + operator);
    }
  }

  private String kindOf(String word) {
    if (word.equals("ceil")) {
      return "rounding";
    }
    if (word.equals("same_upper") || word.equals("same_lower")) {
      return "padding";
    }
    if (word.equals("include") || word.matches("divisor-?\\d+(\\.\\d+)?(E-?\\d+)?")) {
      return "divisor";
    }
    if (Arrays.stream(Layout.values()).anyMatch(known -> word.equals(nameOf(known)))) {
      return "layout";
    }
    throw malformed(word, "ceil, include, divisor<number>, same_upper, same_lower or a layout such as nhwc");
  }

  private void sizes(String word) {
    Matcher match = SIZES.matcher(word);
    if (!match.matches()) {
      throw malformed(word, "sizes such as n1c64h112w112, c4l17 or n1c2d4h5w6");
    }
    String[] spatial = match.group(3) != null ? new String[] {match.group(3)}
        : match.group(4) != null ? new String[] {match.group(4), match.group(5), match.group(6)}
        : new String[] {match.group(5), match.group(6)};
    String name = options.get("layout");
    layout = name == null ? Layout.channelsFirst(spatial.length) : Layout.valueOf(name.toUpperCase(Locale.ROOT));
    if (layout.spatialRank() != spatial.length) {
      throw malformed(word, layout.spatialRank() + " spatial sizes for layout " + name);
    }
    boolean batch = match.group(1) != null;
    long[] sizes = new long[spatial.length + (batch ? 2 : 1)];
    if (batch) {
      sizes[0] = number(match.group(1), word);
    }
    int channels = layout.isChannelsLast() ? sizes.length - 1 : batch ? 1 : 0;
    sizes[channels] = number(match.group(2), word);
    int first = (batch ? 1 : 0) + (layout.isChannelsLast() ? 0 : 1);
    for (int axis = 0; axis < spatial.length; axis++) {
      sizes[first + axis] = number(spatial[axis], word);
    }
    try {
      shape = Shape.of(sizes);
    } catch (IllegalArgumentException e) {
      throw refused(word, e);
    }
  }

  private void window(String word) {
    Matcher match = WINDOW.matcher(word);
    if (!match.matches()) {
      throw malformed(word, "a window such as k3s2p1 or k3x2s1x2p0x1..1x1d2");
    }
    size = perAxis(match.group(1), word);
    stride = match.group(2) == null ? size : perAxis(match.group(2), word);
    begin = perAxis(match.group(3) == null ? "0" : match.group(3), word);
    end = match.group(4) == null ? begin : perAxis(match.group(4), word);
    dilation = perAxis(match.group(5) == null ? "1" : match.group(5), word);
    if (match.group(3) != null && options.containsKey("padding")) {
      throw malformed(word, "no padding sizes with " + options.get("padding"));
    }
  }

  private long[] perAxis(String numbers, String word) {
    String[] parts = numbers.split("x");
    if (parts.length != 1 && parts.length != layout.spatialRank()) {
      throw malformed(word, "1 or " + layout.spatialRank() + " numbers in place of " + numbers);
    }
    long[] all = new long[layout.spatialRank()];
    for (int axis = 0; axis < all.length; axis++) {
      all[axis] = number(parts[parts.length == 1 ? 0 : axis], word);
    }
    return all;
  }

  private long number(String digits, String word) {
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      throw malformed(word, "numbers below 2^63 in place of " + digits);
    }
  }

  private Pool makePool(String word) {
    try {
      switch (operator) {
        case "globalmax":
          return GlobalMaxPool.of();
        case "globalavg":
          return GlobalAvgPool.of();
        case "max":
          return MaxPool.of(window());
        default:
          return AvgPool.of(window()).divisor(divisor());
      }
    } catch (IllegalArgumentException e) {
      throw refused(word, e);
    }
  }

  private Window window() {
    Window window = Window.of(size).stride(stride).dilation(dilation).padding(padding());
    return isCeil() ? window.ceil() : window;
  }

  private Padding padding() {
    return isSameUpper() ? Padding.SAME_UPPER : isSameLower() ? Padding.SAME_LOWER
        : isUniform(begin) && isUniform(end) ? Padding.of(new long[] {begin[0]}, new long[] {end[0]})
        : Padding.of(begin, end);
  }

  private Divisor divisor() {
    return fixedDivisor() != null ? Divisor.fixed(fixedDivisor())
        : countsPadding() ? Divisor.INCLUDE_PADDING : Divisor.EXCLUDE_PADDING;
  }

  private IllegalArgumentException malformed(String word, String expected) {
    return new IllegalArgumentException("Problem: \"" + text + "\" "
        + (word.isEmpty() ? "ends too early" : "has \"" + word + "\"") + ", expected " + expected);
  }

  private IllegalArgumentException refused(String word, IllegalArgumentException cause) {
    return new IllegalArgumentException(
        "Problem: \"" + text + "\" has \"" + word + "\": " + cause.getMessage(), cause);
  }

  private static String nameOf(Layout layout) {
    return layout.name().toLowerCase(Locale.ROOT);
  }

  /** The operator, on the current backend. */
  public Pool pool() {
    return pool;
  }

  /** The shape of the input, in the order of {@link #layout()}. */
  public Shape shape() {
    return shape;
  }

  public Layout layout() {
    return layout;
  }

  /** Whether windows are reduced to their maximum, else to their average. */
  public boolean isMax() {
    return operator.endsWith("max");
  }

  /** Whether there is one window a channel; then there are no window sizes. */
  public boolean isGlobal() {
    return operator.startsWith("global");
  }

  /** Window sizes, one an axis, outermost first; null if global, as all that follow. */
  public long[] size() {
    return copy(size);
  }

  public long[] stride() {
    return copy(stride);
  }

  public long[] dilation() {
    return copy(dilation);
  }

  /** Explicit padding at the begin of each axis; zeros where {@code same_upper} or {@code same_lower} finds it. */
  public long[] paddingBegin() {
    return copy(begin);
  }

  public long[] paddingEnd() {
    return copy(end);
  }

  private static long[] copy(long[] values) {
    return values == null ? null : values.clone();
  }

  public boolean isCeil() {
    return options.containsKey("rounding");
  }

  public boolean isSameUpper() {
    return "same_upper".equals(options.get("padding"));
  }

  public boolean isSameLower() {
    return "same_lower".equals(options.get("padding"));
  }

  /** Whether taps in padding count for the divisor. */
  public boolean countsPadding() {
    return "include".equals(options.get("divisor"));
  }

  /** What every sum is divided by; null where the windows say it. */
  public Double fixedDivisor() {
    String word = options.getOrDefault("divisor", "include");
    return word.equals("include") ? null : Double.valueOf(word.substring("divisor".length()));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Problem && toString().equals(other.toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  /** The shortest text of this problem. */
  @Override
  public String toString() {
    StringBuilder line = new StringBuilder(operator).append(' ');
    if (shape.rank() == layout.spatialRank() + 2) {
      line.append('n').append(layout.batch(shape));
    }
    line.append('c').append(layout.channels(shape));
    String letters = layout.spatialRank() == 1 ? "l" : layout.spatialRank() == 2 ? "hw" : "dhw";
    for (int axis = 0; axis < letters.length(); axis++) {
      line.append(letters.charAt(axis)).append(layout.spatial(shape, axis));
    }
    if (!isGlobal()) {
      line.append(" k").append(join(size));
      if (!Arrays.equals(stride, size)) {
        line.append('s').append(join(stride));
      }
      if (LongStream.concat(Arrays.stream(begin), Arrays.stream(end)).anyMatch(padding -> padding != 0)) {
        line.append('p').append(join(begin)).append(Arrays.equals(begin, end) ? "" : ".." + join(end));
      }
      if (Arrays.stream(dilation).anyMatch(d -> d != 1)) {
        line.append('d').append(join(dilation));
      }
    }
    line.append(isCeil() ? " ceil" : "").append(isSameUpper() ? " same_upper" : isSameLower() ? " same_lower" : "");
    if (fixedDivisor() != null) {
      double value = fixedDivisor();
      line.append(" divisor").append(value == (long) value ? Long.toString((long) value) : Double.toString(value));
    } else if (countsPadding()) {
      line.append(" include");
    }
    return line.append(layout.isChannelsLast() ? " " + nameOf(layout) : "").toString();
  }

  private static String join(long[] values) {
    return isUniform(values) ? Long.toString(values[0])
        : Arrays.stream(values).mapToObj(Long::toString).collect(Collectors.joining("x"));
  }

  private static boolean isUniform(long[] values) {
    return Arrays.stream(values).allMatch(value -> value == values[0]);
  }
}
