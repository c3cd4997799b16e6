package dev.groundswell.cep.lint;

import dev.groundswell.cep.rules.Rule;
import dev.groundswell.cep.rules.VersionLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Holds rules to what their directory's lock says of them. Without a lock there is nothing to hold
 * them to.
 */
final class LockedVersions {

  private static final String RENEW = "; renew the lock with --renew-lock";

  private final Path lock;
  private final List<SourceFile> files;
  private final List<String> violations = new ArrayList<>();
  private final List<String> outdated = new ArrayList<>();

  private LockedVersions(Path lock, List<SourceFile> files) {
    this.lock = lock;
    this.files = files;
  }

  static LockedVersions of(Path directory, List<SourceFile> files) throws IOException {
    LockedVersions locked = new LockedVersions(directory.resolve(VersionLock.FILE), files);
    if (Files.isRegularFile(locked.lock)) {
      locked.compare(locked.entries());
    }
    return locked;
  }

  /** What a renewal would hide: behaviour that changed under its version, or a lower version. */
  List<String> violations() {
    return violations;
  }

  /** What a renewal mends. */
  List<String> outdated() {
    return outdated;
  }

  /** Writes the lock of the rules as they are. */
  void renew() throws IOException {
    List<VersionLock.Entry> entries = new ArrayList<>();
    for (SourceFile file : files) {
      for (Rule rule : file.rules()) {
        entries.add(new VersionLock.Entry(file.relative(), rule.version(), rule.behaviour()));
      }
    }
    Files.writeString(lock, new VersionLock(entries).format());
  }

  private Map<String, VersionLock.Entry> entries() throws IOException {
    Map<String, SourceFile> known =
        files.stream().collect(Collectors.toMap(SourceFile::relative, file -> file));
    Map<String, VersionLock.Entry> entries = new HashMap<>();
    List<String> lines = Files.readAllLines(lock);
    for (int i = 0; i < lines.size(); i++) {
      try {
        VersionLock.Entry entry = VersionLock.Entry.parse(lines.get(i));
        entries.put(entry.file(), entry);
        if (!known.containsKey(entry.file())) {
          outdated.add(problem(i, "file: `%s` is gone".formatted(entry.file()) + RENEW));
        }
      } catch (IllegalArgumentException e) {
        violations.add(problem(i, "line: " + e.getMessage()));
      }
    }
    return entries;
  }

  private String problem(int index, String text) {
    return "%s:%d: %s".formatted(lock, index + 1, text);
  }

  private void compare(Map<String, VersionLock.Entry> entries) {
    for (SourceFile file : files) {
      if (file.rule().isPresent() && file.text().isPresent()) {
        compare(file, file.rule().get(), entries.get(file.relative()));
      }
    }
  }

  private void compare(SourceFile file, Rule now, VersionLock.Entry then) {
    if (then == null) {
      outdated.add(problem(file, "is not in the version lock" + RENEW));
    } else if (now.version() < then.version()) {
      violations.add(problem(file, "was %d already; versions only rise".formatted(then.version())));
    } else if (now.version() > then.version()) {
      outdated.add(problem(file, "is %d in the version lock".formatted(then.version()) + RENEW));
    } else if (!now.behaviour().equals(then.behaviour())) {
      violations.add(
          problem(
              file,
              "%d behaved otherwise, and state of it may be about; make it %d"
                  .formatted(then.version(), then.version() + 1)));
    }
  }

  private static String problem(SourceFile file, String advice) {
    return file.text().orElseThrow().problem(advice, "version");
  }
}
