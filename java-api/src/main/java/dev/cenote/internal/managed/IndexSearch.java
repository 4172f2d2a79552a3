package dev.cenote.internal.managed;

import dev.cenote.internal.memory.Numbers;
import dev.cenote.internal.memory.Storage;
import dev.cenote.internal.plan.AxisWindows;
import dev.cenote.internal.plan.Geometry;
import dev.cenote.tensor.ElementType;
import java.util.Arrays;

/**
 * Where the maxima or minima of an output row lie, found by looking for them once they are known: the first element
 * that equals one, or the last NaN. Elements are compared as keys that are equal if the numbers are.
 */
final class IndexSearch {
  private final AxisWindows w;
  private final Taps taps;
  private final ElementType type;
  /** The key of NaN. */
  private final long nan;
  private final int lanes;
  private final boolean channelsLast;
  /** Outputs that are looked for at once: all of a row, or all channels of one window. */
  private final int vector;
  private final Slice output = new Slice();
  private final Slice positions = new Slice();
  private double[] numbers = new double[0];
  private long[] keys = new long[0];
  private long[] wanted = new long[0];
  private long[] found = new long[0];
  private long[] lasts = new long[0];

  IndexSearch(Geometry geometry, Taps taps) {
    this.w = geometry.w();
    this.taps = taps;
    this.type = geometry.type();
    this.nan = type == ElementType.FLOAT32
        ? Float.floatToIntBits(Float.NaN) : Double.doubleToLongBits(Double.NaN);
    this.lanes = (int) geometry.lanes();
    this.channelsLast = geometry.layout().isChannelsLast();
    this.vector = (int) (channelsLast ? lanes : w.out());
  }

  /** Finds the indices of a row whose values are in the output; the taps have moved to it. */
  void row(long row, Storage out, Storage indices) {
    long first = row * w.out() * lanes;
    for (long i = 0; i < w.out() * lanes; i += vector) {
      output.read(out, first + i, vector);
      wanted = keys(output, vector, wanted);
      found = grown(found, vector);
      search(i / lanes, false);
      if (hasNaN()) {
        long[] firsts = found;
        found = grown(lasts, vector);
        search(i / lanes, true);
        lasts = found;
        found = firsts;
        for (int j = 0; j < vector; j++) {
          found[j] = isNaN(wanted[j]) ? lasts[j] : found[j];
        }
      }
      positions.place(indices, first + i, vector);
      Numbers.fromLongs(indices.type(), found, 0, positions.array, positions.at, vector);
      positions.put(indices, first + i, vector);
    }
    output.release();
    positions.release();
  }

  private boolean hasNaN() {
    for (int j = 0; j < vector; j++) {
      if (isNaN(wanted[j])) {
        return true;
      }
    }
    return false;
  }

  /**
   * Looks through the input row by row, from window {@code i} on, and overwrites what was found before: forward, so
   * that the last equal element stays, or backward, so that the first one does.
   */
  private void search(long i, boolean forward) {
    Arrays.fill(found, 0, vector, -1);
    long rows = taps.rows();
    long heights = taps.hEnd - taps.hFirst;
    for (long r = 0; r < rows; r++) {
      long number = forward ? r : rows - 1 - r;
      long d = taps.dFirst + number / heights;
      long h = taps.hFirst + number % heights;
      long position = taps.position(d, h);
      if (channelsLast) {
        searchLanes(taps.wFirst + i, d, h, position, forward);
      } else {
        int columns = (int) (taps.columnsEnd - taps.columnsBegin);
        keys = keys(taps.load(0, d, h, taps.columnsBegin, columns), columns, keys);
        searchRow(position + taps.columnsBegin, forward);
      }
    }
    if (!channelsLast && rows > 0) {
      long at = innerAt();
      for (int j = (int) w.innerBegin(); j < w.innerEnd(); j++, at += w.stride()) {
        found[j] += at;
      }
    }
  }

  /** Where in the keys the first inner window begins. */
  private long innerAt() {
    return w.origin() + w.innerBegin() * w.stride();
  }

  /**
   * Looks at the taps of all windows in the row of keys, the first of which lies at a position. What is found in inner
   * windows is counted from where they begin.
   */
  private void searchRow(long position, boolean forward) {
    int begin = (int) w.innerBegin();
    int end = (int) w.innerEnd();
    int count = (int) w.taps();
    searchCut(0, begin, position, forward);
    for (int t = 0; t < count && begin < end; t++) {
      long tap = (forward ? t : count - 1 - t) * (count == 1 ? 0 : w.step());
      searchTap(begin, end, (int) (innerAt() + tap), (int) w.stride(), position + tap);
    }
    searchCut(end, (int) w.out(), position, forward);
  }

  /** One tap of windows that lie evenly, without a branch: which of them is the one is hard to predict. */
  private void searchTap(int begin, int end, int at, int stride, long position) {
    for (int j = begin, x = at; j < end; j++, x += stride) {
      found[j] = chosen(keys[x], wanted[j], position, found[j]);
    }
  }

  private static long chosen(long key, long wanted, long position, long before) {
    long difference = key ^ wanted;
    long differs = (difference | -difference) >> 63; // all bits, or none
    return position & ~differs | before & differs;
  }

  private void searchCut(int begin, int end, long position, boolean forward) {
    for (int j = begin; j < end; j++) {
      long window = taps.wFirst + j;
      int count = (int) (w.endTap(window) - w.firstTap(window));
      int step = count == 1 ? 0 : (int) w.step();
      int at = (int) (w.start(window) + w.firstTap(window) * w.step() - taps.columnsBegin);
      for (int t = 0; t < count; t++) {
        int x = at + (forward ? t : count - 1 - t) * step;
        found[j] = keys[x] == wanted[j] ? position + x : found[j];
      }
    }
  }

  /** Looks at the taps of the windows of all channels. */
  private void searchLanes(long window, long d, long h, long position, boolean forward) {
    long first = w.firstTap(window);
    long end = w.endTap(window);
    for (long t = first; t < end; t++) {
      long x = w.start(window) + (forward ? t : first + end - 1 - t) * w.step();
      keys = keys(taps.load(0, d, h, x), lanes, keys);
      searchLane(position + x);
    }
  }

  private void searchLane(long position) {
    for (int c = 0; c < lanes; c++) {
      found[c] = chosen(keys[c], wanted[c], position, found[c]);
    }
  }

  private boolean isNaN(long key) {
    return key == nan && type.isFloating();
  }

  /** The keys of elements, in the given array or a longer one. */
  private long[] keys(Slice elements, int n, long[] array) {
    long[] to = grown(array, n);
    if (type == ElementType.FLOAT32) {
      float[] floats = (float[]) elements.array;
      for (int i = 0; i < n; i++) {
        to[i] = Float.floatToIntBits(floats[elements.at + i] + 0.0f);
      }
      return to;
    }
    if (!type.isFloating()) {
      Numbers.toLongs(type, elements.array, elements.at, to, 0, n);
      return to;
    }
    if (numbers.length < n) {
      numbers = new double[n];
    }
    Numbers.toDoubles(type, elements.array, elements.at, numbers, 0, n);
    for (int i = 0; i < n; i++) {
      to[i] = Double.doubleToLongBits(numbers[i] + 0.0);
    }
    return to;
  }

  private static long[] grown(long[] array, int n) {
    return array.length < n ? new long[n] : array;
  }
}
