package dev.cenote.internal.managed;

import dev.cenote.internal.Engine;
import dev.cenote.internal.memory.Storage;

/** Goes through output rows, with scratch memory of its own: for one thread at a time. */
interface Driver {
  /** As {@link Engine.Pooling#run}. */
  void run(Storage in, Storage out, Storage indices, long begin, long end);
}
