package dev.groundswell.local.rules;

import java.util.ArrayList;
import java.util.List;

/** Cells in columns, each as wide as it must be. */
final class Table {

  private static final String BETWEEN = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  void add(List<String> cells) {
    rows.add(cells);
  }

  List<String> lines() {
    return rows.stream().map(this::line).toList();
  }

  private String line(List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < cells.size(); column++) {
      String cell = cells.get(column);
      line.append(cell).append(" ".repeat(width(column) - cell.length())).append(BETWEEN);
    }
    return line.toString().stripTrailing();
  }

  private int width(int column) {
    return rows.stream().mapToInt(cells -> cells.get(column).length()).max().orElse(0);
  }
}
