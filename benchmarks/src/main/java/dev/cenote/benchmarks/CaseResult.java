package dev.cenote.benchmarks;

import dev.cenote.benchmarks.contenders.Contenders;
import java.util.Map;

/**
 * What was measured for one case.
 *
 * @param times by entrant's label; those that stayed away or failed are missing
 * @param absences why they did, by label
 */
record CaseResult(Case measured, Map<String, Measurement> times, Map<String, String> absences) {
  /** Nanoseconds a call; NaN if it was not measured. */
  double nanos(String label) {
    Measurement time = times.get(label);
    return time == null ? Double.NaN : time.nanos();
  }

  /** How many times as long as the machine's limit somebody takes; NaN if one of them is missing. */
  double rooflines(String label) {
    return nanos(label) / nanos(Contenders.ROOFLINE);
  }
}
