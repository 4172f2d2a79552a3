package dev.cenote.benchmarks;

import java.util.List;
import java.util.Map;

/** What {@link Suite} has measured. */
record PoolingReport(Run run, List<CaseResult> results, String plusMinus) implements Report {
  @Override
  public String text() {
    return new ResultTable(run.entrants(), plusMinus).render(results) + "\n"
        + String.join("\n", Notes.after(run, results, plusMinus)) + "\n";
  }

  @Override
  public String json() {
    return JsonReport.render(run, results);
  }

  @Override
  public String markdown() {
    StringBuilder text = new StringBuilder("# Benchmarks: " + run.preset() + "\n\nMeasured: "
        + run.preset().question() + ".\n\n");
    charts().keySet().forEach(chart -> text.append("![").append(chart).append("](").append(chart).append(")\n\n"));
    text.append(new ResultTable(run.entrants(), "\u00b1").markdown(results));
    Notes.after(run, results, "\u00b1").forEach(note -> text.append("\n* ").append(note));
    return text.append("\n\n").append(run.provenance().toString().replace("\n", "  \n")).append("\n").toString();
  }

  @Override
  public Map<String, String> charts() {
    return new Charts(run, results).draw();
  }
}
