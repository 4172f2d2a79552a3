package dev.cenote.benchmarks;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.openjdk.jmh.runner.RunnerException;

/** Tells whoever waits how far a run is: an estimate first, then a line a case. */
final class Progress {
  private final PrintWriter out;
  private final Effort effort;
  private final List<Entrant> entrants;

  Progress(PrintWriter out, Effort effort, List<Entrant> entrants) {
    this.out = out;
    this.effort = effort;
    this.entrants = entrants;
  }

  List<CaseResult> run(Suite suite, List<Case> cases) throws RunnerException {
    double expected = seconds(cases);
    out.println(cases.size() + (cases.size() == 1 ? " case, " : " cases, ") + entrants.size()
        + (entrants.size() == 1 ? " contender, " : " contenders, ") + effort + ": about "
        + Numbers.duration(expected));
    out.flush();
    long begin = System.nanoTime();
    List<CaseResult> results = new ArrayList<>();
    for (Case next : cases) {
      results.add(suite.run(next));
      double done = seconds(cases.subList(0, results.size()));
      double left = (System.nanoTime() - begin) * 1e-9 * (expected / done - 1);
      report(results, cases, left);
    }
    return results;
  }

  private double seconds(List<Case> cases) {
    return cases.stream().mapToDouble(one -> effort.seconds(one, entrants)).sum();
  }

  private void report(List<CaseResult> results, List<Case> cases, double left) {
    int nameWidth = cases.stream().mapToInt(one -> one.name().length()).max().orElse(1);
    int countWidth = Integer.toString(cases.size()).length();
    CaseResult last = results.get(results.size() - 1);
    String times = last.times().entrySet().stream()
        .map(entry -> entry.getKey() + " " + String.format("%7s", Numbers.time(entry.getValue().nanos())))
        .collect(Collectors.joining("  "));
    out.printf("[%" + countWidth + "d/%d] %-" + nameWidth + "s  %s%s%n", results.size(), cases.size(),
        last.measured().name(), times, results.size() == cases.size() ? "" : "  " + Numbers.duration(left) + " left");
    out.flush();
  }
}
