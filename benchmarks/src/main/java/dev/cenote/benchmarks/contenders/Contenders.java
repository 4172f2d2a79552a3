package dev.cenote.benchmarks.contenders;

import dev.cenote.Backend;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** Everybody who takes part, in the order of the table's columns. */
public final class Contenders {
  public static final String ROOFLINE = "roofline";
  public static final String NATIVE_HEAP = "native-heap";
  public static final String NATIVE_DIRECT = "native-direct";
  public static final String NATIVE_OFF_HEAP = "native-off-heap";
  public static final String MANAGED = "managed";
  public static final String TEXTBOOK = "textbook";
  public static final String JNI_CALL = "jni-call";
  public static final String FFM_CALL = "ffm-call";

  private static final List<Contender> ALL = all(List.of(
      new Roofline(),
      new Cenote(NATIVE_HEAP, nativeBackend(), Memory.HEAP),
      new Cenote(NATIVE_DIRECT, nativeBackend(), Memory.DIRECT),
      new Cenote(NATIVE_OFF_HEAP, nativeBackend(), Memory.OFF_HEAP),
      new Cenote(MANAGED, Backend.of("managed"), Memory.HEAP),
      new Textbook(),
      new BareCall(JNI_CALL),
      new BareCall(FFM_CALL)));

  private Contenders() {}

  private static List<Contender> all(List<Contender> own) {
    List<Contender> all = new ArrayList<>(own);
    ServiceLoader.load(Contender.class).forEach(all::add);
    return List.copyOf(all);
  }

  /** The other libraries on the class path. */
  public static List<Contender> peers() {
    return ALL.stream().filter(contender -> contender.role() == Contender.Role.PEER).toList();
  }

  /**
   * A contender by name.
   *
   * @throws IllegalArgumentException if there is none; the message lists the names
   */
  public static Contender named(String name) {
    return ALL.stream().filter(contender -> contender.name().equals(name)).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no contender \"" + name + "\", expected one of "
            + ALL.stream().map(Contender::name).collect(Collectors.joining(", "))));
  }

  /** The current backend, so that a forced instruction set holds; null where that is not a native one. */
  static Backend nativeBackend() {
    return Backend.current().isNative() ? Backend.current() : null;
  }
}
