package dev.cenote.benchmarks.contenders;

import dev.cenote.internal.nativelib.NativeLibrary;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * The function behind {@code CenoteNative.cenote_pool_at}, called through the foreign-function API of JDK 22 and later.
 * This is compiled for older ones, hence the reflection; the handle that it makes is as fast as one made without. The
 * function never looks at the JNI environment and the class where no Java array is given, so null does for them.
 */
final class ForeignCall {
  private static final String SYMBOL = "Java_dev_cenote_jni_CenoteNative_cenote_1pool_1at";
  private static final int FIRST_JDK = 22;
  private static final MethodHandle POOL = Runtime.version().feature() < FIRST_JDK ? null : link();

  private ForeignCall() {}

  /** Why there is no such call here; empty if there is. */
  static String missing() {
    return POOL == null ? "the foreign-function API comes with JDK " + FIRST_JDK : "";
  }

  /** Rows 0 to {@code end} of a problem, between addresses. */
  static int pool(long problem, long in, long out, long end) {
    try {
      return (int) POOL.invokeExact(0L, 0L, problem, 0L, in, 0L, out, 0L, end);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static MethodHandle link() {
    try {
      Class<?> linker = Class.forName("java.lang.foreign.Linker");
      Class<?> option = Class.forName("java.lang.foreign.Linker$Option");
      Class<?> lookup = Class.forName("java.lang.foreign.SymbolLookup");
      Class<?> arena = Class.forName("java.lang.foreign.Arena");
      Class<?> layout = Class.forName("java.lang.foreign.MemoryLayout");
      Class<?> descriptor = Class.forName("java.lang.foreign.FunctionDescriptor");
      Class<?> values = Class.forName("java.lang.foreign.ValueLayout");
      Object library = lookup.getMethod("libraryLookup", Path.class, arena)
          .invoke(null, Path.of(NativeLibrary.path()), arena.getMethod("global").invoke(null));
      Optional<?> symbol = (Optional<?>) lookup.getMethod("find", String.class).invoke(library, SYMBOL);
      Object[] arguments = (Object[]) Array.newInstance(layout, 9);
      Arrays.fill(arguments, values.getField("JAVA_LONG").get(null)); // an address is passed like a long
      Object signature = descriptor.getMethod("of", layout, arguments.getClass())
          .invoke(null, values.getField("JAVA_INT").get(null), arguments);
      Object none = Array.newInstance(option, 0);
      Method downcall = linker.getMethod("downcallHandle", Class.forName("java.lang.foreign.MemorySegment"), descriptor,
          none.getClass());
      return (MethodHandle) downcall.invoke(linker.getMethod("nativeLinker").invoke(null), symbol.orElseThrow(),
          signature, none);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the foreign-function API cannot be reached", e);
    }
  }
}
