package dev.cenote.internal.managed;

import dev.cenote.internal.memory.Numbers;
import dev.cenote.internal.memory.Storage;
import dev.cenote.internal.plan.Unpooling;
import dev.cenote.tensor.ElementType;

/** Unpooling: values go to where their indices say, a chunk at a time. For one thread. */
final class Scatter {
  private static final int CHUNK = 1024;

  private final Slice values = new Slice();
  private final Slice indices = new Slice();
  private final long[] positions = new long[CHUNK];
  /** Zeros of each element type. */
  private final Object[] zeros = new Object[ElementType.values().length];

  /** The number of the first index that lies outside its plane, or -1. */
  long firstBadIndex(Unpooling unpooling, Storage storage) {
    long count = unpooling.planes() * unpooling.valuesPerPlane() * unpooling.lanes();
    long bad = -1;
    for (long first = 0; first < count && bad < 0; first += CHUNK) {
      int n = (int) Math.min(CHUNK, count - first);
      readIndices(storage, first, n);
      for (int i = n - 1; i >= 0; i--) {
        if (positions[i] < 0 || positions[i] >= unpooling.outPerPlane()) {
          bad = first + i;
        }
      }
    }
    indices.release();
    return bad;
  }

  private void readIndices(Storage storage, long first, int n) {
    indices.read(storage, first, n);
    Numbers.toLongs(storage.type(), indices.array, indices.at, positions, 0, n);
  }

  /** As {@link dev.cenote.internal.Engine#unpool}. */
  void planes(Unpooling unpooling, Storage from, Storage where, Storage out, long begin, long end) {
    long lanes = unpooling.lanes();
    long valuesPerPlane = unpooling.valuesPerPlane() * lanes;
    long outPerPlane = unpooling.outPerPlane() * lanes;
    for (long plane = begin; plane < end; plane++) {
      clear(out, plane * outPerPlane, outPerPlane);
      for (long v = 0; v < valuesPerPlane; v += CHUNK) {
        int n = (int) Math.min(CHUNK, valuesPerPlane - v);
        long first = plane * valuesPerPlane + v;
        readIndices(where, first, n);
        long lane = v % lanes;
        for (int i = 0; i < n; i++) {
          positions[i] = plane * outPerPlane + positions[i] * lanes + lane;
          lane = lane + 1 == lanes ? 0 : lane + 1;
        }
        values.read(from, first, n);
        put(out, n);
      }
    }
    values.release();
    indices.release();
  }

  private void clear(Storage out, long from, long count) {
    int type = out.type().ordinal();
    if (zeros[type] == null) {
      zeros[type] = Numbers.newArray(out.type(), CHUNK);
    }
    for (long at = 0; at < count; at += CHUNK) {
      out.write(from + at, zeros[type], 0, (int) Math.min(CHUNK, count - at));
    }
  }

  /** Puts values to their positions, in order, so that the last stays. */
  private void put(Storage out, int n) {
    Object to = out.array();
    if (to == null) {
      for (int i = 0; i < n; i++) {
        out.write(positions[i], values.array, values.at + i, 1);
      }
    } else if (to instanceof float[]) {
      put((float[]) values.array, (float[]) to, out.arrayOffset(), n);
    } else if (to instanceof double[]) {
      put((double[]) values.array, (double[]) to, out.arrayOffset(), n);
    } else if (to instanceof byte[]) {
      put((byte[]) values.array, (byte[]) to, out.arrayOffset(), n);
    } else if (to instanceof short[]) {
      put((short[]) values.array, (short[]) to, out.arrayOffset(), n);
    } else if (to instanceof int[]) {
      put((int[]) values.array, (int[]) to, out.arrayOffset(), n);
    } else {
      put((long[]) values.array, (long[]) to, out.arrayOffset(), n);
    }
  }

  private void put(float[] from, float[] to, int offset, int n) {
    for (int i = 0; i < n; i++) {
      to[offset + (int) positions[i]] = from[values.at + i];
    }
  }

  private void put(double[] from, double[] to, int offset, int n) {
    for (int i = 0; i < n; i++) {
      to[offset + (int) positions[i]] = from[values.at + i];
    }
  }

  private void put(byte[] from, byte[] to, int offset, int n) {
    for (int i = 0; i < n; i++) {
      to[offset + (int) positions[i]] = from[values.at + i];
    }
  }

  private void put(short[] from, short[] to, int offset, int n) {
    for (int i = 0; i < n; i++) {
      to[offset + (int) positions[i]] = from[values.at + i];
    }
  }

  private void put(int[] from, int[] to, int offset, int n) {
    for (int i = 0; i < n; i++) {
      to[offset + (int) positions[i]] = from[values.at + i];
    }
  }

  private void put(long[] from, long[] to, int offset, int n) {
    for (int i = 0; i < n; i++) {
      to[offset + (int) positions[i]] = from[values.at + i];
    }
  }
}
