package dev.cenote.internal.managed;

import dev.cenote.internal.memory.Numbers;
import dev.cenote.internal.memory.Storage;
import dev.cenote.internal.plan.Alignment;
import dev.cenote.internal.plan.Samples;
import dev.cenote.tensor.ElementType;
import java.util.Arrays;

/** Samples regions between the elements: a row of cells at a time channels-first, all channels of a cell else. */
final class AlignmentDriver implements Driver {
  private final Alignment alignment;
  private final int channels;
  private final int outWidth;
  private final boolean max;
  /** The greatest number that the type rounds to zero. */
  private final double vanishing;
  private final Slice input = new Slice();
  private final Slice result = new Slice();
  /** The accumulators of some cells, or of the channels of one. */
  private final double[] cells;
  /** The elements beside a point: rows low and high, or the vectors at low low, low high, high low, high high. */
  private final double[][] elements = new double[4][];
  private final long[] rows = new long[2];

  private Storage in;
  private Samples h;
  private Samples w;
  private long columnsBegin;
  private int columns;

  AlignmentDriver(Alignment alignment) {
    this.alignment = alignment;
    this.channels = (int) alignment.channels();
    this.outWidth = (int) alignment.outWidth();
    this.max = alignment.isMax();
    this.vanishing = vanishing(alignment.type());
    boolean channelsLast = alignment.layout().isChannelsLast();
    this.cells = new double[channelsLast ? channels : outWidth];
    for (int e = 0; e < (channelsLast ? 4 : 2); e++) {
      elements[e] = new double[channelsLast ? channels : (int) alignment.width()];
    }
  }

  /** Half of the least denormal. */
  private static double vanishing(ElementType type) {
    switch (type) {
      case FLOAT32:
        return 0x1p-150;
      case FLOAT16:
        return 0x1p-25;
      case BFLOAT16:
        return 0x1p-134;
      default:
        return 0;
    }
  }

  @Override
  public void run(Storage in, Storage out, Storage indices, long begin, long end) {
    this.in = in;
    for (long region = begin; region < end; region++) {
      h = alignment.h((int) region);
      w = alignment.w((int) region);
      long image = alignment.image((int) region);
      if (alignment.layout().isChannelsLast()) {
        channelsLast(image * alignment.height() * alignment.width(), out, region * alignment.rowElements());
      } else {
        channelsFirst(image * channels, out, region * alignment.rowElements());
      }
    }
    this.in = null;
    input.release();
    result.release();
  }

  private void channelsFirst(long firstPlane, Storage out, long to) {
    reach();
    for (int c = 0; c < channels; c++) {
      long origin = (firstPlane + c) * alignment.height();
      Arrays.fill(rows, -1);
      for (int cellH = 0; cellH < alignment.outHeight(); cellH++, to += outWidth) {
        begin(outWidth);
        for (int s = cellH * h.perCell(); s < (cellH + 1) * h.perCell(); s++) {
          addRows(origin, s);
        }
        store(out, to, outWidth);
      }
    }
  }

  /** Finds out which columns are needed. */
  private void reach() {
    columnsBegin = alignment.width();
    long end = 0;
    for (int s = 0; s < w.count(); s++) {
      if (w.low(s) >= 0) {
        columnsBegin = Math.min(columnsBegin, w.low(s));
        end = Math.max(end, w.high(s) + 1);
      }
    }
    columns = (int) Math.max(0, end - columnsBegin);
  }

  /** Takes the points of one row into a row of cells. */
  private void addRows(long origin, int s) {
    boolean outside = h.low(s) < 0;
    if (!outside) {
      hold(origin, h.low(s), h.high(s));
    }
    double[] low = elements[0];
    double[] high = elements[1];
    for (int cell = 0, t = 0; cell < outWidth; cell++) {
      for (int end = t + w.perCell(); t < end; t++) {
        if (outside || w.low(t) < 0) {
          addOutside(cell, 1);
        } else {
          int left = (int) (w.low(t) - columnsBegin);
          int right = (int) (w.high(t) - columnsBegin);
          double a = (h.lowWeight(s) * w.lowWeight(t)) * low[left];
          double b = (h.lowWeight(s) * w.highWeight(t)) * low[right];
          double c = (h.highWeight(s) * w.lowWeight(t)) * high[left];
          double d = (h.highWeight(s) * w.highWeight(t)) * high[right];
          cells[cell] = max ? Math.max(cells[cell], Math.max(Math.max(a, b), Math.max(c, d)))
              : cells[cell] + ((a + b) + (c + d));
        }
      }
    }
  }

  /** Reads two rows of a plane, unless they are there already. */
  private void hold(long origin, long low, long high) {
    if (rows[1] == low) {
      double[] row = elements[1];
      elements[1] = elements[0];
      elements[0] = row;
      rows[1] = rows[0];
      rows[0] = low;
    }
    hold(origin, 0, low);
    hold(origin, 1, high);
  }

  private void hold(long origin, int slot, long row) {
    if (rows[slot] != row) {
      rows[slot] = row;
      read((origin + row) * alignment.width() + columnsBegin, slot, columns);
    }
  }

  private void channelsLast(long origin, Storage out, long to) {
    for (int cellH = 0; cellH < alignment.outHeight(); cellH++) {
      for (int cellW = 0; cellW < outWidth; cellW++, to += channels) {
        begin(channels);
        for (int s = cellH * h.perCell(); s < (cellH + 1) * h.perCell(); s++) {
          for (int t = cellW * w.perCell(); t < (cellW + 1) * w.perCell(); t++) {
            addPoint(origin, s, t);
          }
        }
        store(out, to, channels);
      }
    }
  }

  /** Takes a point into all channels of one cell. */
  private void addPoint(long origin, int s, int t) {
    if (h.low(s) < 0 || w.low(t) < 0) {
      addOutside(0, channels);
      return;
    }
    long low = origin + h.low(s) * alignment.width();
    long high = origin + h.high(s) * alignment.width();
    read((low + w.low(t)) * channels, 0, channels);
    read((low + w.high(t)) * channels, 1, channels);
    read((high + w.low(t)) * channels, 2, channels);
    read((high + w.high(t)) * channels, 3, channels);
    double lowLow = h.lowWeight(s) * w.lowWeight(t);
    double lowHigh = h.lowWeight(s) * w.highWeight(t);
    double highLow = h.highWeight(s) * w.lowWeight(t);
    double highHigh = h.highWeight(s) * w.highWeight(t);
    double[] a = elements[0];
    double[] b = elements[1];
    double[] c = elements[2];
    double[] d = elements[3];
    if (max) {
      for (int i = 0; i < channels; i++) {
        double greatest = Math.max(Math.max(lowLow * a[i], lowHigh * b[i]), Math.max(highLow * c[i], highHigh * d[i]));
        cells[i] = Math.max(cells[i], greatest);
      }
    } else {
      for (int i = 0; i < channels; i++) {
        cells[i] += (lowLow * a[i] + lowHigh * b[i]) + (highLow * c[i] + highHigh * d[i]);
      }
    }
  }

  private void read(long from, int slot, int n) {
    input.read(in, from, n);
    Numbers.toDoubles(alignment.type(), input.array, input.at, elements[slot], 0, n);
  }

  private void begin(int n) {
    Arrays.fill(cells, 0, n, max && h.perCell() * w.perCell() > 0 ? Double.NEGATIVE_INFINITY : 0);
  }

  /** A point outside counts 0. */
  private void addOutside(int cell, int n) {
    if (max) {
      for (int i = cell; i < cell + n; i++) {
        cells[i] = Math.max(cells[i], 0);
      }
    }
  }

  private void store(Storage out, long to, int n) {
    double points = Math.max(1, (double) h.perCell() * w.perCell());
    for (int i = 0; i < n; i++) {
      double cell = max ? cells[i] : cells[i] / points;
      cells[i] = Math.abs(cell) <= vanishing ? 0 : cell; // no -0.0
    }
    result.place(out, to, n);
    Numbers.canonicalFromDoubles(alignment.type(), cells, 0, result.array, result.at, n);
    result.put(out, to, n);
  }
}
