package dev.cenote.internal.managed;

import dev.cenote.internal.memory.Storage;
import dev.cenote.internal.plan.AxisWindows;
import dev.cenote.internal.plan.Geometry;
import dev.cenote.internal.plan.Reduction;

/**
 * Windows that start one element after the other along W, at a cost that hardly grows with their size: sums that round
 * are taken in blocks of as many columns as a window has; all else, whose order does not matter, from runs of 1, 2, 4,
 * 8 columns, each of two that were made before. Short rows of several output slices, windows along D of a plane, are
 * reduced side by side on one line.
 */
final class BlockDriver extends WindowDriver {
  /** Fewer columns are as fast in trees. */
  private static final int LEAST = 3;
  /** Longer rows are reduced here only if they must be in blocks. */
  private static final int MOST = 1 << 22;
  /** Rows side by side have about so many accumulators: a few lines of them stay in the processor's caches. */
  private static final int LINE = 1 << 11;

  private final long rowsPerSlice;
  private final int lanes;
  private final int outs;
  private final int tapCount;
  /** Accumulators from one tap to the next. */
  private final int step;
  private final boolean adds;
  private final boolean inBlocks;
  /** Accumulators from one slice to the next: columns, with what never counts on both sides of those of the input. */
  private final int pitch;
  private final int before;
  private final int elements;
  private final int mostSlices;
  private final TreeColumns trees;
  /** Takes the place of trees where windows along H overlap widely; else null. */
  private final BlockColumns blocks;
  private final Line columns;
  private final Line runs;
  private final Line shifted;
  private final Line windows;
  /** Where the first window of the first slice is in the line of windows. */
  private final int firstWindow;

  BlockDriver(Geometry geometry) {
    super(geometry);
    AxisWindows w = geometry.w();
    Reduction reduction = geometry.reduction();
    rowsPerSlice = geometry.h().out();
    lanes = (int) geometry.lanes();
    outs = (int) w.out();
    tapCount = (int) w.taps();
    step = (int) w.step() * lanes;
    adds = reduction.kind() == Reduction.Kind.AVERAGE;
    inBlocks = geometry.wInBlocks();
    before = (int) -w.origin() * lanes;
    elements = (int) w.in() * lanes;
    pitch = Math.max((outs - 1) * lanes + (tapCount - 1) * step + lanes, before + elements);
    mostSlices = (int) Math.max(1, Math.min(LINE / pitch, geometry.rows() / Math.max(1, rowsPerSlice)));
    firstWindow = inBlocks ? (tapCount - 1) * step : 0;
    Line kind = Line.of(geometry);
    trees = new TreeColumns(taps, kind);
    boolean blocksSuit = BlockColumns.suit(geometry);
    blocks = blocksSuit ? new BlockColumns(geometry, taps, trees, kind, before, pitch, mostSlices) : null;
    columns = blocksSuit ? null : line(kind);
    if (columns != null) {
      columns.clear(0, mostSlices * pitch);
    }
    runs = line(kind);
    shifted = line(kind);
    windows = line(kind);
  }

  private Line line(Line kind) {
    Line line = kind.another();
    line.ensure(mostSlices * pitch + firstWindow);
    return line;
  }

  /** Whether windows along W have to be summed in blocks, or may be reduced here and gain by it. */
  static boolean suits(Geometry geometry) {
    AxisWindows w = geometry.w();
    return geometry.wInBlocks() || geometry.isExact() && !geometry.reduction().emptyIsZero() && w.stride() == 1
        && w.taps() >= LEAST && w.out() > 1 && (w.taps() - 1) * w.step() < MOST
        && (w.out() + (w.taps() - 1) * w.step()) * geometry.lanes() <= MOST;
  }

  @Override
  void begin() {
    if (blocks != null) {
      blocks.forget();
    }
  }

  @Override
  long pool(long row, long end, Storage out) {
    int slices = row % rowsPerSlice > 0 ? 1 : (int) Math.min(mostSlices, (end - row) / rowsPerSlice);
    if (slices <= 1) {
      pool(row, out);
      return row + 1;
    }
    for (long r = row; r < row + rowsPerSlice; r++) {
      pool(r, slices, out);
    }
    return row + slices * rowsPerSlice;
  }

  /** Moves to where it has to be by itself. */
  @Override
  void pool(long row, Storage out) {
    pool(row, 1, out);
  }

  /** Computes an output row and the same row of the slices that follow. */
  private void pool(long row, int slices, Storage out) {
    Line reduced = windows(columns(row, slices), slices);
    int n = outs * lanes;
    taps.moveTo(row);
    for (int s = 0; s < slices; s++, row += rowsPerSlice) {
      if (s > 0) {
        taps.moveToNextSlice();
      }
      divisors.moveTo(taps.dCount, taps.hCount);
      result.place(out, row * n, n);
      store(reduced, firstWindow + s * pitch, 0, outs, result.at);
      result.put(out, row * n, n);
    }
  }

  private Line columns(long row, int slices) {
    if (blocks != null) {
      return blocks.reduce(row, slices);
    }
    for (int s = 0; s < slices; s++) {
      taps.moveTo(row + s * rowsPerSlice);
      columns.put(before + s * pitch, trees.reduce(0, elements), elements);
    }
    return columns;
  }

  /** Reduces the windows on a line of columns. */
  private Line windows(Line line, int slices) {
    if (inBlocks) {
      for (int s = 0; s < slices; s++) {
        windows.sumBlocks(line, runs, s * pitch, s * pitch + (outs + tapCount - 1) * lanes, lanes, tapCount);
      }
      windows.combine(windows, runs, slices * pitch);
      return windows;
    }
    return adds ? sum(line, slices * pitch) : greatest(line, slices * pitch);
  }

  /** Maxima or minima: the last two runs have columns in common. */
  private Line greatest(Line line, int n) {
    Line longest = line;
    int run = 1;
    for (; 2 * run <= tapCount; run *= 2) {
      longest = joined(longest, run, n);
    }
    return run == tapCount ? longest : joined(longest, tapCount - run, n);
  }

  /** Sums that do not round: of runs as long as the powers of two that make the number of taps. */
  private Line sum(Line line, int n) {
    Line longest = line;
    int done = 0;
    for (int run = 1; ; run *= 2) {
      if ((tapCount & run) != 0 && done == 0) {
        windows.take(longest, 0, 1, n);
        done = run;
      } else if ((tapCount & run) != 0) {
        shifted.take(longest, done * step, 1, n - done * step);
        windows.combine(windows, shifted, n - done * step);
        done += run;
      }
      if (done == tapCount) {
        return windows;
      }
      longest = joined(longest, run, n);
    }
  }

  /** Each run with the one that starts so many columns after it. */
  private Line joined(Line from, int after, int n) {
    shifted.take(from, after * step, 1, n - after * step);
    runs.combine(from, shifted, n - after * step);
    return runs;
  }
}
