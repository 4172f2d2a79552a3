package dev.cenote.benchmarks;

import java.util.Map;

/**
 * What was measured for one case.
 *
 * @param times by contender's name; those that declined are missing
 */
record CaseResult(Case measured, Map<String, Measurement> times) {
  /** How many times as long {@code slower} takes as {@code faster}; NaN if one of them is missing. */
  double ratio(String slower, String faster) {
    Measurement above = times.get(slower);
    Measurement below = times.get(faster);
    return above == null || below == null ? Double.NaN : above.nanos() / below.nanos();
  }
}
