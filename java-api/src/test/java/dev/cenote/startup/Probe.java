package dev.cenote.startup;

import dev.cenote.Backend;

/** What {@link StartupTest} runs in JVMs of its own: prints what ran and the answer. */
final class Probe {
  private Probe() {}

  public static void main(String[] arguments) {
    System.out.println("backend " + Backend.current());
    System.out.println("reason " + Backend.reason());
    System.out.println("answer " + Integer.toHexString(Answers.on(null).hashCode()));
  }
}
