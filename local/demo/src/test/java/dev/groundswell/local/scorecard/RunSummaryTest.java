package dev.groundswell.local.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunSummaryTest {

  private static final Scorecard PERFECT = scorecard(20);

  @Test
  void writesTheKeysThatReadersOfTheFileRelyOn() throws IOException {
    StringWriter json = new StringWriter();
    summary(PERFECT, true).write(json);

    ObjectMapper mapper = new ObjectMapper();
    assertThat(mapper.readTree(json.toString()))
        .isEqualTo(
            mapper.readTree(
                """
                {
                  "events": {
                    "sent": 100, "received": 100, "valid": 98,
                    "rejected": {"oversized": 1, "undecodable": 1},
                    "duplicate": 3, "late": 2
                  },
                  "events_by_format": {"avro": 60, "cloudtrail": 40},
                  "alerts": {"guardrail_probing": 21},
                  "shadow": {"impossible_travel": 3},
                  "campaigns": {"guardrail_probing": {"planted": 20, "detected": 20}},
                  "campaigns_by_format": {
                    "guardrail_probing": {
                      "avro": {"planted": 20, "detected": 20}
                    }
                  },
                  "near_misses": {"planted": 30, "alerted": 0},
                  "false_alerts": 0,
                  "benign_actors": 4000,
                  "alert_ids_sha256": "00ff",
                  "documents": {"alerts": 21, "trends": 7},
                  "conservation_law": true,
                  "latency_ms": {"p50": 800, "p99": 2100}
                }
                """));
    assertThat(json.toString()).endsWith("}\n");
  }

  @Test
  void aHistoryHasAKeyOfItsOwn() throws IOException {
    StringWriter json = new StringWriter();
    withHistory(HISTORY).write(json);

    ObjectMapper mapper = new ObjectMapper();
    assertThat(mapper.readTree(json.toString()).get("history"))
        .isEqualTo(
            mapper.readTree(
                """
                {
                  "days": 28,
                  "records": 1000,
                  "planted": [
                    {
                      "name": "surge", "technique": "AML.T0056", "target": "chat",
                      "expected": "surge", "opened": true, "kind": "surge",
                      "began": "2026-06-20T00:00:00Z", "opened_at": "2026-06-20T00:10:00Z",
                      "delay_s": 600
                    },
                    {
                      "name": "noisy_actor", "technique": "AML.T0051.000", "target": "chat",
                      "expected": null, "opened": false, "kind": null,
                      "began": "2026-06-21T00:00:00Z", "opened_at": null, "delay_s": null
                    }
                  ],
                  "other_shifts": [
                    {
                      "kind": "ramp", "technique": "AML.T0054", "target_kind": "region",
                      "target": "eu-west-1", "opened_at": "2026-06-22T00:00:00Z"
                    }
                  ],
                  "live_shifts": 5
                }
                """));
    assertThat(withHistory(HISTORY).passed()).isFalse();
  }

  @Test
  void passesOnlyIfNothingIsLostAndEverythingWasFound() {
    assertThat(summary(PERFECT, true).passed()).isTrue();
    assertThat(summary(PERFECT, false).passed()).isFalse();
    assertThat(summary(scorecard(19), true).passed()).isFalse();
  }

  private static final TrendScorecard HISTORY =
      new TrendScorecard(
          28,
          1_000,
          List.of(
              new TrendScorecard.Planted(
                  "surge",
                  "AML.T0056",
                  "chat",
                  "surge",
                  true,
                  "surge",
                  "2026-06-20T00:00:00Z",
                  "2026-06-20T00:10:00Z",
                  600L),
              new TrendScorecard.Planted(
                  "noisy_actor",
                  "AML.T0051.000",
                  "chat",
                  null,
                  false,
                  null,
                  "2026-06-21T00:00:00Z",
                  null,
                  null)),
          List.of(
              new TrendScorecard.OtherShift(
                  "ramp", "AML.T0054", "region", "eu-west-1", "2026-06-22T00:00:00Z")),
          5);

  private static RunSummary withHistory(TrendScorecard history) {
    RunSummary live = summary(PERFECT, true);
    return new RunSummary(
        live.events(),
        live.eventsByFormat(),
        live.scorecard(),
        live.documents(),
        live.conservationLaw(),
        live.latencyMs(),
        history);
  }

  private static RunSummary summary(Scorecard scorecard, boolean lawHolds) {
    return new RunSummary(
        new RunSummary.Events(100, 100, 98, Map.of("undecodable", 1L, "oversized", 1L), 3, 2),
        Map.of("avro", 60L, "cloudtrail", 40L),
        scorecard,
        Map.of("trends", 7L, "alerts", 21L),
        lawHolds,
        new RunSummary.Latency(800, 2_100),
        null);
  }

  private static Scorecard scorecard(long detected) {
    return new Scorecard(
        Map.of("guardrail_probing", 21L),
        Map.of("impossible_travel", 3L),
        Map.of("guardrail_probing", new Scorecard.Caught(20, detected)),
        Map.of("guardrail_probing", Map.of("avro", new Scorecard.Caught(20, detected))),
        new Scorecard.NearMisses(30, 0),
        0,
        4_000,
        "00ff");
  }
}
