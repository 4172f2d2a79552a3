package dev.cenote.benchmarks;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.cenote.benchmarks.contenders.Contenders;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** All results as JSON, for charts and for comparing runs. What could not be measured is {@code null} or missing. */
final class JsonReport {
  private JsonReport() {}

  static String render(Run run, List<CaseResult> results) {
    JsonObject report = head(run.provenance(), run.effort());
    JsonObject peers = new JsonObject();
    run.entrants().stream().filter(entrant -> !entrant.contender().about().isEmpty())
        .forEach(entrant -> peers.addProperty(entrant.contender().name(), entrant.contender().about()));
    report.add("peers", peers);
    List<Ratio> ratios = Ratio.among(run.entrants());
    JsonArray cases = new JsonArray();
    results.forEach(result -> cases.add(one(result, ratios)));
    report.add("cases", cases);
    JsonObject means = new JsonObject();
    ratios.forEach(ratio -> means.add(ratio.title(), number(ratio.geometricMean(results))));
    report.add("geometricMeans", means);
    JsonArray missing = new JsonArray();
    run.cases().unsupported().forEach(missing::add);
    report.add("notSupported", missing);
    return text(report);
  }

  /** What all reports begin with: machine, versions, date, command, effort. */
  static JsonObject head(Provenance provenance, Effort effort) {
    JsonObject report = new JsonObject();
    report.add("machine", machine(provenance));
    report.addProperty("jdk", provenance.jdk());
    report.add("cenote", cenote(provenance));
    report.addProperty("date", provenance.date().format(DateTimeFormatter.ISO_OFFSET_DATE_TIME));
    report.addProperty("command", provenance.command());
    report.add("effort", effort(effort));
    return report;
  }

  static String text(JsonObject report) {
    return new GsonBuilder().setPrettyPrinting().serializeNulls().disableHtmlEscaping().create().toJson(report) + "\n";
  }

  private static JsonObject machine(Provenance provenance) {
    JsonObject machine = new JsonObject();
    machine.addProperty("cpu", provenance.cpu());
    machine.addProperty("cores", provenance.cores());
    machine.add("loadBefore", number(provenance.load() < 0 ? Double.NaN : provenance.load()));
    machine.addProperty("system", provenance.system());
    return machine;
  }

  private static JsonObject cenote(Provenance provenance) {
    JsonObject cenote = new JsonObject();
    cenote.addProperty("version", provenance.version());
    cenote.addProperty("backend", provenance.backend());
    cenote.addProperty("backendReason", provenance.backendReason());
    return cenote;
  }

  private static JsonObject effort(Effort effort) {
    JsonObject settings = new JsonObject();
    settings.addProperty("forks", effort.forks());
    settings.addProperty("warmupIterations", effort.warmups());
    settings.addProperty("iterations", effort.iterations());
    settings.addProperty("iterationMillis", effort.millis());
    return settings;
  }

  private static JsonObject one(CaseResult result, List<Ratio> ratios) {
    JsonObject one = new JsonObject();
    one.addProperty("name", result.measured().name());
    one.addProperty("problem", result.measured().problem().toString());
    one.addProperty("source", result.measured().source());
    JsonObject contenders = new JsonObject();
    result.times().forEach((label, time) -> {
      JsonObject contender = new JsonObject();
      contender.add("nsPerOp", number(time.nanos()));
      contender.add("error", number(time.error()));
      contender.add("allocatedBytesPerOp", number(time.bytes()));
      contender.add(Contenders.ROOFLINE + "s", number(result.rooflines(label)));
      contenders.add(label, contender);
    });
    one.add("contenders", contenders);
    JsonObject absences = new JsonObject();
    result.absences().forEach(absences::addProperty);
    one.add("absences", absences);
    JsonObject compared = new JsonObject();
    ratios.forEach(ratio -> compared.add(ratio.title(), number(ratio.of(result))));
    one.add("ratios", compared);
    return one;
  }

  static JsonElement number(double value) {
    return Double.isFinite(value) ? new JsonPrimitive(value) : JsonNull.INSTANCE;
  }
}
