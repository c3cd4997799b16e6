package dev.groundswell.cep.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code -Dgroundswell.regenerate=true} writes the lock anew, once the versions are raised. */
class VersionLockTest {

  private static final Path RULES = Path.of("src/main/resources/rules");
  private static final Path LOCK = RULES.resolve("version.lock");

  @Test
  void behaviourChangesOnlyWithTheVersion() throws IOException {
    List<VersionLock.Entry> locked = VersionLock.parse(Files.readString(LOCK)).entries();
    assertThat(current())
        .allSatisfy(
            now ->
                assertThat(locked)
                    .filteredOn(then -> sameVersion(now, then))
                    .as("raise the version of %s", now.file())
                    .allMatch(then -> then.behaviour().equals(now.behaviour())));
  }

  @Test
  void listsEveryRuleAsItIs() throws IOException {
    VersionLock current = new VersionLock(current());
    if (Boolean.getBoolean("groundswell.regenerate")) {
      behaviourChangesOnlyWithTheVersion();
      Files.writeString(LOCK, current.format());
    }
    assertThat(Files.readString(LOCK)).isEqualTo(current.format());
  }

  @Test
  void layoutAndDocumentationAreNoBehaviour() {
    String text = RuleTexts.COUNT;
    assertThat(behaviour(text.replace("title: Three", "title: Other"))).isEqualTo(behaviour(text));
    assertThat(behaviour(text.replace("gte: 3", "gte: 4"))).isNotEqualTo(behaviour(text));
    assertThat(behaviour(text.replace("timespan: 10m", "timespan: 9m")))
        .isNotEqualTo(behaviour(text));
    assertThat(behaviour(text.replace("outcome: blocked", "outcome: failed")))
        .isNotEqualTo(behaviour(text));
  }

  private static String behaviour(String text) {
    return RulePack.parse("three.yml", text).rules().get(0).behaviour();
  }

  private static boolean sameVersion(VersionLock.Entry now, VersionLock.Entry then) {
    return now.file().equals(then.file()) && now.version() == then.version();
  }

  private static List<VersionLock.Entry> current() throws IOException {
    List<VersionLock.Entry> entries = new ArrayList<>();
    try (Stream<Path> files = Files.walk(RULES)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".yml")).sorted().toList()) {
        Rule rule = RulePack.parse(file.toString(), Files.readString(file)).rules().get(0);
        String name = RULES.relativize(file).toString().replace('\\', '/');
        entries.add(new VersionLock.Entry(name, rule.version(), rule.behaviour()));
      }
    }
    return entries;
  }
}
