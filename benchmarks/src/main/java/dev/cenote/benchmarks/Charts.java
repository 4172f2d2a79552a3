package dev.cenote.benchmarks;

import dev.cenote.benchmarks.charts.BarChart;
import dev.cenote.benchmarks.charts.LineChart;
import dev.cenote.benchmarks.charts.ShortNumbers;
import dev.cenote.benchmarks.contenders.Contenders;
import dev.cenote.internal.Problem;
import dev.cenote.tensor.ElementType;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** What of a run is drawn: bars a case, an overview of families, and lines where a size is swept. */
final class Charts {
  private static final int MOST_GROUPS = 6; // that one can still read on a wall
  private static final String MULTIPLES = "time as a multiple of the roofline, logarithmic";
  private static final String MICROSECONDS = "microseconds a call, logarithmic";

  private final Run run;
  private final List<CaseResult> results;
  private final List<String> labels;
  private final boolean multiples;

  Charts(Run run, List<CaseResult> results) {
    this.run = run;
    this.results = results;
    this.labels = run.entrants().stream().map(Entrant::label).filter(label -> !label.equals(Contenders.ROOFLINE))
        .filter(label -> results.stream().anyMatch(result -> result.times().containsKey(label))).toList();
    this.multiples = results.stream().anyMatch(result -> result.times().containsKey(Contenders.ROOFLINE));
  }

  /** SVG documents by file name. */
  Map<String, String> draw() {
    Map<String, String> charts = new LinkedHashMap<>();
    if (labels.isEmpty()) {
      return charts;
    }
    if (run.preset() == Preset.WINDOWS) {
      charts.put("windows.svg", lines("Pooling: windows from 3x3 to 101x101", "window",
          size -> ShortNumbers.of(size) + "x" + ShortNumbers.of(size),
          result -> result.measured().problem().size()[0]));
    } else if (run.preset() == Preset.SIZES) {
      charts.put("sizes.svg", lines("Pooling: inputs from the first cache to memory", "input",
          Charts::bytes, result -> result.measured().problem().shape().elements()
              * result.measured().problem().type().bytes()));
    } else {
      Map<String, List<CaseResult>> families = results.stream().collect(Collectors.groupingBy(
          result -> family(result.measured().problem()), LinkedHashMap::new, Collectors.toList()));
      if (multiples && families.size() > 1) {
        charts.put("overview.svg", overview(families));
      }
      families.forEach((family, members) ->
          bars(families.size() == 1 ? run.preset().toString() : family, members, charts));
    }
    return charts;
  }

  /** What problems have in common that behave alike. */
  private static String family(Problem problem) {
    return problem.type() != ElementType.FLOAT32 ? "other element types"
        : problem.layout().spatialRank() == 3 ? "volumes"
        : problem.layout().isChannelsLast() ? "channels last" : "channels first";
  }

  private String overview(Map<String, List<CaseResult>> families) {
    BarChart chart = new BarChart("Pooling: geometric means by family of layers",
        subtitle("Shorter is better; each over the layers it takes part in."), MULTIPLES, labels, true);
    families.forEach((family, members) -> chart.group(family, layers(members), means(members)));
    return chart.group("all", layers(results), means(results)).svg(caption());
  }

  private static String layers(List<CaseResult> members) {
    return members.size() + (members.size() == 1 ? " layer" : " layers");
  }

  private double[] means(List<CaseResult> members) {
    return labels.stream().mapToDouble(label -> Ratio.geometricMean(
        members.stream().mapToDouble(result -> result.rooflines(label)).toArray())).toArray();
  }

  private void bars(String family, List<CaseResult> members, Map<String, String> charts) {
    int parts = (members.size() + MOST_GROUPS - 1) / MOST_GROUPS;
    for (int part = 0; part < parts; part++) {
      List<CaseResult> some = members.subList(part * members.size() / parts, (part + 1) * members.size() / parts);
      BarChart chart = new BarChart("Pooling: " + family + (parts == 1 ? "" : ", " + (part + 1) + " of " + parts),
          subtitle("Shorter is better."), multiples ? MULTIPLES : MICROSECONDS, labels, multiples);
      some.forEach(result -> chart.group(result.measured().name(), result.measured().problem().toString(),
          labels.stream().mapToDouble(label -> value(result, label)).toArray()));
      charts.put(family.replace(' ', '-') + (parts == 1 ? "" : "-" + (part + 1)) + ".svg", chart.svg(caption()));
    }
  }

  private String lines(String title, String axis, DoubleFunction<String> sizeText, ToDoubleFunction<CaseResult> size) {
    LineChart chart = new LineChart(title, subtitle("Lower is better."), axis + ", logarithmic", sizeText,
        multiples ? MULTIPLES : MICROSECONDS, multiples);
    for (String label : labels) {
      for (boolean max : new boolean[] {true, false}) {
        List<CaseResult> line = results.stream().filter(result -> result.measured().problem().isMax() == max).toList();
        if (!line.isEmpty()) {
          chart.line(label + (max ? ", maximum" : ", average"), label, !max,
              line.stream().mapToDouble(size).toArray(),
              line.stream().mapToDouble(result -> value(result, label)).toArray());
        }
      }
    }
    return chart.svg(caption());
  }

  /** A size such as {@code 64 KiB}. */
  private static String bytes(double size) {
    return size < 1 << 20 ? Math.round(size / (1 << 10)) + " KiB" : Math.round(size / (1 << 20)) + " MiB";
  }

  private double value(CaseResult result, String label) {
    return multiples ? result.rooflines(label) : result.nanos(label) / 1000;
  }

  private String subtitle(String better) {
    return better
        + (multiples ? " The roofline reads every input byte and writes every output byte once, and no more." : "")
        + (run.entrants().stream().allMatch(entrant -> entrant.threads() == 1) ? " One thread." : "");
  }

  private List<String> caption() {
    Provenance from = run.provenance();
    List<String> lines = new ArrayList<>(List.of(
        from.cpu() + ", " + from.cores() + " cores; " + from.jdk() + "; Cenote " + from.version() + ", "
            + from.backend(),
        from.date().format(DateTimeFormatter.ISO_LOCAL_DATE) + ": " + from.command()));
    if (!from.disturbance().isEmpty()) {
      lines.add(from.disturbance());
    }
    return lines;
  }
}
