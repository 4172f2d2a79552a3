package dev.cenote.internal;

import dev.cenote.internal.memory.Storage;
import dev.cenote.internal.plan.Alignment;
import dev.cenote.internal.plan.Geometry;
import dev.cenote.internal.plan.Unpooling;
import dev.cenote.internal.plan.Work;

/** A backend as operators see it. Implementations are thread-safe. */
public interface Engine {
  String name();

  boolean isNative();

  /** Makes ready for windows; what it returns may be used by several threads at once. */
  Pooling prepare(Geometry geometry);

  /** Makes ready for regions; likewise. */
  Pooling prepare(Alignment alignment);

  /** The number of the first index that lies outside its plane; -1 if all are good. The storage is acquired. */
  long firstBadIndex(Unpooling unpooling, Storage indices);

  /** Writes planes {@code begin .. end} of the output. Indices are good; storages are acquired and do not overlap. */
  void unpool(Unpooling unpooling, Storage values, Storage indices, Storage out, long begin, long end);

  /** Does one piece of work. */
  interface Pooling {
    /**
     * Computes output rows {@code begin .. end} of {@link Work#rows()}. The storages hold the work's input and output,
     * are acquired, and do not overlap.
     *
     * @param indices where the maxima or minima lie, for each output: the position within the input's plane,
     *     {@code (d * H + h) * W + w}, of the first element that equals it, or of the last NaN; -1 for a window without
     *     elements. An int32 or int64 storage, or null if they are not wanted; only for windows whose reduction has one
     */
    void run(Storage in, Storage out, Storage indices, long begin, long end);
  }
}
