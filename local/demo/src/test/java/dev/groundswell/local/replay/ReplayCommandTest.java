package dev.groundswell.local.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.groundswell.local.Invocation;
import dev.groundswell.local.recorded.Recording;
import dev.groundswell.local.rules.BundledRules;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ReplayCommandTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir private Path directory;

  @Test
  void printsOneAlertALineByTheNamesThatTheFileUses() throws IOException {
    Path recorded = file(probing("alice@example.org", "a"));

    Invocation replay = replay("--input", recorded.toString());

    assertThat(replay.exitCode()).isZero();
    assertThat(replay.err()).isEmpty();
    assertThat(replay.out()).hasSize(1);
    JsonNode alert = new ObjectMapper().readTree(replay.out().get(0));
    assertThat(alert.properties())
        .extracting(Map.Entry::getKey)
        .containsExactly(
            "alert.id",
            "rule.id",
            "rule.name",
            "rule.version",
            "rule.level",
            "group",
            "first",
            "last",
            "evidence");
    assertThat(alert.path("alert.id").asText()).matches("[0-9a-f]{32}");
    assertThat(alert.path("rule.name").asText()).isEqualTo("guardrail_probing");
    assertThat(alert.path("rule.version").isInt()).isTrue();
    assertThat(alert.path("rule.level").asText()).isEqualTo("high");
    assertThat(alert.path("group").toString()).isEqualTo("{\"user.id\":\"alice@example.org\"}");
    assertThat(alert.path("first").asText()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(alert.path("last").asText()).isEqualTo("2026-01-01T00:05:00Z");
    assertThat(alert.path("evidence").toString())
        .isEqualTo("[\"a-0\",\"a-1\",\"a-2\",\"a-3\",\"a-4\",\"a-5\"]");
  }

  @Test
  void anyOrderOfLinesGivesTheSameOutput() throws IOException {
    List<String> lines = new ArrayList<>(probing("u1", "a"));
    lines.addAll(probing("u2", "b"));
    lines.addAll(probing("u3", "c").subList(0, 5));
    lines.add(lines.get(3));
    Path output = directory.resolve("alerts.jsonl");
    String expected = null;
    for (int seed = 0; seed < 3; seed++) {
      Invocation replay = replay("--input", file(lines).toString(), "--output", output.toString());
      assertThat(replay.exitCode()).isZero();
      assertThat(replay.out()).isEmpty();
      String alerts = Files.readString(output);
      assertThat(alerts.lines()).hasSize(2);
      assertThat(alerts).isEqualTo(expected == null ? alerts : expected);
      expected = alerts;
      Collections.shuffle(lines, new Random(seed));
    }
  }

  @Test
  void readsCompressedFilesAndStandardInput() throws IOException {
    List<String> lines = probing("u1", "a");
    Path plain = file(lines);
    Path compressed = directory.resolve("events.jsonl.gz");
    try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(compressed))) {
      Files.copy(plain, gzip);
    }

    List<String> expected = replay("--input", plain.toString()).out();

    assertThat(expected).hasSize(1);
    assertThat(replay("--input", compressed.toString()).out()).isEqualTo(expected);
    InputStream terminal = System.in;
    try {
      System.setIn(
          new ByteArrayInputStream(String.join("\n", lines).getBytes(StandardCharsets.UTF_8)));
      assertThat(replay("--input", "-").out()).isEqualTo(expected);
    } finally {
      System.setIn(terminal);
    }
  }

  @Test
  void reportsWhatItCannotTakeWarnsOfWhatItDoesNotKnowAndSumsUp() throws IOException {
    List<String> lines = new ArrayList<>(probing("u1", "a"));
    lines.add("{\"event.id\": \"no time\"}");
    lines.add("nonsense");
    lines.add(lines.get(0));
    lines.add("{\"event\": {\"id\": \"x\", \"time\": \"2026-01-01T00:09:00Z\"}, \"us\\ner\": 1}");

    Invocation replay = replay("--input", file(lines).toString(), "--summary");

    assertThat(replay.exitCode()).isOne();
    assertThat(replay.out()).hasSize(1);
    int rules = replay.err().size() - BundledRules.COUNT;
    assertThat(replay.err().subList(0, rules))
        .satisfiesExactly(
            time -> assertThat(time).startsWith("groundswell: line 7: event.time is not after"),
            json -> assertThat(json).startsWith("groundswell: line 8: is no JSON: "),
            refused -> assertThat(refused).isEqualTo("groundswell: 2 of 10 lines refused"),
            field ->
                assertThat(field)
                    .isEqualTo("groundswell: warning: no field us?er; left out of 1 events"),
            counts ->
                assertThat(counts)
                    .isEqualTo(
                        "groundswell: 10 lines read, 2 refused, 1 copies, 7 events replayed"),
            span ->
                assertThat(span)
                    .isEqualTo(
                        "groundswell: events from 2026-01-01T00:00:00Z to 2026-01-01T00:09:00Z"),
            alerts -> assertThat(alerts).isEqualTo("groundswell: 1 alerts"));
    assertThat(replay.err().subList(rules, replay.err().size()))
        .filteredOn(line -> !line.startsWith("groundswell: 0 of "))
        .containsExactly("groundswell: 1 of guardrail_probing");
  }

  @Test
  void aFileWithoutEventsGivesNoAlerts() throws IOException {
    Path output = directory.resolve("alerts.jsonl");

    assertThat(
            replay("--input", file(List.of()).toString(), "--output", output.toString()).exitCode())
        .isZero();
    assertThat(output).isEmptyFile();
  }

  @Test
  void warnsOfAttributesOfRulesThatNobodyKnows() throws IOException {
    Path rule =
        Files.writeString(
            directory.resolve("rule.yml"),
            """
            title: Rule
            statu: stable
            detection: {selection: {event.outcome: failed}, condition: selection}
            """);

    Invocation replay =
        Invocation.of(
            "replay", "--rules", rule.toString(), "--input", file(probing("u1", "a")).toString());

    assertThat(replay.exitCode()).isZero();
    assertThat(replay.err())
        .startsWith(
            "groundswell: warning: "
                + rule
                + ":2: statu: is neither Sigma's nor ours; did you mean `status`?");
  }

  @Test
  void whatCannotBeRunAsAskedExitsWithTwoAndOneLine() throws IOException {
    String recorded = file(probing("u1", "a")).toString();
    Path bad = Files.writeString(directory.resolve("bad.yml"), "title: Bad");
    Path latin = Files.write(directory.resolve("latin.yml"), new byte[] {(byte) 0xE4});
    String missing = directory.resolve("missing").toString();

    assertFailure(
        Invocation.of("replay", "--rules", bad.toString(), "--input", recorded),
        bad + ":1: detection: ");
    assertFailure(
        Invocation.of("replay", "--rules", missing, "--input", recorded),
        "there is no directory " + missing);
    assertFailure(
        Invocation.of("replay", "--rules", latin.toString(), "--input", recorded),
        latin + ":1: file: is not UTF-8");
    assertFailure(
        replay("--input", missing),
        "--input %s cannot be read: there is no such file".formatted(missing));
    assertFailure(
        replay("--input", recorded, "--output", missing + "/alerts"),
        "--output %s/alerts cannot be written".formatted(missing));
    assertFailure(
        replay("--input", recorded, "--output", recorded + "/alerts"),
        "--output %s/alerts cannot be written".formatted(recorded));
    assertFailure(
        Invocation.of("replay", "--input", recorded), "Missing required option: '--rules=DIR'");
  }

  @Test
  void helpSaysHowManyEventsAreTaken() {
    assertThat(String.join(" ", Invocation.of("replay", "--help").out()))
        .contains("%,d".formatted(Recording.MAX_EVENTS));
  }

  private static void assertFailure(Invocation replay, String message) {
    assertThat(replay.exitCode()).isEqualTo(2);
    assertThat(replay.out()).isEmpty();
    assertThat(replay.err().get(0)).startsWith("groundswell: " + message);
  }

  private static Invocation replay(String... options) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("replay", "--rules", BundledRules.DIRECTORY.toString()));
    arguments.addAll(List.of(options));
    return Invocation.of(arguments.toArray(String[]::new));
  }

  private Path file(List<String> lines) throws IOException {
    return Files.write(directory.resolve("events.jsonl"), lines);
  }

  /** Five requests that are blocked, and one in the same words that is answered. */
  private static List<String> probing(String user, String ids) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      lines.add(
          """
          {"event.id": "%s-%d", "event.time": "%s", "event.category": "inference", \
          "event.outcome": "%s", "user": {"id": "%s"}, "content.input.simhash": 7}"""
              .formatted(ids, i, START.plusSeconds(60L * i), i < 5 ? "blocked" : "success", user));
    }
    return lines;
  }
}
