package dev.cenote.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** All results as one table for a terminal: losses stand like wins, in the order of the case file. */
final class ResultTable {
  private static final int TEXT_COLUMNS = 2; // on the left; what follows is numbers, on the right

  private final List<String> contenders;
  private final List<Ratio> ratios;
  private final String plusMinus;

  /** @param plusMinus the sign, or what stands for it where the terminal lacks it */
  ResultTable(List<String> contenders, String plusMinus) {
    this.contenders = contenders;
    this.ratios = Ratio.ALL.stream()
        .filter(ratio -> contenders.contains(ratio.above()) && contenders.contains(ratio.below())).toList();
    this.plusMinus = plusMinus;
  }

  String render(List<CaseResult> results) {
    List<List<String>> rows = new ArrayList<>(header());
    int body = rows.size();
    results.forEach(result -> rows.add(row(result)));
    if (!ratios.isEmpty()) {
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

  /** Two lines, so that columns are as narrow as their numbers. */
  private List<List<String>> header() {
    List<String> upper = new ArrayList<>(List.of("", ""));
    List<String> lower = new ArrayList<>(List.of("case", "problem"));
    for (String name : contenders) {
      String[] words = name.split("-", 2);
      upper.add(words.length == 2 ? words[0] : "");
      lower.add(words[words.length - 1]);
    }
    for (Ratio ratio : ratios) {
      String[] words = ratio.title().split("/", 2);
      upper.add(words[0] + "/");
      lower.add(words[1]);
    }
    return List.of(upper, lower);
  }

  private List<String> row(CaseResult result) {
    List<String> cells = new ArrayList<>(List.of(result.measured().name(), result.measured().problem().toString()));
    contenders.forEach(name -> cells.add(cell(result.times().get(name))));
    ratios.forEach(ratio -> cells.add(Numbers.ratio(ratio.of(result))));
    return cells;
  }

  private List<String> means(List<CaseResult> results) {
    List<String> cells = new ArrayList<>(List.of("geometric mean", ""));
    contenders.forEach(name -> cells.add(""));
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
}
