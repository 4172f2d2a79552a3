package dev.cenote.internal.managed;

import dev.cenote.internal.Engine;
import dev.cenote.internal.memory.Storage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Pooling in Java for any number of threads: a driver and its scratch memory are kept for the next call, so that
 * repeated calls allocate nothing.
 */
final class Managed implements Engine.Pooling {
  private final Supplier<Driver> drivers;
  private final AtomicReference<Driver> kept = new AtomicReference<>();

  Managed(Supplier<Driver> drivers) {
    this.drivers = drivers;
  }

  @Override
  public void run(Storage in, Storage out, Storage indices, long begin, long end) {
    Driver driver = kept.getAndSet(null);
    if (driver == null) {
      driver = drivers.get();
    }
    driver.run(in, out, indices, begin, end);
    kept.set(driver);
  }
}
