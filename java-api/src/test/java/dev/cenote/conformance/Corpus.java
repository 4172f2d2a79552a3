package dev.cenote.conformance;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.DynamicTest;

/** What became of the cases of one peer. */
final class Corpus {
  private final String name;
  private int cases;
  private int agree;
  private int differ;
  private final Map<String, Integer> byDesign = new TreeMap<>();

  Corpus(String name) {
    this.name = name;
  }

  /**
   * A test that counts how it ends.
   *
   * @param comparison fails, or says why the answer differs by design, or null if it agrees
   */
  DynamicTest test(String id, Supplier<String> comparison) {
    cases++;
    return dynamicTest(id, () -> {
      boolean finished = false;
      try {
        String reason = comparison.get();
        if (reason == null) {
          agree++;
        } else {
          byDesign.merge(reason, 1, Integer::sum);
        }
        finished = true;
      } finally {
        differ += finished ? 0 : 1;
      }
    });
  }

  /** As {@link #test(String, Supplier)}, for a comparison that fails unless all agree. */
  DynamicTest testAgreement(String id, Runnable comparison) {
    return test(id, () -> {
      comparison.run();
      return null;
    });
  }

  void print() {
    int designed = byDesign.values().stream().mapToInt(Integer::intValue).sum();
    System.out.printf("%s: %d cases, %d agree, %d differ, %d differ by design%n", name, cases, agree, differ, designed);
    byDesign.forEach((reason, n) -> System.out.printf("  %d differ by design, %s%n", n, reason));
  }
}
