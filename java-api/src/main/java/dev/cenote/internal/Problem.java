package dev.cenote.internal;

import dev.cenote.Pool;
import dev.cenote.Rounding;
import dev.cenote.tensor.ElementType;
import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * A pooling problem as one line of text: the name of a case in tests, benchmarks, failures and bug reports.
 *
 * <pre>
 * max n1c64h112w112 k3s2p1                            ResNet's first pooling layer
 * avg n2c3h7w9 k3x2s1x2p0x1..1x1d2 ceil include nhwc  begin and end padding apart, dilation 2
 * max c4l17 k3 int8                                   a sequence, without a batch; stride = window
 * avg n1c2d4h5w6 k2x2x2 same_upper divisor-3          a volume, divided by -3
 * lp2.5 n1c3h8w8 k2                                   a norm; lpinf is the greatest magnitude
 * globalavg n32c2048h7w7 uint8 half_to_even
 * adaptivemax n1c3h9w9 o7x5
 * fractionalmax n1c3h9w9 k2o5x4 seed7
 * roimax n2c3h9w9 o2x3 scale0.5 roi1:0,0,8,8 roi0:4,2,17,9.5
 * roialign n1c3h9w9 o2 roi0:0,0,8,8 half_pixel samples2 max
 * </pre>
 *
 * <p>The words are, first, an {@link Operator}, norms with their exponent; then the input's sizes by letter, whatever
 * the layout: {@code n} (may be left out), {@code c}, then {@code l}, or {@code h w}, or {@code d h w}; then, unless
 * global, the window: size {@code k}, stride {@code s} (else the size), padding {@code p} (else 0; {@code begin..end}
 * where the two differ), dilation {@code d} (else 1), each one number for all axes or one an axis joined by {@code x};
 * adaptive operators and those over regions have an output size {@code o} in its place, and fractional ones {@code k}
 * and {@code o}. Options follow in any order: {@code ceil}, {@code same_upper}, {@code same_lower}, {@code include}
 * (padding counts for the divisor), {@code divisor<number>}, {@code half_to_even}, {@code toward_zero},
 * {@code seed<number>}, {@code scale<number>}, regions {@code roi<image>:<x1>,<y1>,<x2>,<y2>} in their order,
 * {@code half_pixel} or {@code output_half_pixel}, {@code samples<number>}, {@code max} (of the weighted elements of
 * roialign), an element type (float32 if none is named), and a layout ({@code nchw} and its like if none is named).
 *
 * <p>Immutable. {@link #toString} gives the shortest text that parses to an equal problem.
 */
public final class Problem {
  private final Operator operator;
  private final double p;
  private final Layout layout;
  private final Shape shape;
  private final ElementType type;
  private final long[] size;
  private final long[] stride;
  private final long[] begin;
  private final long[] end;
  private final long[] dilation;
  private final long[] outputSize;
  private final boolean ceil;
  private final String padding;
  private final String divisor;
  private final Rounding rounding;
  private final long seed;
  private final double scale;
  private final double[] corners;
  private final long[] images;
  private final String mode;
  private final int samples;
  private final boolean maxOfTerms;
  private final Pool pool;

  /**
   * The problem that a line of text describes.
   *
   * @throws IllegalArgumentException if the text is malformed, or describes an operator that cannot be; the message
   *     quotes the text and the word at fault
   */
  public static Problem parse(String text) {
    return new Problem(new ProblemText(text));
  }

  private Problem(ProblemText text) {
    operator = text.operator();
    p = text.p();
    layout = text.layout();
    shape = text.shape();
    type = ElementType.of(text.option(ProblemOption.TYPE, "float32"));
    long[][] window = operator.isWindowed() ? text.window() : new long[5][];
    boolean fractional = operator == Operator.FRACTIONALMAX;
    size = fractional ? text.windowAndOutput()[0] : window[0];
    stride = window[1];
    begin = window[2];
    end = window[3];
    dilation = window[4];
    outputSize = fractional ? text.windowAndOutput()[1]
        : operator.sizes() == Operator.Sizes.OUTPUT ? text.output() : null;
    ceil = !text.words(ProblemOption.CEIL).isEmpty();
    padding = text.option(ProblemOption.PADDING, "");
    divisor = text.option(ProblemOption.DIVISOR, "");
    rounding = Rounding.valueOf(
        text.option(ProblemOption.ROUNDING, "half_away_from_zero").toUpperCase(Locale.ROOT));
    String seedWord = text.option(ProblemOption.SEED, "seed0");
    seed = text.number(seedWord.substring("seed".length()), seedWord);
    scale = Double.parseDouble(text.option(ProblemOption.SCALE, "scale1").substring("scale".length()));
    images = text.words(ProblemOption.REGION).stream()
        .mapToLong(word -> text.number(word.substring("roi".length(), word.indexOf(':')), word)).toArray();
    corners = text.words(ProblemOption.REGION).stream()
        .flatMap(word -> Arrays.stream(word.substring(word.indexOf(':') + 1).split(",")))
        .mapToDouble(corner -> Double.parseDouble(corner) + 0.0).toArray(); // without -0.0
    mode = text.option(ProblemOption.MODE, "");
    samples = samples(text);
    maxOfTerms = !text.words(ProblemOption.MAX_OF_TERMS).isEmpty();
    if (operator == Operator.ROIALIGN && mode.isEmpty()) {
      throw text.malformed("", ProblemOption.MODE.example());
    }
    pool = ProblemPool.of(this, text);
  }

  private static int samples(ProblemText text) {
    String word = text.option(ProblemOption.SAMPLES, "samples0");
    long number = text.number(word.substring("samples".length()), word);
    if (number > Integer.MAX_VALUE) {
      throw text.malformed(word, "at most " + Integer.MAX_VALUE + " samples");
    }
    return (int) number;
  }

  /** The operator, on the current backend. */
  public Pool pool() {
    return pool;
  }

  public Operator operator() {
    return operator;
  }

  /** The shape of the input, in the order of {@link #layout()}. */
  public Shape shape() {
    return shape;
  }

  public Layout layout() {
    return layout;
  }

  public ElementType type() {
    return type;
  }

  /** Whether windows are reduced to their maximum. */
  public boolean isMax() {
    return operator.toString().endsWith("max");
  }

  /** Whether there is one window a channel; then there are no window sizes. */
  public boolean isGlobal() {
    return operator.isGlobal();
  }

  /** The exponent of a norm. */
  public double p() {
    return p;
  }

  /** Window sizes, one an axis, outermost first; null without a window, as all up to the padding. */
  public long[] size() {
    return copy(size);
  }

  /** Null unless a window slides, as all up to the padding. */
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

  /** Output sizes, one an axis, where they are given; else null. */
  public long[] outputSize() {
    return copy(outputSize);
  }

  private static long[] copy(long[] values) {
    return values == null ? null : values.clone();
  }

  public boolean isCeil() {
    return ceil;
  }

  public boolean isSameUpper() {
    return padding.equals("same_upper");
  }

  public boolean isSameLower() {
    return padding.equals("same_lower");
  }

  /** Whether taps in padding count for the divisor. */
  public boolean countsPadding() {
    return divisor.equals("include");
  }

  /** What every sum is divided by; null where the windows say it. */
  public Double fixedDivisor() {
    return divisor.startsWith("divisor") ? Double.valueOf(divisor.substring("divisor".length())) : null;
  }

  /** How averages of integers are rounded. */
  public Rounding rounding() {
    return rounding;
  }

  /** What the windows of fractional pooling are drawn from. */
  public long seed() {
    return seed;
  }

  /** What the corners of regions are multiplied by. */
  public double scale() {
    return scale;
  }

  /** x1, y1, x2, y2 of each region. */
  public double[] corners() {
    return corners.clone();
  }

  /** The image of each region. */
  public long[] images() {
    return images.clone();
  }

  /** Whether half a pixel is subtracted from the corners of regions. */
  public boolean isHalfPixel() {
    return mode.equals("half_pixel");
  }

  /** Sampling points a cell and axis; 0 for one an element. */
  public int samples() {
    return samples;
  }

  /** Whether a cell is the greatest of its weighted elements. */
  public boolean isMaxOfTerms() {
    return maxOfTerms;
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
    StringBuilder line = new StringBuilder().append(operator);
    if (operator.hasNorm()) {
      line.append(Double.isInfinite(p) ? "inf" : number(p));
    }
    line.append(' ');
    appendSizes(line);
    appendWindow(line);
    line.append(ceil ? " ceil" : "").append(padding.isEmpty() ? "" : " " + padding);
    if (fixedDivisor() != null) {
      line.append(" divisor").append(number(fixedDivisor()));
    } else if (countsPadding()) {
      line.append(" include");
    }
    line.append(rounding == Rounding.HALF_AWAY_FROM_ZERO ? "" : " " + ProblemOption.nameOf(rounding));
    line.append(seed == 0 ? "" : " seed" + seed).append(scale == 1 ? "" : " scale" + number(scale));
    for (int r = 0; r < images.length; r++) {
      line.append(" roi").append(images[r]).append(':').append(Arrays.stream(corners, 4 * r, 4 * r + 4)
          .mapToObj(Problem::number).collect(Collectors.joining(",")));
    }
    line.append(mode.isEmpty() ? "" : " " + mode).append(samples == 0 ? "" : " samples" + samples);
    line.append(maxOfTerms ? " max" : "").append(type == ElementType.FLOAT32 ? "" : " " + type);
    return line.append(layout.isChannelsLast() ? " " + ProblemOption.nameOf(layout) : "").toString();
  }

  private void appendSizes(StringBuilder line) {
    if (shape.rank() == layout.spatialRank() + 2) {
      line.append('n').append(layout.batch(shape));
    }
    line.append('c').append(layout.channels(shape));
    String letters = layout.spatialRank() == 1 ? "l" : layout.spatialRank() == 2 ? "hw" : "dhw";
    for (int axis = 0; axis < letters.length(); axis++) {
      line.append(letters.charAt(axis)).append(layout.spatial(shape, axis));
    }
  }

  private void appendWindow(StringBuilder line) {
    line.append(operator.isGlobal() ? "" : " ").append(size == null ? "" : "k" + join(size));
    if (operator.isWindowed()) {
      if (!Arrays.equals(stride, size)) {
        line.append('s').append(join(stride));
      }
      if (LongStream.concat(Arrays.stream(begin), Arrays.stream(end)).anyMatch(one -> one != 0)) {
        line.append('p').append(join(begin)).append(Arrays.equals(begin, end) ? "" : ".." + join(end));
      }
      if (Arrays.stream(dilation).anyMatch(d -> d != 1)) {
        line.append('d').append(join(dilation));
      }
    }
    line.append(outputSize == null ? "" : "o" + join(outputSize));
  }

  private static String number(double value) {
    boolean whole = value == (long) value && Math.abs(value) < 1L << 53;
    return whole ? Long.toString((long) value) : Double.toString(value);
  }

  private static String join(long[] values) {
    return isUniform(values) ? Long.toString(values[0])
        : Arrays.stream(values).mapToObj(Long::toString).collect(Collectors.joining("x"));
  }

  private static boolean isUniform(long[] values) {
    return Arrays.stream(values).allMatch(value -> value == values[0]);
  }
}
