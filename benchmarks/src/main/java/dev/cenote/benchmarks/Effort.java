package dev.cenote.benchmarks;

import dev.cenote.benchmarks.contenders.Contender;
import java.util.List;

/**
 * How much time a measurement may take.
 *
 * @param millis the length of one iteration
 */
record Effort(int forks, int warmups, int iterations, int millis) {
  private static final double FORK_SECONDS = 0.7; // a JVM, JMH and the native library
  private static final double NANOS_PER_READ = 1.5; // of a plain loop

  static final Effort QUICK = new Effort(1, 5, 8, 40);
  static final Effort STANDARD = new Effort(1, 5, 10, 250);

  Effort withForks(int forks) {
    return new Effort(forks, warmups, iterations, millis);
  }

  /** About how long it takes to measure a case, verification included. */
  double seconds(Case measured, List<Entrant> entrants) {
    double reads = measured.problem().layout().batch(measured.problem().shape())
        * measured.problem().layout().channels(measured.problem().shape());
    for (Axis axis : Axis.of(measured.problem())) {
      reads *= (double) axis.out() * axis.window();
    }
    double call = reads * NANOS_PER_READ * 1e-9;
    double verification = 2 * Math.min(reads, SlowAnswer.MOST_READS) * NANOS_PER_READ * 1e-9;
    double total = 0;
    for (Entrant entrant : entrants) {
      if (entrant.declines(measured).isEmpty()) {
        double iteration = Math.max(millis / 1e3, entrant.contender().role() == Contender.Role.LOOP ? call : 0);
        total += forks * (FORK_SECONDS + verification + (warmups + iterations) * iteration);
      }
    }
    return total;
  }

  @Override
  public String toString() {
    return forks + (forks == 1 ? " fork, " : " forks, ") + warmups + " + " + iterations + " iterations of " + millis
        + " ms";
  }
}
