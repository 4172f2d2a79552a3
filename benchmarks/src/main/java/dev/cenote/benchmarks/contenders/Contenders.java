package dev.cenote.benchmarks.contenders;

import dev.cenote.Backend;
import java.util.List;
import java.util.stream.Collectors;

/** Everybody who takes part, in the order of the table's columns. */
public final class Contenders {
  public static final String NATIVE_HEAP = "native-heap";
  public static final String NATIVE_OFF_HEAP = "native-off-heap";
  public static final String MANAGED = "managed";
  public static final String TEXTBOOK = "textbook";

  private static final List<Contender> ALL = List.of(
      new CenoteOnHeap(NATIVE_HEAP, nativeBackend()),
      new CenoteOffHeap(NATIVE_OFF_HEAP, nativeBackend()),
      new CenoteOnHeap(MANAGED, Backend.of("managed")),
      new Textbook());

  private Contenders() {}

  public static List<Contender> all() {
    return ALL;
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
  private static Backend nativeBackend() {
    return Backend.current().isNative() ? Backend.current() : null;
  }
}
