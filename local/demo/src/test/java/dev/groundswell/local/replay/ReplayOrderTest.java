package dev.groundswell.local.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.local.Invocation;
import dev.groundswell.local.rules.BundledRules;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A day's worth of events on which every bundled rule fires: alerts do not tell how it was read.
 */
@Tag("evidence")
@Timeout(300)
class ReplayOrderTest {

  private static final int TIMES = 20;
  private static final int EVENTS = 20_000;
  private static final int SHUFFLES = 4;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;

  @Test
  void everyOrderOfLinesGivesTheAlertsThatTheRulesTestsExpect() throws IOException {
    PackTraffic traffic = new PackTraffic(RulePack.bundled(), TIMES, 1);
    List<String> lines = new ArrayList<>(traffic.lines());
    assertThat(lines.size()).isGreaterThanOrEqualTo(EVENTS);
    Path plain = directory.resolve("events.jsonl");

    String alerts = replay(Files.write(plain, lines));

    assertThat(alertsOfTests(alerts, traffic.expected().keySet())).isEqualTo(traffic.expected());
    assertThat(rules(alerts)).hasSize(BundledRules.COUNT);
    for (int seed = 1; seed <= SHUFFLES; seed++) {
      Collections.shuffle(lines, new Random(seed));
      assertThat(replay(Files.write(plain, lines))).as("seed %d", seed).isEqualTo(alerts);
    }
    assertThat(replay(compressed(lines))).isEqualTo(alerts);
    assertThat(replay(Files.write(plain, withCopies(lines)))).as("copies").isEqualTo(alerts);
  }

  /** How many alerts the rule of each test raised for the test's own events. */
  private static Map<String, Integer> alertsOfTests(String alerts, Set<String> tests)
      throws IOException {
    Map<String, Integer> counts = new TreeMap<>();
    for (String line : alerts.lines().toList()) {
      JsonNode alert = JSON.readTree(line);
      String event = alert.path("evidence").get(0).asText();
      String rule = alert.path("rule.name").asText();
      String own = event.substring(event.indexOf('/'));
      if (own.startsWith("/" + rule + "/")) {
        counts.merge(rule + own, 1, Integer::sum);
      }
    }
    assertThat(counts.keySet()).isSubsetOf(tests);
    return counts;
  }

  private static Set<String> rules(String alerts) throws IOException {
    Set<String> rules = new HashSet<>();
    for (String line : alerts.lines().toList()) {
      rules.add(JSON.readTree(line).path("rule.name").asText());
    }
    return rules;
  }

  private static List<String> withCopies(List<String> lines) {
    List<String> copied = new ArrayList<>(lines);
    copied.addAll(lines.subList(0, lines.size() / 3));
    Collections.shuffle(copied, new Random(SHUFFLES));
    return copied;
  }

  private Path compressed(List<String> lines) throws IOException {
    Path file = directory.resolve("events.jsonl.gz");
    try (BufferedWriter writer =
        new BufferedWriter(
            new OutputStreamWriter(
                new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8))) {
      for (String line : lines) {
        writer.write(line);
        writer.newLine();
      }
    }
    return file;
  }

  private String replay(Path recorded) throws IOException {
    Path output = directory.resolve("alerts.jsonl");
    Invocation replay =
        Invocation.of(
            "replay",
            "--rules",
            BundledRules.DIRECTORY.toString(),
            "--input",
            recorded.toString(),
            "--output",
            output.toString());
    assertThat(replay.exitCode()).as("%s", replay.err()).isZero();
    return Files.readString(output);
  }
}
