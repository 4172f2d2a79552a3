package dev.cenote.internal.nativelib;

import dev.cenote.jni.CenoteNative;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;

/**
 * The native library: whether it is there, why not, and what it can do. Asking never throws; everything but
 * {@link #isLoaded} and {@link #failure} needs a loaded library.
 */
public final class NativeLibrary {
  private static String path;
  private static final String FAILURE = load();

  private NativeLibrary() {}

  private static String load() {
    try {
      path = Loader.load(CenoteNative.class);
      long version = CenoteNative.cenote_version();
      if (version != Block.VERSION) {
        return "the native library has version " + version + " of the boundary and these classes have "
            + Block.VERSION + "; use cenote and cenote-native of the same release";
      }
      return null;
    } catch (LinkageError | RuntimeException e) {
      return explain(e);
    }
  }

  private static String explain(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String text = cause.getClass().getSimpleName() + ": " + cause.getMessage();
    if (cause.getClass().getSimpleName().equals("IllegalCallerException")) {
      return "the JVM denies native access (" + text + "); start it with --enable-native-access=ALL-UNNAMED";
    }
    if (failure instanceof NoClassDefFoundError) {
      return "the class path lacks a class of cenote-native or javacpp, which cenote depends on (" + text + ")";
    }
    String platform = Loader.getPlatform();
    String resource = "/dev/cenote/jni/" + platform + "/" + System.mapLibraryName("jnicenote");
    if (CenoteNative.class.getResource(resource) == null) {
      return "there is no native library for this platform on the class path (looked for " + resource
          + "); add the artifact cenote-native with classifier " + platform;
    }
    return "the native library could not be loaded (" + text + "); JavaCPP unpacks it into a cache folder, which "
        + "-Dorg.bytedeco.javacpp.cachedir=FOLDER moves";
  }

  /** Whether native code runs here. */
  public static boolean isLoaded() {
    return FAILURE == null;
  }

  /** Why not, and what would help, in one line; null if the library is loaded. */
  public static String failure() {
    return FAILURE;
  }

  /** The file the library was loaded from. */
  public static String path() {
    return path;
  }

  /** How many instruction sets were compiled in; number 0 is the baseline, and later ones are wider. */
  public static int isaCount() {
    return CenoteNative.cenote_isa_count();
  }

  /** Such as {@code avx2}. */
  public static String isaName(int isa) {
    return text(CenoteNative.cenote_isa_name(isa));
  }

  /** The CPU features that an instruction set needs and this CPU lacks; empty if it runs here. */
  public static String isaMissing(int isa) {
    return text(CenoteNative.cenote_isa_missing(isa));
  }

  /** The vector features of this CPU that kernels may use, separated by spaces. */
  public static String cpuFeatures() {
    return text(CenoteNative.cenote_cpu_features());
  }

  /**
   * Whether this JVM gives native code copies of Java arrays even in critical regions, as HotSpot does under
   * {@code -Xcheck:jni}: what is written comes back with the whole array, over what others wrote meanwhile.
   */
  public static boolean copiesArrays() {
    float[] array = new float[1];
    return CenoteNative.cenote_same(array, array) == 0;
  }

  /** Zeroed memory for a vector's alignment; 0 if there is not so much. */
  public static long allocate(long bytes) {
    return CenoteNative.cenote_allocate(bytes);
  }

  public static void free(long address) {
    CenoteNative.cenote_free(address);
  }

  /** The address of a direct buffer's element 0. */
  public static long addressOf(Buffer direct) {
    return CenoteNative.cenote_address(direct);
  }

  /** A buffer over memory that must stay allocated while the buffer is used. */
  public static ByteBuffer view(long address, int bytes) {
    return new Region(address, bytes).asByteBuffer();
  }

  private static String text(BytePointer bytes) {
    return bytes == null ? "" : bytes.getString();
  }

  /** JavaCPP's name for a piece of memory that somebody else owns. */
  private static final class Region extends Pointer {
    Region(long address, long bytes) {
      this.address = address;
      this.limit = bytes;
      this.capacity = bytes;
    }
  }
}
