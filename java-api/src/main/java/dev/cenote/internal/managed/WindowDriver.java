package dev.cenote.internal.managed;

import dev.cenote.internal.memory.Storage;
import dev.cenote.internal.plan.Geometry;

/** Reduces windows, an output row after the other. */
abstract class WindowDriver implements Driver {
  final Geometry geometry;
  final Taps taps;
  final Divisors divisors;
  /** Where results are written. */
  final Slice result = new Slice();
  private IndexSearch search;

  WindowDriver(Geometry geometry) {
    this.geometry = geometry;
    this.taps = new Taps(geometry);
    this.divisors = new Divisors(geometry);
  }

  @Override
  public final void run(Storage in, Storage out, Storage indices, long begin, long end) {
    if (geometry.rowElements() == 0) {
      return;
    }
    if (indices != null && search == null) {
      search = new IndexSearch(geometry, taps);
    }
    taps.bind(in);
    for (long row = begin; row < end; row++) {
      taps.moveTo(row);
      divisors.moveTo(taps.dCount, taps.hCount);
      pool(row, out);
      if (indices != null) {
        search.row(row, out, indices);
      }
    }
    taps.unbind();
    result.release();
  }

  /** Computes one output row; the taps and divisors have moved to it. */
  abstract void pool(long row, Storage out);

  /** The average of a float32 sum: no -0.0 but from a negative divisor, and one NaN. */
  static float average(float sum, float divisor) {
    float quotient = (sum + 0.0f) / divisor;
    return quotient == quotient ? quotient : Float.NaN;
  }
}
