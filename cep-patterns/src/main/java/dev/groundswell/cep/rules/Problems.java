package dev.groundswell.cep.rules;

import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** Collects what is wrong with one file, so that an author sees all of it at once. */
final class Problems {

  private record Problem(int line, String text) {}

  private final String file;
  private final TreeSet<Problem> found =
      new TreeSet<>(Comparator.comparingInt(Problem::line).thenComparing(Problem::text));

  Problems(String file) {
    this.file = file;
  }

  /** The file, as messages name it. */
  String file() {
    return file;
  }

  /** Notes a problem at a line, counted from 1. */
  void add(int line, String key, String advice) {
    found.add(new Problem(line, key + ": " + advice));
  }

  List<String> all() {
    return found.stream()
        .map(problem -> file + ":" + problem.line() + ": " + problem.text())
        .toList();
  }
}
