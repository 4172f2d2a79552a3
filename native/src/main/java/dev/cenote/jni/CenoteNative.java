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
import org.bytedeco.javacpp.annotation.Raw;

/**
 * The functions of {@code cenote.h}, declaration by declaration; their contracts stand there. Not for users: the
 * arguments are not checked, and wrong ones crash the JVM.
 *
 * <p>The methods {@code ..._at} take memory as an object and a place: a primitive array of any type and an offset in
 * bytes, or null and an address; see {@code jni_arrays.h}. Arrays are passed without a copy: a critical region stops
 * the garbage collector while the call lasts, so callers keep such calls short.
 */
@Properties(
    value = @Platform(include = {"cenote.h", "jni_arrays.h"}, library = "jnicenote"),
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

  public static native int cenote_roofline(int isa, @Cast("const void*") long in, @Cast("int64_t") long inBytes,
      @Cast("void*") long out, @Cast("int64_t") long outBytes, int streaming);

  public static native int cenote_describe(
      @Cast("const cenote_problem*") long problem, @Cast("char*") byte[] text, int size);

  public static native int cenote_pool_at(
      long problem, @Raw(withEnv = true) Object in, long inAt, @Raw Object out, long outAt, long begin, long end);

  public static native int cenote_index_at(
      long problem, @Raw(withEnv = true) Object in, long inAt, @Raw Object out, long outAt,
      @Raw Object indices, long indicesAt, long indexBytes, long begin, long end);

  /** As {@code cenote_unpool_check}; -3 if the array could not be reached. */
  public static native long cenote_unpool_check_at(
      long problem, @Raw(withEnv = true) Object indices, long indicesAt, long begin, long end);

  public static native int cenote_unpool_at(
      long problem, @Raw(withEnv = true) Object values, long valuesAt, @Raw Object indices, long indicesAt,
      @Raw Object out, long outAt, long begin, long end);

  public static native int cenote_align_at(
      long problem, @Raw(withEnv = true) Object in, long inAt, @Raw Object out, long outAt, long begin, long end);
}
