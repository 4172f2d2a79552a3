package dev.cenote.benchmarks;

import dev.cenote.benchmarks.contenders.Contender;
import java.util.ArrayList;
import java.util.List;

/** A contender with so many threads. */
record Entrant(Contender contender, int threads) {
  /** Each contender with each number of threads. */
  static List<Entrant> of(List<Contender> contenders, List<Integer> threads) {
    List<Entrant> all = new ArrayList<>();
    for (Contender contender : contenders) {
      for (int number : threads) {
        if (number == 1 || contender.role() != Contender.Role.LIMIT) {
          all.add(new Entrant(contender, number));
        }
      }
    }
    return all;
  }

  /** Labels results: the contender's name, with its threads if there is more than one. */
  String label() {
    return contender.name() + (threads == 1 ? "" : "-x" + threads);
  }

  String declines(Case measured) {
    return contender.declines(measured.problem(), threads);
  }
}
