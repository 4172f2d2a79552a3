package dev.cenote.jni;

import java.nio.Buffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.annotation.Cast;
import org.bytedeco.javacpp.annotation.Const;
import org.bytedeco.javacpp.annotation.CriticalRegion;
import org.bytedeco.javacpp.annotation.NoException;
import org.bytedeco.javacpp.annotation.Platform;
import org.bytedeco.javacpp.annotation.Properties;

/**
 * The functions of {@code cenote.h}, declaration by declaration; their contracts stand there. Not for users: the
 * arguments are not checked, and wrong ones crash the JVM.
 *
 * <p>Arrays are passed without a copy: a critical region stops the garbage collector while the call lasts, so callers
 * keep such calls short. Critical methods take arrays and primitives only; anything else would call back into JNI.
 */
@Properties(
    value = @Platform(include = "cenote.h", library = "jnicenote"),
    inherit = org.bytedeco.javacpp.presets.javacpp.class)
@NoException
public class CenoteNative {
  static {
    Loader.load();
  }

  private CenoteNative() {}

  public static native long cenote_version();

  public static native int cenote_isa_count();

  public static native @Cast("const char*") BytePointer cenote_isa_name(int isa);

  public static native @Cast("const char*") BytePointer cenote_isa_missing(int isa);

  public static native @Cast("const char*") BytePointer cenote_cpu_features();

  public static native @Cast("int64_t") long cenote_allocate(@Cast("int64_t") long bytes);

  public static native void cenote_free(@Cast("int64_t") long address);

  public static native @Cast("int64_t") long cenote_address(@Cast("const void*") Buffer direct);

  @CriticalRegion
  public static native int cenote_same(@Const float[] a, @Const float[] b);

  public static native int cenote_describe(
      @Cast("const cenote_problem*") long problem, @Cast("char*") byte[] text, int size);

  @CriticalRegion
  public static native int cenote_pool(@Cast("const cenote_problem*") long problem,
      @Const float[] in, @Cast("int64_t") long inOffset, float[] out, @Cast("int64_t") long outOffset,
      @Cast("int64_t") long begin, @Cast("int64_t") long end);

  @CriticalRegion
  public static native int cenote_pool(@Cast("const cenote_problem*") long problem,
      @Const float[] in, @Cast("int64_t") long inOffset, @Cast("float*") long out, @Cast("int64_t") long outOffset,
      @Cast("int64_t") long begin, @Cast("int64_t") long end);

  @CriticalRegion
  public static native int cenote_pool(@Cast("const cenote_problem*") long problem,
      @Cast("const float*") long in, @Cast("int64_t") long inOffset, float[] out, @Cast("int64_t") long outOffset,
      @Cast("int64_t") long begin, @Cast("int64_t") long end);

  public static native int cenote_pool(@Cast("const cenote_problem*") long problem,
      @Cast("const float*") long in, @Cast("int64_t") long inOffset, @Cast("float*") long out,
      @Cast("int64_t") long outOffset, @Cast("int64_t") long begin, @Cast("int64_t") long end);
}
