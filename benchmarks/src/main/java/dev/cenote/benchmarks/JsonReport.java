package dev.cenote.benchmarks;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** All results as JSON, for charts and for comparing runs. What could not be measured is {@code null} or missing. */
final class JsonReport {
  private JsonReport() {}

  static String render(Provenance provenance, Effort effort, List<CaseResult> results, List<String> unsupported) {
    JsonObject report = new JsonObject();
    report.add("machine", machine(provenance));
    report.addProperty("jdk", provenance.jdk());
    report.add("cenote", cenote(provenance));
    report.addProperty("date", provenance.date().format(DateTimeFormatter.ISO_OFFSET_DATE_TIME));
    report.addProperty("command", provenance.command());
    report.add("effort", effort(effort));
    JsonArray cases = new JsonArray();
    results.forEach(result -> cases.add(one(result)));
    report.add("cases", cases);
    JsonObject means = new JsonObject();
    Ratio.ALL.forEach(ratio -> means.add(ratio.title(), number(ratio.geometricMean(results))));
    report.add("geometricMeans", means);
    JsonArray missing = new JsonArray();
    unsupported.forEach(missing::add);
    report.add("notSupported", missing);
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

  private static JsonObject one(CaseResult result) {
    JsonObject one = new JsonObject();
    one.addProperty("name", result.measured().name());
    one.addProperty("problem", result.measured().problem().toString());
    one.addProperty("source", result.measured().source());
    JsonObject contenders = new JsonObject();
    result.times().forEach((name, time) -> {
      JsonObject contender = new JsonObject();
      contender.add("nsPerOp", number(time.nanos()));
      contender.add("error", number(time.error()));
      contenders.add(name, contender);
    });
    one.add("contenders", contenders);
    JsonObject ratios = new JsonObject();
    Ratio.ALL.forEach(ratio -> ratios.add(ratio.title(), number(ratio.of(result))));
    one.add("ratios", ratios);
    return one;
  }

  private static JsonElement number(double value) {
    return Double.isFinite(value) ? new JsonPrimitive(value) : JsonNull.INSTANCE;
  }
}
