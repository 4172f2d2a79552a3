package dev.cenote.benchmarks;

import dev.cenote.benchmarks.contenders.Contender;
import dev.cenote.benchmarks.contenders.Contenders;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What has to be said beside a table: how it was measured, who is who, who stayed away and why. */
final class Notes {
  private Notes() {}

  /** Before anything is measured: who will stay away, and whether the machine is busy. */
  static List<String> before(Run run) {
    List<String> notes = new ArrayList<>(unsupported(run.cases()));
    for (Entrant entrant : run.entrants()) {
      notes.addAll(absences(entrant.label(), run.cases().cases().stream()
          .collect(Collectors.toMap(Case::name, entrant::declines))));
    }
    notes.addAll(disturbance(run));
    return notes;
  }

  static List<String> after(Run run, List<CaseResult> results, String plusMinus) {
    List<String> notes = new ArrayList<>();
    notes.add("Time of one call, the median of all iterations, hot memory, one thread unless -x2 or such says "
        + "otherwise; " + run.effort() + ". " + plusMinus + " is the machine's noise: half the distance between the "
        + "quartiles. Every answer was verified first.");
    if (isThere(run, Contenders.ROOFLINE)) {
      notes.add("roofline is the time to read every input byte and write every output byte once in the widest vectors,"
          + " and to do nothing else; /roofline is the column before it as a multiple of that.");
    }
    if (!Ratio.among(run.entrants()).isEmpty()) {
      notes.add("Ratios above 1x: the one named second is faster. native stands for native-heap.");
    }
    notes.addAll(allocations(run, results));
    run.entrants().stream().map(Entrant::contender).distinct().filter(peer -> !peer.about().isEmpty())
        .forEach(peer -> notes.add(peer.name() + ": " + peer.about()));
    for (Entrant entrant : run.entrants()) {
      notes.addAll(absences(entrant.label(), results.stream().collect(Collectors.toMap(
          result -> result.measured().name(), result -> result.absences().getOrDefault(entrant.label(), "")))));
    }
    notes.addAll(unsupported(run.cases()));
    notes.addAll(disturbance(run));
    return notes;
  }

  private static boolean isThere(Run run, String name) {
    return run.entrants().stream().anyMatch(entrant -> entrant.label().equals(name));
  }

  static List<String> unsupported(CaseFile cases) {
    return cases.unsupported().isEmpty() ? List.of()
        : List.of("not supported yet: " + String.join(", ", cases.unsupported()));
  }

  /** The most that a call of Cenote's allocated. */
  private static List<String> allocations(Run run, Collection<CaseResult> results) {
    List<String> most = new ArrayList<>();
    for (Entrant entrant : run.entrants()) {
      results.stream().map(result -> result.times().get(entrant.label()))
          .filter(time -> entrant.contender().role() == Contender.Role.CENOTE && time != null)
          .mapToDouble(Measurement::bytes).filter(bytes -> !Double.isNaN(bytes)).max()
          .ifPresent(bytes -> most.add(entrant.label() + " " + Math.round(bytes)));
    }
    return most.isEmpty() ? List.of()
        : List.of("Bytes allocated on the Java heap by a call, at most: " + String.join(", ", most) + ".");
  }

  /** @param reasonByCase empty for the cases in which somebody took part */
  private static List<String> absences(String name, Map<String, String> reasonByCase) {
    Map<String, List<String>> casesByReason = reasonByCase.entrySet().stream()
        .filter(entry -> !entry.getValue().isEmpty())
        .collect(Collectors.groupingBy(Map.Entry::getValue, TreeMap::new,
            Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
    List<String> notes = new ArrayList<>();
    casesByReason.forEach((reason, cases) -> {
      String where = cases.stream().sorted().collect(Collectors.joining(", "));
      notes.add(name + " does not take part" + (cases.size() == reasonByCase.size() ? "" : " in " + where) + ": "
          + reason);
    });
    return notes;
  }

  private static List<String> disturbance(Run run) {
    String disturbance = run.provenance().disturbance();
    return disturbance.isEmpty() ? List.of() : List.of(disturbance);
  }
}
