package dev.cenote.benchmarks;

import static dev.cenote.benchmarks.contenders.Contenders.MANAGED;
import static dev.cenote.benchmarks.contenders.Contenders.NATIVE_HEAP;
import static dev.cenote.benchmarks.contenders.Contenders.NATIVE_OFF_HEAP;
import static dev.cenote.benchmarks.contenders.Contenders.TEXTBOOK;

import java.util.List;

/**
 * Two contenders compared: the time of one as a multiple of the other's.
 *
 * @param title the head of its column
 */
record Ratio(String title, String above, String below) {
  /** What readers ask first, in the order of the table's columns. */
  static final List<Ratio> ALL = List.of(
      new Ratio("managed/native", MANAGED, NATIVE_HEAP),
      new Ratio("textbook/native", TEXTBOOK, NATIVE_HEAP),
      new Ratio("heap/off-heap", NATIVE_HEAP, NATIVE_OFF_HEAP));

  double of(CaseResult result) {
    return result.ratio(above, below);
  }

  /** Over all results that have it; NaN if none has. */
  double geometricMean(List<CaseResult> results) {
    return Math.exp(results.stream().mapToDouble(this::of).filter(ratio -> !Double.isNaN(ratio)).map(Math::log)
        .average().orElse(Double.NaN));
  }
}
