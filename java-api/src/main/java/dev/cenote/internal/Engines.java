package dev.cenote.internal;

import dev.cenote.internal.managed.ManagedEngine;
import dev.cenote.internal.nativelib.NativeEngine;
import dev.cenote.internal.nativelib.NativeLibrary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Chooses where pooling runs: once, with the reason kept. */
public final class Engines {
  /** The system property that forces a backend. */
  public static final String BACKEND_PROPERTY = "cenote.backend";
  /** The environment variable that forces an instruction set of the native backend. */
  public static final String ISA_VARIABLE = "CENOTE_ISA";

  private static final System.Logger LOG = System.getLogger("dev.cenote");
  private static final Engine MANAGED = new ManagedEngine();
  private static Choice current;

  private Engines() {}

  /** An engine and, in one line, why it was chosen. */
  public static final class Choice {
    private final Engine engine;
    private final String reason;

    Choice(Engine engine, String reason) {
      this.engine = engine;
      this.reason = reason;
    }

    public Engine engine() {
      return engine;
    }

    public String reason() {
      return reason;
    }
  }

  /**
   * What operators use unless told otherwise.
   *
   * @throws IllegalStateException if a setting forces what cannot run here
   */
  public static synchronized Choice current() {
    if (current == null) {
      current = choose(System.getProperty(BACKEND_PROPERTY, ""), System.getenv().getOrDefault(ISA_VARIABLE, ""));
    }
    return current;
  }

  /** The choice for given settings; empty ones do not force anything. */
  static Choice choose(String backend, String isa) {
    if (!backend.isEmpty()) {
      String name = backend.equals("native") && !isa.isEmpty() ? "native/" + isa : backend;
      String setting = "-D" + BACKEND_PROPERTY + "=" + backend
          + (name.equals(backend) ? "" : " and " + ISA_VARIABLE + "=" + isa);
      if (!isa.isEmpty() && name.startsWith("native/") && !name.equals("native/" + isa)) {
        throw new IllegalStateException(
            "Cenote: " + setting + " contradicts " + ISA_VARIABLE + "=" + isa + "; leave one of them out");
      }
      return forced(name, setting);
    }
    if (!isa.isEmpty()) {
      return forced("native/" + isa, ISA_VARIABLE + "=" + isa);
    }
    if (NativeLibrary.isLoaded()) {
      Engine best = available().get(0);
      return new Choice(best, "the best that this CPU runs");
    }
    String reason = NativeLibrary.failure();
    LOG.log(System.Logger.Level.WARNING, "Cenote pools in managed Java, with the same results but slower: {0}", reason);
    return new Choice(MANAGED, reason);
  }

  private static Choice forced(String name, String setting) {
    try {
      return new Choice(named(name), "forced by " + setting);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("Cenote: " + setting + " cannot be followed: " + e.getMessage(), e);
    }
  }

  /** Every engine that can run here, the fastest first. */
  public static List<Engine> available() {
    List<Engine> engines = new ArrayList<>();
    if (NativeLibrary.isLoaded()) {
      for (int isa = 0; isa < NativeLibrary.isaCount(); isa++) {
        if (NativeLibrary.isaMissing(isa).isEmpty()) {
          engines.add(new NativeEngine(isa));
        }
      }
      Collections.reverse(engines);
    }
    engines.add(MANAGED);
    return engines;
  }

  /**
   * An engine by name; {@code native} stands for the best native one.
   *
   * @throws IllegalArgumentException if there is none of this name, or it cannot run here; the message says why
   */
  public static Engine named(String name) {
    if (name.equals(MANAGED.name())) {
      return MANAGED;
    }
    boolean anyNative = name.equals("native");
    if (!anyNative && !name.startsWith("native/")) {
      throw new IllegalArgumentException("there is no backend \"" + name + "\", expected managed, native, or native/"
          + "baseline, native/sse4, native/avx2, native/avx512");
    }
    if (!NativeLibrary.isLoaded()) {
      throw new IllegalArgumentException("the native backend is not there: " + NativeLibrary.failure());
    }
    if (anyNative) {
      return available().get(0);
    }
    List<String> known = new ArrayList<>();
    for (int isa = 0; isa < NativeLibrary.isaCount(); isa++) {
      String isaName = NativeLibrary.isaName(isa);
      known.add(isaName);
      if (name.equals("native/" + isaName)) {
        String missing = NativeLibrary.isaMissing(isa);
        if (!missing.isEmpty()) {
          throw new IllegalArgumentException("this CPU has no " + missing + ", which " + isaName + " needs");
        }
        return new NativeEngine(isa);
      }
    }
    throw new IllegalArgumentException("this build has no instruction set \"" + name.substring("native/".length())
        + "\", expected one of " + String.join(", ", known));
  }
}
