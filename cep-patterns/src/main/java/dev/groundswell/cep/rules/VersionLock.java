package dev.groundswell.cep.rules;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What was last said about the behaviour of each bundled rule: a behaviour that changes under an
 * unchanged version would meet state that another behaviour left.
 */
record VersionLock(List<Entry> entries) {

  /** A rule file, its version, and the fingerprint of its behaviour. */
  record Entry(String file, int version, String behaviour) {}

  static VersionLock parse(String text) {
    return new VersionLock(text.lines().map(VersionLock::entry).toList());
  }

  List<String> files() {
    return entries.stream().map(Entry::file).toList();
  }

  String format() {
    return entries.stream()
        .map(entry -> entry.file() + " " + entry.version() + " " + entry.behaviour() + "\n")
        .collect(Collectors.joining());
  }

  private static Entry entry(String line) {
    String[] columns = line.split(" ", -1);
    return new Entry(columns[0], Integer.parseInt(columns[1]), columns[2]);
  }
}
