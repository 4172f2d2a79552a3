package dev.cenote.benchmarks;

import dev.cenote.benchmarks.contenders.Contenders;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** All results as one table: losses stand like wins, in the order of the case file. */
final class ResultTable {
  private static final int TEXT_COLUMNS = 2; // on the left; what follows is numbers, on the right
  private static final String MULTIPLE = "/roofline";

  private final List<String> entrants;
  private final List<Ratio> ratios;
  private final boolean multiples;
  private final String plusMinus;

  /** @param plusMinus the sign, or what stands for it where the terminal lacks it */
  ResultTable(List<Entrant> entrants, String plusMinus) {
    this.entrants = entrants.stream().map(Entrant::label).toList();
    this.ratios = Ratio.among(entrants);
    this.multiples = this.entrants.contains(Contenders.ROOFLINE);
    this.plusMinus = plusMinus;
  }

  /** For a terminal. */
  String render(List<CaseResult> results) {
    List<List<String>> rows = new ArrayList<>(twoLines(header()));
    int body = rows.size();
    results.forEach(result -> rows.add(row(result)));
    if (hasMeans()) {
      rows.add(means(results));
    }
    int[] widths = widths(rows);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < rows.size(); i++) {
      if (i == body || i == body + results.size()) {
        line(text, rule(widths), widths);
      }
      line(text, rows.get(i), widths);
    }
    return text.toString();
  }

  /** As Markdown. */
  String markdown(List<CaseResult> results) {
    StringBuilder text = new StringBuilder();
    line(text, header());
    List<String> rule = new ArrayList<>(Collections.nCopies(header().size(), "---:"));
    Collections.fill(rule.subList(0, TEXT_COLUMNS), "---");
    line(text, rule);
    for (CaseResult result : results) {
      List<String> cells = row(result);
      cells.set(1, "`" + cells.get(1) + "`");
      line(text, cells);
    }
    if (hasMeans()) {
      List<String> cells = means(results);
      cells.replaceAll(cell -> cell.isEmpty() ? cell : "**" + cell + "**");
      line(text, cells);
    }
    return text.toString();
  }

  private boolean hasMeans() {
    return multiples || !ratios.isEmpty();
  }

  private boolean isMultiple(String entrant) {
    return multiples && !entrant.equals(Contenders.ROOFLINE);
  }

  private List<String> header() {
    List<String> cells = new ArrayList<>(List.of("case", "problem"));
    for (String entrant : entrants) {
      cells.add(entrant);
      if (isMultiple(entrant)) {
        cells.add(MULTIPLE);
      }
    }
    ratios.forEach(ratio -> cells.add(ratio.title()));
    return cells;
  }

  /** So that columns are as narrow as their numbers. */
  private static List<List<String>> twoLines(List<String> header) {
    List<String> upper = new ArrayList<>();
    List<String> lower = new ArrayList<>();
    for (String title : header) {
      int end = title.equals(MULTIPLE) ? -1 : Math.max(title.indexOf('/'), title.indexOf('-'));
      boolean slash = end >= 0 && title.charAt(end) == '/';
      upper.add(end < 0 ? "" : title.substring(0, end + (slash ? 1 : 0)));
      lower.add(title.substring(end + 1));
    }
    return List.of(upper, lower);
  }

  private List<String> row(CaseResult result) {
    List<String> cells = new ArrayList<>(List.of(result.measured().name(), result.measured().problem().toString()));
    for (String entrant : entrants) {
      cells.add(cell(result.times().get(entrant)));
      if (isMultiple(entrant)) {
        cells.add(Numbers.ratio(result.rooflines(entrant)));
      }
    }
    ratios.forEach(ratio -> cells.add(Numbers.ratio(ratio.of(result))));
    return cells;
  }

  private List<String> means(List<CaseResult> results) {
    List<String> cells = new ArrayList<>(List.of("geometric mean", ""));
    for (String entrant : entrants) {
      cells.add("");
      if (isMultiple(entrant)) {
        cells.add(Numbers.ratio(Ratio.geometricMean(
            results.stream().mapToDouble(result -> result.rooflines(entrant)).toArray())));
      }
    }
    ratios.forEach(ratio -> cells.add(Numbers.ratio(ratio.geometricMean(results))));
    return cells;
  }

  private String cell(Measurement time) {
    if (time == null) {
      return "-";
    }
    String noise = plusMinus + Numbers.percent(time.error(), time.nanos());
    return Numbers.time(time.nanos()) + " ".repeat(Math.max(1, 4 + plusMinus.length() - noise.length())) + noise;
  }

  private static List<String> rule(int[] widths) {
    List<String> cells = new ArrayList<>();
    for (int width : widths) {
      cells.add("-".repeat(width));
    }
    return cells;
  }

  private static int[] widths(List<List<String>> rows) {
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    return widths;
  }

  private static void line(StringBuilder text, List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      String blanks = " ".repeat(widths[column] - cells.get(column).length());
      line.append(column == 0 ? "" : "  ")
          .append(column < TEXT_COLUMNS ? cells.get(column) + blanks : blanks + cells.get(column));
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }

  private static void line(StringBuilder text, List<String> cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }
}
