package dev.cenote.benchmarks;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;

/** What {@link Stalls} has measured. */
record StallReport(Run run, List<Stall> stalls) implements Report {
  private static final String NOTE = "Time of one allocation of 64 KiB while another thread pools "
      + StallBenchmark.PROBLEM + " without a pause. The garbage collector cannot move a Java array that native code "
      + "works on, and whoever allocates may have to wait for it. Cenote cuts work on Java arrays into calls of about "
      + "a millisecond at most, which bounds the wait; off-heap tensors and managed Java cause none. What \"nobody\" "
      + "shows is the collector's and the machine's own.";

  @Override
  public String text() {
    StringBuilder text = new StringBuilder(String.format("%-16s  %9s  %9s  %9s%n", "beside", "median", "99.9%",
        "longest"));
    for (Stall stall : stalls) {
      text.append(String.format("%-16s  %9s  %9s  %9s%n", stall.neighbour(), Numbers.time(stall.median()),
          Numbers.time(stall.high()), Numbers.time(stall.longest())));
    }
    return text + "\n" + NOTE + "\n";
  }

  @Override
  public String json() {
    JsonObject report = JsonReport.head(run.provenance(), run.effort());
    report.addProperty("problem", StallBenchmark.PROBLEM);
    JsonArray all = new JsonArray();
    for (Stall stall : stalls) {
      JsonObject one = new JsonObject();
      one.addProperty("neighbour", stall.neighbour());
      one.add("medianNs", JsonReport.number(stall.median()));
      one.add("p999Ns", JsonReport.number(stall.high()));
      one.add("longestNs", JsonReport.number(stall.longest()));
      all.add(one);
    }
    report.add("stalls", all);
    return JsonReport.text(report);
  }

  @Override
  public String markdown() {
    StringBuilder text = new StringBuilder("# Benchmarks: stalls\n\n| beside | median | 99.9% | longest |\n"
        + "| --- | ---: | ---: | ---: |\n");
    for (Stall stall : stalls) {
      text.append(String.format("| %s | %s | %s | %s |%n", stall.neighbour(), Numbers.time(stall.median()),
          Numbers.time(stall.high()), Numbers.time(stall.longest())));
    }
    return text + "\n" + NOTE + "\n\n" + run.provenance().toString().replace("\n", "  \n") + "\n";
  }

  @Override
  public Map<String, String> charts() {
    return Map.of();
  }
}
