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
      Arrays.fill(found, 0, vector, -1);
      search(i / lanes);
      positions.place(indices, first + i, vector);
      Numbers.fromLongs(indices.type(), found, 0, positions.array, positions.at, vector);
      positions.put(indices, first + i, vector);
    }
    output.release();
    positions.release();
  }

  /** Looks through the input row by row, from window {@code i} on. */
  private void search(long i) {
    for (long d = taps.dFirst; d < taps.dEnd; d++) {
      for (long h = taps.hFirst; h < taps.hEnd; h++) {
        long position = taps.position(d, h);
        if (channelsLast) {
          searchLanes(taps.wFirst + i, d, h, position);
        } else {
          int columns = (int) (taps.columnsEnd - taps.columnsBegin);
          keys = keys(taps.load(0, d, h, taps.columnsBegin, columns), columns, keys);
          searchRow(position + taps.columnsBegin);
        }
      }
    }
  }

  /** Looks at the taps of all windows in the row of keys, the first of which lies at a position. */
  private void searchRow(long position) {
    searchCut(0, (int) w.innerBegin(), position);
    int end = (int) w.innerEnd();
    int at = (int) (w.origin() + w.innerBegin() * w.stride());
    for (int j = (int) w.innerBegin(); j < end; j++, at += (int) w.stride()) {
      searchTaps(j, at, (int) w.taps(), position);
    }
    searchCut(end, (int) w.out(), position);
  }

  private void searchCut(int begin, int end, long position) {
    for (int j = begin; j < end; j++) {
      long window = taps.wFirst + j;
      long first = w.firstTap(window);
      long at = w.start(window) + first * w.step() - taps.columnsBegin;
      searchTaps(j, (int) at, (int) (w.endTap(window) - first), position);
    }
  }

  private void searchTaps(int j, int at, int count, long position) {
    long key = wanted[j];
    boolean last = isNaN(key);
    if (found[j] >= 0 && !last) {
      return;
    }
    int step = count == 1 ? 1 : (int) w.step();
    for (int t = 0, x = at; t < count; t++, x += step) {
      if (keys[x] == key) {
        found[j] = position + x;
        if (!last) {
          return;
        }
      }
    }
  }

  /** Looks at the taps of the windows of all channels. */
  private void searchLanes(long window, long d, long h, long position) {
    long x = w.start(window) + w.firstTap(window) * w.step();
    for (long t = w.firstTap(window); t < w.endTap(window); t++, x += w.step()) {
      keys = keys(taps.load(0, d, h, x), lanes, keys);
      for (int c = 0; c < lanes; c++) {
        if (keys[c] == wanted[c] && (found[c] < 0 || isNaN(keys[c]))) {
          found[c] = position + x;
        }
      }
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
