package dev.cenote.internal.managed;

import dev.cenote.internal.memory.Storage;
import dev.cenote.internal.plan.AxisWindows;
import dev.cenote.internal.plan.Geometry;
import java.util.Arrays;

/**
 * The input under one output: vectors of neighbouring elements at taps (d, h, w), whole rows channels-first and all
 * channels of one position channels-last. A Java array is read where it lies; other memory is copied, a vector at a
 * time, into one of a few slots.
 */
final class Taps {
  /** How many vectors can be held at once. */
  static final int SLOTS = 8;

  private final AxisWindows depth;
  private final AxisWindows height;
  private final AxisWindows width;
  private final long lanes;
  private final int size;
  private final float[][] copies = new float[SLOTS][];

  private Storage in;
  private long origin;
  private long dWindow;
  private long hWindow;

  /** The vector in each slot, from {@link #at} on. */
  final float[][] from = new float[SLOTS][];

  final int[] at = new int[SLOTS];

  /** Ranges of taps inside the input along D and H. */
  long dFirst;

  long dEnd;
  long hFirst;
  long hEnd;

  Taps(Geometry geometry) {
    depth = geometry.d();
    height = geometry.h();
    width = geometry.w();
    lanes = geometry.lanes();
    size = Math.toIntExact(geometry.layout().isChannelsLast() ? lanes : width.in());
  }

  /** The elements of a vector. */
  int size() {
    return size;
  }

  void bind(Storage storage) {
    in = storage;
    if (storage.array() == null && copies[0] == null) {
      for (int slot = 0; slot < SLOTS; slot++) {
        copies[slot] = new float[size];
      }
    }
  }

  void unbind() {
    in = null;
    Arrays.fill(from, null);
  }

  /** Moves to the windows of an output row. */
  void moveTo(long row) {
    long slice = row / height.out();
    long plane = slice / depth.out();
    long i = slice - plane * depth.out();
    long j = row - slice * height.out();
    origin = plane * depth.in();
    dWindow = depth.start(i);
    dFirst = depth.firstTap(i);
    dEnd = depth.endTap(i);
    hWindow = height.start(j);
    hFirst = height.firstTap(j);
    hEnd = height.endTap(j);
  }

  /** Whether no tap of this row is inside the input. */
  boolean isEmpty() {
    return dFirst == dEnd || hFirst == hEnd;
  }

  /** How many vectors lie at one position along W. */
  long rows() {
    return (dEnd - dFirst) * (hEnd - hFirst);
  }

  /** Makes a slot hold the vector at row number {@code r} of {@link #rows()} and position {@code w} of the input. */
  void loadRow(int slot, long r, long w) {
    long depths = dEnd - dFirst;
    load(slot, dFirst + r % depths, hFirst + r / depths, w);
  }

  /** Makes a slot hold the vector at taps {@code d} and {@code h}, and position {@code w} of the input. */
  void load(int slot, long d, long h, long w) {
    long y = (origin + dWindow + d * depth.step()) * height.in() + hWindow + h * height.step();
    long index = (y * width.in() + w) * lanes;
    float[] array = (float[]) in.array();
    if (array != null) {
      from[slot] = array;
      at[slot] = in.arrayOffset() + (int) index;
    } else {
      in.read(index, copies[slot], 0, size);
      from[slot] = copies[slot];
      at[slot] = 0;
    }
  }
}
