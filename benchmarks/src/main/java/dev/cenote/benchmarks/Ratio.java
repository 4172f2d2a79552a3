package dev.cenote.benchmarks;

import static dev.cenote.benchmarks.contenders.Contenders.MANAGED;
import static dev.cenote.benchmarks.contenders.Contenders.NATIVE_HEAP;
import static dev.cenote.benchmarks.contenders.Contenders.NATIVE_OFF_HEAP;
import static dev.cenote.benchmarks.contenders.Contenders.TEXTBOOK;

import dev.cenote.benchmarks.contenders.Contender;
import java.util.ArrayList;
import java.util.List;

/**
 * Entrants compared: the time of the fastest of some as a multiple of another's.
 *
 * @param title the head of its column
 */
record Ratio(String title, List<String> above, String below) {
  /** What readers ask first, of those who take part, in the order of the table's columns. */
  static List<Ratio> among(List<Entrant> entrants) {
    List<String> labels = entrants.stream().map(Entrant::label).toList();
    List<String> peers = entrants.stream().filter(entrant -> entrant.contender().role() == Contender.Role.PEER)
        .map(Entrant::label).toList();
    List<Ratio> ratios = new ArrayList<>();
    ratios.add(new Ratio("fastest-peer/native", peers, NATIVE_HEAP));
    ratios.add(new Ratio("managed/native", List.of(MANAGED), NATIVE_HEAP));
    ratios.add(new Ratio("textbook/native", List.of(TEXTBOOK), NATIVE_HEAP));
    ratios.add(new Ratio("heap/off-heap", List.of(NATIVE_HEAP), NATIVE_OFF_HEAP));
    for (Entrant entrant : entrants) {
      if (entrant.threads() > 1) {
        String alone = entrant.contender().name();
        ratios.add(new Ratio(alone + "/x" + entrant.threads(), List.of(alone), entrant.label()));
      }
    }
    ratios.removeIf(ratio -> !labels.contains(ratio.below) || ratio.above.stream().noneMatch(labels::contains));
    return ratios;
  }

  /** NaN if one side is missing. */
  double of(CaseResult result) {
    return above.stream().mapToDouble(result::nanos).filter(nanos -> !Double.isNaN(nanos)).min().orElse(Double.NaN)
        / result.nanos(below);
  }

  /** Over all results that have it; NaN if none has. */
  double geometricMean(List<CaseResult> results) {
    return geometricMean(results.stream().mapToDouble(this::of).toArray());
  }

  /** Of those that are not NaN; NaN if all are. */
  static double geometricMean(double... values) {
    double sum = 0;
    int count = 0;
    for (double value : values) {
      if (!Double.isNaN(value)) {
        sum += Math.log(value);
        count++;
      }
    }
    return Math.exp(sum / count);
  }
}
