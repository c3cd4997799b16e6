package dev.groundswell.local.recorded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.groundswell.schemas.EventCategory;
import dev.groundswell.schemas.EventOutcome;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.VerdictValue;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventJsonTest {

  private static final long TIME = 1_767_225_600_000L;

  private final List<String> unknown = new ArrayList<>();

  @Test
  void takesValuesOfEveryType() throws UnusableEventException {
    TelemetryEvent event =
        read(
            """
            {"event.id": "e1", "event.time": 1767225600000, "event.category": "inference",
             "event.outcome": "blocked", "user.id": 42, "client.asn": 64496, "cost.usd": 0.5,
             "safety.blocked": true, "safety.max_severity": 7, "safety.harms": ["hate", "self-harm"],
             "content.input.encodings": "base64", "session.id": null, "labels.team": "red",
             "verdicts": [{"detector": "d", "verdict": "deny", "score": 0.9}]}
            """);

    assertThat(event.getEventId()).isEqualTo("e1");
    assertThat(event.getEventTime()).isEqualTo(TIME);
    assertThat(event.getEventCategory()).isEqualTo(EventCategory.inference);
    assertThat(event.getEventOutcome()).isEqualTo(EventOutcome.blocked);
    assertThat(event.getUserId()).isEqualTo("42");
    assertThat(event.getClientAsn()).isEqualTo(64_496);
    assertThat(event.getCostUsd()).isEqualTo(0.5);
    assertThat(event.getSafetyBlocked()).isTrue();
    assertThat(event.getSafetyMaxSeverity()).isEqualTo(7);
    assertThat(event.getSafetyHarms()).containsExactly("hate", "self-harm");
    assertThat(event.getContentInputEncodings()).containsExactly("base64");
    assertThat(event.getSessionId()).isNull();
    assertThat(event.getLabels()).containsEntry("team", "red");
    assertThat(event.getVerdicts())
        .singleElement()
        .satisfies(
            verdict -> {
              assertThat(verdict.getVerdict()).isEqualTo(VerdictValue.deny);
              assertThat(verdict.getScore()).isEqualTo(0.9);
              assertThat(verdict.getTechnique()).isNull();
            });
    assertThat(unknown).isEmpty();
  }

  @Test
  void nestedObjectsSayTheSameAsDottedNames() throws UnusableEventException {
    assertThat(
            read(
                """
                {"event": {"id": "e1", "time": 1, "outcome": "failed"},
                 "gen_ai": {"usage": {"input_tokens": 3}}, "gen_ai.usage.output_tokens": 4,
                 "labels": {"team": "red", "a.b": "c"}}
                """))
        .isEqualTo(
            read(
                """
                {"event.id": "e1", "event.time": 1, "event.outcome": "failed",
                 "gen_ai.usage.input_tokens": 3, "gen_ai.usage.output_tokens": 4,
                 "labels.team": "red", "labels.a.b": "c"}
                """));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1767225600000",
        "\"2026-01-01T00:00:00Z\"",
        "\"2026-01-01T00:00:00.000Z\"",
        "\"2026-01-01T01:00:00+01:00\""
      })
  void aTimeIsIsoOrMilliseconds(String time) throws UnusableEventException {
    assertThat(read("{\"event.time\": %s}".formatted(time)).getEventTime()).isEqualTo(TIME);
  }

  @Test
  void namesWhatNoEventHasAndLeavesItOut() throws UnusableEventException {
    TelemetryEvent event =
        read(
            """
            {"event.id": "e1", "user": {"id": "u1", "name": "Alice"}, "ecs": {"version": "8"},
             "content.input.text": "secret text", "verdicts": [{"detector": "d", "mood": "bad mood"}]}
            """);

    assertThat(unknown)
        .containsExactly("user.name", "ecs.version", "content.input.text", "verdicts.mood");
    assertThat(event.toString()).doesNotContain("Alice", "secret text", "bad mood");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '#',
      value = {
        "[]; is no JSON object",
        "; is no JSON object",
        "{\"event.id\": ; is no JSON: Unexpected end-of-input",
        "{} {}; is no JSON: Trailing token",
        "{\"event.id\": 1, \"event.id\": 2}; is no JSON: Duplicate field 'event.id'",
        "{\"user.id\": \"a\", \"user\": {\"id\": \"b\"}}; user.id: stands twice",
        "{\"user.id\": [\"a\"]}; user.id: needs a text, not [\"a\"]",
        "{\"event.time\": \"yesterday\"}; event.time: needs a time with a zone, such as 2026-",
        "{\"event.time\": \"2026-01-01T00:00:00\"}; event.time: needs a time with a zone",
        "{\"event.time\": 1.5}; event.time: needs a whole number, not 1.5",
        "{\"safety.max_score\": 1e999}; safety.max_score: needs a number, not ",
        "{\"client.asn\": \"12\"}; client.asn: needs a whole number, not \"12\"",
        "{\"cost.usd\": \"12\"}; cost.usd: needs a number, not \"12\"",
        "{\"safety.max_severity\": 1e10}; safety.max_severity: needs a whole number, not 1.0E10",
        "{\"safety.blocked\": \"yes\"}; safety.blocked: needs true or false, not \"yes\"",
        "{\"event.outcome\": \"stopped\"}; event.outcome: needs one of [success, blocked,",
        "{\"labels\": {\"a\": []}}; labels.a: needs a text",
        "{\"verdicts\": [3]}; verdicts: needs an object, not 3",
        "{\"verdicts\": [{}]}; verdicts.detector: is missing",
      })
  void saysWhyItCannotTakeAnEvent(String json, String why) {
    assertThatExceptionOfType(UnusableEventException.class)
        .isThrownBy(() -> read(json == null ? "" : json))
        .withMessageStartingWith(why);
  }

  private TelemetryEvent read(String json) throws UnusableEventException {
    return EventJson.read(json, unknown::add);
  }
}
