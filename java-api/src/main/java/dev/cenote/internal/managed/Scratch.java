package dev.cenote.internal.managed;

import dev.cenote.internal.memory.Storage;
import dev.cenote.internal.plan.Geometry;

/**
 * What one thread needs while it pools one geometry: kept by the plan and used again, so that repeated calls allocate
 * nothing.
 */
final class Scratch {
  final Taps taps;
  final Averages averages;
  final LineTree alongD;
  final LineTree alongH;
  final LineTree alongW;
  private final float[] window = new float[Taps.SLOTS];
  private float[] line = new float[0];
  private float[] zeros = new float[0];
  /** One output vector that is not in a Java array. */
  private float[] result;
  private int resultAt;

  Scratch(Geometry geometry) {
    taps = new Taps(geometry);
    averages = new Averages(geometry);
    alongD = new LineTree(geometry.wide());
    alongH = new LineTree(geometry.wide());
    alongW = new LineTree(geometry.wide());
  }

  /** A line of at least {@code n} floats, with whatever they were. */
  float[] line(int n) {
    if (line.length < n) {
      line = new float[n];
    }
    return line;
  }

  /** A line of at least {@code n} zeros; not to be written. */
  float[] zeros(int n) {
    if (zeros.length < n) {
      zeros = new float[n];
    }
    return zeros;
  }

  /** The taps of one small window. */
  float[] window() {
    return window;
  }

  /** Where to write {@code n} outputs that begin at {@code index}: the array itself, or a buffer for {@link #put}. */
  float[] result(Storage out, long index, int n) {
    if (out.array() != null) {
      resultAt = out.arrayOffset() + (int) index;
      return (float[]) out.array();
    }
    if (result == null || result.length < n) {
      result = new float[n];
    }
    resultAt = 0;
    return result;
  }

  /** Where the outputs begin in {@link #result}. */
  int resultAt() {
    return resultAt;
  }

  /** Moves outputs that were written to a buffer to where they belong. */
  void put(Storage out, long index, int n) {
    if (out.array() == null) {
      out.write(index, result, 0, n);
    }
  }
}
