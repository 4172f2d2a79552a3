package dev.cenote.internal.memory;

import dev.cenote.internal.nativelib.NativeLibrary;
import java.lang.reflect.Field;
import java.nio.Buffer;

/**
 * Where a direct buffer lies: for native code, and to see that two buffers overlap. Without natives it is asked of the
 * JDK, which offers it to everybody from 22 on, and before that in a class that may be absent.
 */
final class DirectAddress {
  private DirectAddress() {}

  /** The address of a direct buffer's first element, position 0; 0 if it cannot be had. */
  static long of(Buffer buffer) {
    if (NativeLibrary.isLoaded()) {
      return NativeLibrary.addressOf(buffer);
    }
    try {
      if (Runtime.version().feature() >= 22) {
        Class<?> segment = Class.forName("java.lang.foreign.MemorySegment");
        Object ofBuffer = segment.getMethod("ofBuffer", Buffer.class).invoke(null, buffer);
        return (long) segment.getMethod("address").invoke(ofBuffer);
      }
      Class<?> unsafe = Class.forName("sun.misc.Unsafe");
      Field instance = unsafe.getDeclaredField("theUnsafe");
      instance.setAccessible(true);
      Object offset = unsafe.getMethod("objectFieldOffset", Field.class)
          .invoke(instance.get(null), Buffer.class.getDeclaredField("address"));
      return (long) unsafe.getMethod("getLong", Object.class, long.class).invoke(instance.get(null), buffer, offset);
    } catch (ReflectiveOperationException | RuntimeException e) {
      return 0; // overlap is not seen then; nothing else depends on it
    }
  }
}
