package dev.groundswell.local.trends;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.groundswell.local.Invocation;
import dev.groundswell.local.recorded.Series;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
class TrendsCommandTest {

  private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
  private static final Duration TICK = Duration.ofMinutes(5);
  private static final int DAY = 288;

  /** Behind the week in which nothing opens. */
  private static final int SURGE = 8 * DAY;

  @TempDir private Path directory;

  @Test
  void aSurgeInASeriesOpensAndCloses() throws IOException {
    Invocation trends = trends("--input", file(series(9 * DAY, SURGE, SURGE + 6)).toString());

    assertThat(trends.exitCode()).isZero();
    assertThat(trends.err()).isEmpty();
    assertThat(trends.out()).hasSizeGreaterThan(1);
    List<JsonNode> revisions = parsed(trends.out());
    assertThat(revisions).extracting(shift -> shift.path("kind").asText()).containsOnly("surge");
    assertThat(revisions.get(0).path("state").asText()).isEqualTo("opened");
    assertThat(revisions.get(0).path("opened").asText()).isEqualTo("2026-01-13T00:05:00Z");
    JsonNode last = revisions.get(revisions.size() - 1);
    assertThat(last.path("state").asText()).isEqualTo("closed");
    assertThat(last.path("closed").asText()).isEqualTo(last.path("updated").asText());
    assertThat(Instant.parse(last.path("closed").asText()))
        .isBetween("2026-01-13T00:55:00Z", "2026-01-13T02:00:00Z");
  }

  @Test
  void aLineHasTheFieldsOfAShift() throws IOException {
    JsonNode opened =
        parsed(trends("--input", file(series(9 * DAY, SURGE, SURGE + 6)).toString()).out()).get(0);

    assertThat(opened.properties())
        .extracting(Map.Entry::getKey)
        .containsExactly(
            "kind",
            "state",
            "technique",
            "target_kind",
            "target",
            "opened",
            "updated",
            "began",
            "first_seen",
            "distinct_actors",
            "expected",
            "exposure",
            "surprise",
            "rate_ratio",
            "rate_ratio_low",
            "rate_ratio_high",
            "peak_surprise",
            "peak_rate_ratio",
            "total_actors",
            "shift_id",
            "revision");
    assertThat(opened.path("technique").asText()).isEqualTo("series");
    assertThat(opened.path("target_kind").asText()).isEqualTo("product");
    assertThat(opened.path("target").asText()).isEqualTo("input");
    assertThat(opened.path("updated").asText()).isEqualTo("2026-01-13T00:05:00Z");
    assertThat(opened.path("began").asText()).isEqualTo("2026-01-13T00:00:00Z");
    assertThat(opened.path("first_seen").asText()).isEqualTo("2026-01-05T00:00:00Z");
    assertThat(opened.path("distinct_actors").asLong()).isBetween(195L, 205L);
    assertThat(opened.path("expected").asDouble()).isBetween(8.0, 12.0);
    assertThat(opened.path("exposure").asLong()).isEqualTo(SeriesPanes.EXPOSURE);
    assertThat(opened.path("surprise").asDouble()).isGreaterThan(6);
    assertThat(opened.path("rate_ratio").asDouble()).isBetween(15.0, 25.0);
    assertThat(opened.path("shift_id").asText()).matches("[0-9a-f]{32}");
    assertThat(opened.path("revision").asInt()).isOne();
  }

  @Test
  void aSeriesThatStaysAsItIsOpensNothing() throws IOException {
    Invocation trends = trends("--input", file(series(14 * DAY, 0, 0)).toString(), "--summary");

    assertThat(trends.exitCode()).isZero();
    assertThat(trends.out()).isEmpty();
    assertThat(trends.err())
        .containsExactly(
            "groundswell: 4,033 lines read, 0 refused",
            "groundswell: from 2026-01-05T00:00:00Z to 2026-01-18T23:55:00Z",
            "groundswell: 0 shifts, 0 of them open at the end",
            "groundswell: 0 of surge",
            "groundswell: 0 of first_seen",
            "groundswell: 0 of ramp",
            "groundswell: 0 of filter_decay",
            "groundswell: 0 of spread",
            "groundswell: 0 of mix_shift");
  }

  @Test
  void whatGoesOnAtTheEndOfTheInputStaysOpen() throws IOException {
    Invocation trends =
        trends("--input", file(series(SURGE + 3, SURGE, SURGE + 3)).toString(), "--summary");

    assertThat(parsed(trends.out()))
        .isNotEmpty()
        .allSatisfy(
            shift -> {
              assertThat(shift.path("state").asText()).isIn("opened", "updated");
              assertThat(shift.has("closed")).isFalse();
            });
    assertThat(trends.err())
        .contains("groundswell: 1 shifts, 1 of them open at the end", "groundswell: 1 of surge");
  }

  @Test
  void anHourIsJudgedAsOneIfAskedFor() throws IOException {
    // How much a series varies is learned by the tick, and hours are few.
    int surge = 35 * DAY;
    String input = file(series(36 * DAY, surge, surge + 12)).toString();

    JsonNode opened = parsed(trends("--input", input, "--grain", "1h").out()).get(0);

    assertThat(opened.path("opened").asText()).isEqualTo("2026-02-09T01:00:00Z");
    assertThat(opened.path("exposure").asLong()).isEqualTo(12 * SeriesPanes.EXPOSURE);
  }

  @Test
  void manyWhoDoWhatNobodyDidAreSeenForTheFirstTimeByVerdictAndByRule() throws IOException {
    Path recorded = file(events());

    Invocation trends = trends("--input", recorded.toString(), "--summary");

    assertThat(trends.exitCode()).isZero();
    List<JsonNode> revisions = parsed(trends.out());
    assertThat(revisions)
        .filteredOn(shift -> shift.path("state").asText().equals("opened"))
        .extracting(
            shift ->
                "%s %s %s"
                    .formatted(
                        shift.path("kind").asText(),
                        shift.path("technique").asText(),
                        shift.path("target").asText()))
        .contains("first_seen AML.T0051 chat", "first_seen AML.T0054 chat")
        .doesNotContain("first_seen AML.T0051 search");
    assertThat(trends.err())
        .contains("groundswell: from 2026-01-05T00:00:00Z to 2026-01-13T12:00:00Z");
  }

  @Test
  void rulesOfOnesOwnRunInPlaceOfTheBundledOnes() throws IOException {
    Path rules = Files.createDirectory(directory.resolve("rules"));
    Files.writeString(
        rules.resolve("quiet.yml"),
        """
        title: Nothing is like this
        level: low
        detection: {selection: {event.action: never}, condition: selection}
        """);

    List<JsonNode> revisions =
        parsed(trends("--input", file(events()).toString(), "--rules", rules.toString()).out());

    assertThat(revisions)
        .extracting(shift -> shift.path("technique").asText())
        .containsOnly("AML.T0051");
  }

  @Test
  void anyOrderOfLinesGivesTheSameOutput() throws IOException {
    for (List<String> lines : List.of(events(), series(9 * DAY, SURGE, SURGE + 6))) {
      boolean isSeries = !lines.get(0).startsWith("{");
      String expected = Files.readString(output(lines));
      assertThat(expected).isNotEmpty();
      List<String> shuffled = new ArrayList<>(isSeries ? lines.subList(1, lines.size()) : lines);
      Collections.shuffle(shuffled, new Random(1));
      assertThat(output(shuffled)).hasContent(expected);
    }
  }

  @Test
  void readsCompressedFilesAndStandardInput() throws IOException {
    Path plain = file(series(9 * DAY, SURGE, SURGE + 6));
    Path compressed = Files.createDirectory(directory.resolve("gzip")).resolve("input");
    try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(compressed))) {
      Files.copy(plain, gzip);
    }

    List<String> expected = trends("--input", plain.toString()).out();

    assertThat(trends("--input", compressed.toString()).out()).isEqualTo(expected);
    InputStream terminal = System.in;
    try {
      System.setIn(new ByteArrayInputStream(Files.readAllBytes(plain)));
      assertThat(parsed(trends("--input", "-").out()))
          .extracting(shift -> shift.path("target").asText())
          .hasSameSizeAs(expected)
          .containsOnly("stdin");
    } finally {
      System.setIn(terminal);
    }
  }

  @Test
  void saysWhyNothingCanOpenInAShortInput() throws IOException {
    Invocation trends = trends("--input", file(series(DAY, 0, 0)).toString());

    assertThat(trends.exitCode()).isZero();
    assertThat(trends.err())
        .containsExactly(
            "groundswell: warning: it is of 1.0 days; nothing opens in the first 7, which are"
                + " learned");
  }

  @Test
  void anInputOfNothingHasNoShifts() throws IOException {
    assertThat(output(List.of())).isEmptyFile();
    assertThat(output(List.of("timestamp,value"))).isEmptyFile();
  }

  @Test
  void aLineThatIsNoEventIsReportedAndLeftOut() throws IOException {
    List<String> lines = new ArrayList<>(events());
    lines.add("nonsense");

    Invocation trends = trends("--input", file(lines).toString(), "--summary");

    assertThat(trends.exitCode()).isOne();
    assertThat(trends.out()).isNotEmpty();
    assertThat(trends.err())
        .contains("groundswell: %,d lines read, 1 refused".formatted(lines.size()));
  }

  @Test
  void whatCannotBeRunAsAskedExitsWithTwoAndOneLine() throws IOException {
    String series = file(series(DAY, 0, 0)).toString();
    String missing = directory.resolve("missing").toString();

    assertFailure(
        trends("--input", series, "--grain", "2m"),
        "Invalid value for option '--grain': '2m' is no length of a tick: write one of 1m, 5m, 1h");
    assertFailure(
        trends("--input", series, "--grain", "1m"),
        "--grain 1m: most rows of %s are PT5M apart, and after ticks without a row every shift is"
                .formatted(series)
            + " over; take --grain 5m");
    assertFailure(
        trends("--input", missing),
        "--input %s cannot be read: there is no such file".formatted(missing));
    assertFailure(
        trends("--input", series, "--output", missing + "/shifts"),
        "--output %s/shifts cannot be written".formatted(missing));
    assertFailure(
        trends("--input", series, "--rules", missing), "there is no directory " + missing);
    assertFailure(
        trends("--input", series, "--rules", "../../cep-patterns/src/main/resources/rules"),
        "--rules: %s is a series, on which no rules run".formatted(series));
    assertFailure(trends("--summary"), "Missing required option: '--input=FILE'");
  }

  @Test
  void aLineOfASeriesThatIsNoRowEndsIt() throws IOException {
    String series =
        file(List.of("timestamp,value", "2026-01-05T00:00:00Z,1", "2026-01-05T00:05:00Z,-1"))
            .toString();

    assertFailure(
        trends("--input", series),
        ("--input %s cannot be read: line 3: value -1 is negative; leave the row out if nothing"
                + " was counted")
            .formatted(series));
  }

  @Test
  void helpSaysHowMuchIsTaken() {
    assertThat(String.join(" ", trends("--help").out()))
        .contains("%,d rows".formatted(Series.MAX_ROWS))
        .contains("%,d are taken".formatted(Series.MAX_SUM));
  }

  private static void assertFailure(Invocation trends, String message) {
    assertThat(trends.exitCode()).isEqualTo(2);
    assertThat(trends.out()).isEmpty();
    assertThat(trends.err().get(0)).startsWith("groundswell: " + message);
  }

  private static Invocation trends(String... options) {
    List<String> arguments = new ArrayList<>(List.of("trends"));
    arguments.addAll(List.of(options));
    return Invocation.of(arguments.toArray(String[]::new));
  }

  private Path output(List<String> lines) throws IOException {
    Path output = directory.resolve("shifts.jsonl");
    Invocation trends = trends("--input", file(lines).toString(), "--output", output.toString());
    assertThat(trends.exitCode()).as("%s", trends.err()).isZero();
    assertThat(trends.out()).isEmpty();
    return output;
  }

  private Path file(List<String> lines) throws IOException {
    return Files.write(directory.resolve("input"), lines);
  }

  private static List<JsonNode> parsed(List<String> lines) {
    ObjectMapper json = new ObjectMapper();
    return lines.stream()
        .map(
            line -> {
              try {
                return json.readTree(line);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            })
        .toList();
  }

  /** About ten in each five minutes, and 200 from one row to another. */
  private static List<String> series(int rows, int from, int to) {
    Random random = new Random(1);
    List<String> lines = new ArrayList<>(List.of("timestamp,value"));
    for (int row = 0; row < rows; row++) {
      int few = (int) Math.max(0, Math.round(10 + 3 * random.nextGaussian()));
      int value = from <= row && row < to ? 200 : few;
      lines.add("%s,%d".formatted(START.plus(TICK.multipliedBy(row)), value));
    }
    return lines;
  }

  /**
   * Eight days of two products and no abuse. Then, within five minutes, eight users of one get an
   * answer to what was refused, and eight more are named by a verdict.
   */
  private static List<String> events() {
    List<String> lines = new ArrayList<>();
    for (int tick = 0; tick <= SURGE + DAY / 2; tick++) {
      Instant time = START.plus(TICK.multipliedBy(tick));
      lines.add(event("c" + tick, time, "chat", "u" + tick % 9, "success", ""));
      lines.add(event("s" + tick, time, "search", "u" + tick % 9, "success", ""));
    }
    Instant attack = START.plus(TICK.multipliedBy(SURGE));
    for (int user = 0; user < 8; user++) {
      for (int i = 0; i < 6; i++) {
        lines.add(
            event(
                "p%d-%d".formatted(user, i),
                attack.plusSeconds(30 + 20 * i),
                "chat",
                "prober" + user,
                i < 5 ? "blocked" : "success",
                ", \"content.input.simhash\": 7"));
      }
      lines.add(
          event(
              "j" + user,
              attack.plusSeconds(200 + user),
              "chat",
              "injector" + user,
              "success",
              ", \"safety.techniques\": [\"AML.T0051\"]"));
    }
    return lines;
  }

  private static String event(
      String id, Instant time, String product, String user, String outcome, String more) {
    return """
        {"event.id": "%s", "event.time": "%s", "event.category": "inference", \
        "event.action": "chat", "event.outcome": "%s", "service.name": "%s", "user.id": "%s"%s}"""
        .formatted(id, time, outcome, product, user, more);
  }
}
