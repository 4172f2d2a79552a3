package dev.cenote.benchmarks;

import static dev.cenote.benchmarks.contenders.Contenders.FFM_CALL;
import static dev.cenote.benchmarks.contenders.Contenders.JNI_CALL;
import static dev.cenote.benchmarks.contenders.Contenders.MANAGED;
import static dev.cenote.benchmarks.contenders.Contenders.NATIVE_DIRECT;
import static dev.cenote.benchmarks.contenders.Contenders.NATIVE_HEAP;
import static dev.cenote.benchmarks.contenders.Contenders.NATIVE_OFF_HEAP;
import static dev.cenote.benchmarks.contenders.Contenders.ROOFLINE;
import static dev.cenote.benchmarks.contenders.Contenders.TEXTBOOK;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A question that benchmarks answer: cases, who takes part, in how many threads. */
enum Preset {
  LAYERS("layers of real networks", ROOFLINE, NATIVE_HEAP, NATIVE_OFF_HEAP, MANAGED, TEXTBOOK),
  CALLS("what a call costs, by where the elements lie, and what its native part costs alone",
      NATIVE_HEAP, NATIVE_DIRECT, NATIVE_OFF_HEAP, JNI_CALL, FFM_CALL),
  WINDOWS("windows from 3x3 to 101x101", ROOFLINE, NATIVE_HEAP, MANAGED),
  SIZES("inputs from a few kilobytes to far more than caches hold", ROOFLINE, NATIVE_HEAP, NATIVE_OFF_HEAP, MANAGED),
  THREADS("the same layers in one thread and in more", ROOFLINE, NATIVE_HEAP, NATIVE_OFF_HEAP, MANAGED),
  STALLS("how long a thread that allocates has to wait for one that pools Java arrays");

  private final String question;
  private final List<String> contenders;

  Preset(String question, String... contenders) {
    this.question = question;
    this.contenders = List.of(contenders);
  }

  /** What it shows, in half a line. */
  String question() {
    return question;
  }

  CaseFile cases() throws IOException {
    return CaseFile.bundled(this + ".tsv");
  }

  List<String> contenders() {
    return contenders;
  }

  /** One thread, or for {@link #THREADS} powers of two up to the number of cores, and that number. */
  List<Integer> threads() {
    List<Integer> threads = new ArrayList<>(List.of(1));
    int cores = Runtime.getRuntime().availableProcessors();
    if (this == THREADS) {
      for (int number = 2; number < cores; number *= 2) {
        threads.add(number);
      }
      if (cores > 1) {
        threads.add(cores);
      }
    }
    return threads;
  }

  /** As it is written on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
