package dev.cenote.explorer;

import java.util.ArrayList;
import java.util.List;

/** Lines of text in columns, each as wide as its widest cell. */
final class TextTable {
  private final int leftColumns;
  private final List<String[]> rows = new ArrayList<>();

  /** @param leftColumns so many columns, the first ones, are text and begin at the left; the others end at the right */
  TextTable(int leftColumns) {
    this.leftColumns = leftColumns;
  }

  void add(String... cells) {
    rows.add(cells);
  }

  List<String> lines() {
    int[] widths = new int[rows.get(0).length];
    for (String[] row : rows) {
      for (int column = 0; column < row.length; column++) {
        widths[column] = Math.max(widths[column], row[column].length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.length; column++) {
        String space = " ".repeat(widths[column] - row[column].length());
        line.append(column == 0 ? "" : "  ")
            .append(column < leftColumns ? row[column] + space : space + row[column]);
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }
}
