package dev.cenote.internal.plan;

import dev.cenote.internal.Engine;
import dev.cenote.tensor.ElementType;
import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;

/**
 * Windows and their reduction for one shape: everything a backend needs to know, and nothing it would have to work out.
 * Always three spatial axes, D, H, W; those that the layout lacks are single windows over a single element.
 *
 * <p>Rows are runs of outputs along W, {@code w().out()} of them, a channel (channels-first) or all channels
 * (channels-last) at a time, in the order of the output's memory.
 *
 * <p><b>Order of summation.</b> The canonical order of a window's sum, for every backend: along D first, then H, then
 * W; taps in padding add nothing. Along an axis the taps are added in neighbouring pairs, those sums again in pairs,
 * and so on, an odd last one moving up as it is, unless they are summed <em>in blocks</em>, which spares most
 * additions: so they are along H and W where windows {@linkplain AxisWindows#overlapWidely overlap widely}. With k
 * taps, window i has positions i to i + k - 1, position 0 being the first tap of window 0, in padding or not. Blocks
 * are the k positions from a multiple of k on. If i is such a multiple, the window is a block, and is added from its
 * first position on, {@code ((x0 + x1) + x2) + ...}. Else it is the end of one block, added from its last position
 * back, plus the begin of the next block, added from its first position on, in this order of operands.
 *
 * <p>16 bit floats are widened to float32 first. Sums are of the type itself (float32, float64) while the depth of the
 * trees, plus one for the division, keeps the worst error within {@code 4 eps * sum|x| / |divisor|}; larger windows,
 * and all that are summed in blocks, are {@link #wide()}: they sum float32 in float64, and float64 with a second number
 * that takes up the rounding errors. The powers of a norm are always summed in float64. Integers are summed exactly, in
 * any order. A zero sum is +0.0; the division comes last, then NaN results become the one canonical NaN.
 */
public final class Geometry implements Work {
  /** Additions on the way from an element to a sum: half an eps each, one more for the division, is 4 eps. */
  private static final int MAX_DEPTH = 7;

  /** What lies together in memory and is worked on as one: scratch memory is a few times as much. */
  private static final long MAX_VECTOR = 1L << 29;

  /** How often an element is read that is in blocks: once for each of the two sums, and these once. */
  private static final long BLOCK_READS = 3;

  /** Elements of a window of integers: their sum is exact in 64 bits, or for int64 in two halves of 64 bits. */
  private static final long MAX_INTEGERS = 1L << 31;
  /** What sums of integers are divided by at most: quotients are rounded in 64 bits. */
  private static final long MAX_DIVISOR = 1L << 62;

  private final Reduction reduction;
  private final ElementType type;
  private final Layout layout;
  private final Shape input;
  private final Shape output;
  private final AxisWindows d;
  private final AxisWindows h;
  private final AxisWindows w;
  private final long[] images;
  private final boolean hInBlocks;
  private final boolean wInBlocks;
  private final boolean wide;

  /** @param axes the windows of each spatial axis of the layout, outermost first, the same for all planes */
  public Geometry(Reduction reduction, ElementType type, Layout layout, Shape input, AxisWindows[] axes) {
    this(reduction, type, layout, input, axes, null);
  }

  /**
   * @param axes the windows of each spatial axis of the layout, outermost first; those that differ from plane to plane
   *     have a list for each image in {@code images}, or, if that is null, for each channel of a channels-first input
   * @param images the image of the batch that each image of the output is pooled from; null for the batch itself
   */
  public Geometry(Reduction reduction, ElementType type, Layout layout, Shape input, AxisWindows[] axes,
      long[] images) {
    this.reduction = reduction;
    this.type = type;
    this.layout = layout;
    this.input = input;
    this.images = images;
    int missing = 3 - axes.length;
    this.d = missing > 0 ? AxisWindows.whole(1) : axes[0];
    this.h = missing > 1 ? AxisWindows.whole(1) : axes[1 - missing];
    this.w = axes[2 - missing];
    this.output = outputShape(axes);
    this.hInBlocks = !isExact() && h.overlapWidely();
    this.wInBlocks = !isExact() && w.overlapWidely();
    checkVectors();
    boolean sums = reduction.kind() == Reduction.Kind.AVERAGE;
    if (sums && !type.isFloating() && windowElements() > MAX_INTEGERS) {
      throw new IllegalArgumentException("a window has " + windowElements() + " elements of type " + type
          + ", expected at most " + MAX_INTEGERS);
    }
    if (sums && reduction.fixedDivisor() == 0 && output.elements() > 0) {
      checkDivisors();
    }
    this.wide = sums && type.isFloating() && (hInBlocks || wInBlocks
        || depth(d.taps()) + depth(h.taps()) + depth(w.taps()) > MAX_DEPTH);
  }

  /** The part of one image, whose channels have lists of their own. */
  Geometry image(long image) {
    int channels = Math.toIntExact(channels());
    AxisWindows[] all = {d, h, w};
    AxisWindows[] axes = new AxisWindows[layout.spatialRank()];
    for (int axis = 0; axis < axes.length; axis++) {
      axes[axis] = all[3 - axes.length + axis].lists(image * channels, channels);
    }
    long[] sizes = input.toArray();
    if (sizes.length == layout.spatialRank() + 2) {
      sizes[0] = 1;
    }
    return new Geometry(reduction, type, layout, Shape.of(sizes), axes);
  }

  /** Refuses what is too long to be worked on as one: rows, or channels, or rows of all channels if in blocks. */
  private void checkVectors() {
    boolean rows = !layout.isChannelsLast() || hInBlocks || wInBlocks;
    long columns = wInBlocks ? w.out() + w.taps() - 1 : hInBlocks ? Math.max(w.in(), w.out()) : w.in();
    long vector = saturatedProduct(rows ? columns : 1, lanes());
    if (vector > MAX_VECTOR) {
      String what = rows ? "rows of " + vector + " elements" : vector + " channels";
      throw new IllegalArgumentException("there are " + what + (wInBlocks ? ", padding included" : "")
          + ", expected at most " + MAX_VECTOR);
    }
  }

  /** Refuses divisors, products of the axes' counts, that are too great: padding may count, and is of any size. */
  private void checkDivisors() {
    long most = type.isFloating() ? Long.MAX_VALUE : MAX_DIVISOR;
    boolean fits;
    try {
      fits = Math.multiplyExact(Math.multiplyExact(d.mostCount(), h.mostCount()), w.mostCount()) <= most;
    } catch (ArithmeticException e) {
      fits = false;
    }
    if (!fits) {
      throw new IllegalArgumentException("a divisor would be " + d.mostCount() + " times " + h.mostCount() + " times "
          + w.mostCount() + ", expected at most " + most + " for " + type);
    }
  }

  private Shape outputShape(AxisWindows[] axes) {
    long[] spatial = new long[axes.length];
    for (int axis = 0; axis < axes.length; axis++) {
      spatial[axis] = axes[axis].out();
    }
    return images == null
        ? layout.withSpatial(input, spatial) : layout.withBatch(input, images.length, spatial);
  }

  /** Levels of a tree of pairs over so many leaves: ceil(log2(leaves)). */
  private static int depth(long leaves) {
    return 64 - Long.numberOfLeadingZeros(leaves - 1);
  }

  public Reduction reduction() {
    return reduction;
  }

  @Override
  public ElementType type() {
    return type;
  }

  @Override
  public Layout layout() {
    return layout;
  }

  @Override
  public Shape input() {
    return input;
  }

  @Override
  public Shape output() {
    return output;
  }

  public AxisWindows d() {
    return d;
  }

  public AxisWindows h() {
    return h;
  }

  public AxisWindows w() {
    return w;
  }

  /** Whether the elements of a window may be combined in any order: maxima, minima, and sums of integers. */
  public boolean isExact() {
    boolean sums = reduction.kind() == Reduction.Kind.AVERAGE
        || reduction.kind() == Reduction.Kind.LP && !Double.isInfinite(reduction.p());
    return !sums || !type.isFloating();
  }

  /** Whether sums along H are taken in blocks. */
  public boolean hInBlocks() {
    return hInBlocks;
  }

  /** Whether sums along W are taken in blocks. */
  public boolean wInBlocks() {
    return wInBlocks;
  }

  /** Whether sums are taken with more than the type's own precision. */
  public boolean wide() {
    return wide;
  }

  /** Output planes that are pooled apart: one a channel, or one for all channels where they are innermost. */
  public long planes() {
    long batch = images == null ? layout.batch(input) : images.length;
    return layout.isChannelsLast() ? batch : batch * channels();
  }

  /** Numbers that lie together at one position: the channels where they are innermost, else 1. */
  public long lanes() {
    return layout.isChannelsLast() ? channels() : 1;
  }

  public long channels() {
    return layout.channels(input);
  }

  /** The planes that share a list of windows, where these differ from plane to plane, or an image of the batch. */
  public long planesPerList() {
    return images == null || layout.isChannelsLast() ? 1 : channels();
  }

  /** The image of the batch that the planes of each list are pooled from; null for the batch itself. Read only. */
  public long[] images() {
    return images;
  }

  /** The list of windows that an output plane has. */
  public long list(long plane) {
    return plane / planesPerList();
  }

  /** The list of windows that a channel of an image of the output has. */
  public long list(long image, long channel) {
    return layout.isChannelsLast() ? image : list(image * channels() + channel);
  }

  /** The input plane that an output plane is pooled from. */
  public long source(long plane) {
    return images == null ? plane : images[(int) list(plane)] * planesPerList() + plane % planesPerList();
  }

  @Override
  public Geometry windows() {
    return this;
  }

  @Override
  public long rows() {
    return planes() * d.out() * h.out();
  }

  @Override
  public long rowElements() {
    return w.out() * lanes();
  }

  @Override
  public long rowReads() {
    long d = Math.min(this.d.taps(), this.d.in());
    long product = saturatedProduct(saturatedProduct(d, reads(h)), reads(w));
    return saturatedProduct(product, Math.max(1, rowElements()));
  }

  private static long reads(AxisWindows axis) {
    return axis.overlapWidely() ? BLOCK_READS : Math.min(axis.taps(), axis.in());
  }

  @Override
  public long rowSearches() {
    return saturatedProduct(windowElements(), Math.max(1, rowElements()));
  }

  @Override
  public long leastRows() {
    return h.overlapWidely() ? h.taps() : 1;
  }

  @Override
  public Engine.Pooling prepare(Engine engine) {
    return engine.prepare(this);
  }

  /** The most elements that a window can have. */
  private long windowElements() {
    return saturatedProduct(saturatedProduct(
        Math.min(d.taps(), d.in()), Math.min(h.taps(), h.in())), Math.min(w.taps(), w.in()));
  }

  private static long saturatedProduct(long a, long b) {
    long high = Math.multiplyHigh(a, b);
    long low = a * b;
    return high == 0 && low >= 0 ? low : Long.MAX_VALUE;
  }
}
