package dev.cenote;

import dev.cenote.internal.Engine;
import dev.cenote.internal.Engines;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Where pooling runs: {@code native/avx512}, {@code native/avx2}, {@code native/sse4}, {@code native/baseline}, or
 * {@code managed} Java. All give the same bits; they differ in speed alone.
 *
 * <p>{@link #current()} is chosen once, the first time it is needed: the best instruction set that this CPU has, or
 * managed Java where natives cannot load, which is logged once with its reason. Two settings force the choice, and a
 * choice that is impossible fails:
 * <ul>
 *   <li>{@code -Dcenote.backend=managed}, {@code native}, or a full name such as {@code native/avx2};
 *   <li>the environment variable {@code CENOTE_ISA=baseline}, {@code sse4}, {@code avx2} or {@code avx512}.
 * </ul>
 *
 * <p>Immutable and thread-safe.
 */
public final class Backend {
  private final Engine engine;

  Backend(Engine engine) {
    this.engine = engine;
  }

  /**
   * The backend that operators use unless told otherwise.
   *
   * @throws IllegalStateException if a setting forces a backend that cannot run here
   */
  public static Backend current() {
    return new Backend(Engines.current().engine());
  }

  /** Why {@link #current()} is what it is, in one line. */
  public static String reason() {
    return Engines.current().reason();
  }

  /** Every backend that can run here, the fastest first. */
  public static List<Backend> available() {
    return Engines.available().stream().map(Backend::new).collect(Collectors.toUnmodifiableList());
  }

  /**
   * A backend by name; {@code native} stands for the best native one.
   *
   * @throws IllegalArgumentException if there is no such backend, or it cannot run here; the message says why
   */
  public static Backend of(String name) {
    return new Backend(Engines.named(Objects.requireNonNull(name, "Backend: name is null")));
  }

  /** Such as {@code native/avx512} or {@code managed}. */
  public String name() {
    return engine.name();
  }

  /** Whether this is C++ rather than Java. */
  public boolean isNative() {
    return engine.isNative();
  }

  Engine engine() {
    return engine;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Backend && name().equals(((Backend) other).name());
  }

  @Override
  public int hashCode() {
    return name().hashCode();
  }

  @Override
  public String toString() {
    return name();
  }
}
