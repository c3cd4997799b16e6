package dev.groundswell.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.groundswell.local.simulator.SimulatedRecord.Benign;
import dev.groundswell.local.simulator.SimulatedRecord.Origin;
import dev.groundswell.local.simulator.SimulatedRecord.Planted;
import dev.groundswell.schemas.TelemetryEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TruthWriterTest {

  private static final Campaign ABUSE =
      new Campaign(
          "0-1",
          "guardrail_probing",
          List.of(),
          Campaign.Kind.ABUSE,
          Campaign.Variant.COMPLETE,
          "bedrock-invocation+cloudtrail",
          List.of("a", "b"),
          1_000,
          2_000,
          "b");
  private static final Campaign NEAR_MISS =
      new Campaign(
          "0-2",
          "guardrail_probing",
          List.of(),
          Campaign.Kind.NEAR_MISS,
          Campaign.Variant.SPLIT,
          "avro",
          List.of("c"),
          1_500,
          1_500,
          null);

  private final StringWriter file = new StringWriter();

  @Test
  void writesAStoryOnceItsLastRecordWasSent() throws IOException {
    try (TruthWriter truth = new TruthWriter(file)) {
      truth.sent(record(Treatment.PLAIN, new Planted(ABUSE, 0, false)));
      assertThat(file.toString()).isEmpty();
      truth.sent(record(Treatment.PLAIN, new Planted(ABUSE, 1, true)));
      truth.sent(record(Treatment.DUPLICATE, new Planted(ABUSE, 1, true)));
      truth.sent(record(Treatment.OUT_OF_ORDER, new Planted(NEAR_MISS, 0, true)));
    }

    assertThat(file.toString().lines())
        .containsExactly(
            """
            {"campaign_id":"0-1","rule":"guardrail_probing","alongside":[],\
            "kind":"abuse","variant":"complete",\
            "format":"bedrock-invocation+cloudtrail",\
            "event_ids":["a","b"],"first_event_time":1000,"last_event_time":2000,\
            "completing_event_id":"b"}""",
            """
            {"campaign_id":"0-2","rule":"guardrail_probing","alongside":[],\
            "kind":"near_miss","variant":"split",\
            "format":"avro",\
            "event_ids":["c"],"first_event_time":1500,"last_event_time":1500}""",
            "{\"benign_actors\":0}");
  }

  @Test
  void countsDistinctBenignActorsWhoWereHeardOf() throws IOException {
    try (TruthWriter truth = new TruthWriter(file)) {
      truth.sent(record(Treatment.PLAIN, new Benign(1)));
      truth.sent(record(Treatment.OUT_OF_ORDER, new Benign(1)));
      truth.sent(record(Treatment.PLAIN, new Benign(2)));
      truth.sent(record(Treatment.MALFORMED, new Benign(3)));
    }

    assertThat(read(file.toString()).benignActors()).isEqualTo(2);
  }

  @Test
  void isReadBackAsItWasWritten() throws IOException {
    try (TruthWriter truth = new TruthWriter(file)) {
      truth.sent(record(Treatment.PLAIN, new Planted(ABUSE, 1, true)));
      truth.sent(record(Treatment.PLAIN, new Planted(NEAR_MISS, 0, true)));
      truth.sent(record(Treatment.PLAIN, new Benign(9)));
    }

    assertThat(read(file.toString())).isEqualTo(new Truth(List.of(ABUSE, NEAR_MISS), 1));
  }

  @Test
  void halfAnAbuseOwesNoAlert() throws IOException {
    try (TruthWriter truth = new TruthWriter(file)) {
      truth.sent(record(Treatment.PLAIN, new Planted(ABUSE, 0, false)));
    }

    assertThat(read(file.toString()).campaigns())
        .extracting(Campaign::kind)
        .containsExactly(Campaign.Kind.INTERRUPTED);
  }

  @Test
  void anAbuseThatIsCompleteOwesItsAlertWhateverWasStillToCome() throws IOException {
    try (TruthWriter truth = new TruthWriter(file)) {
      truth.sent(record(Treatment.PLAIN, new Planted(ABUSE, 0, false)));
      truth.sent(record(Treatment.PLAIN, new Planted(ABUSE, 1, false)));
    }

    assertThat(read(file.toString()).campaigns()).containsExactly(ABUSE);
  }

  @Test
  void anAbuseWhoseEventsBeforeTheCompletingOneAreStillToComeOwesNoAlert() throws IOException {
    try (TruthWriter truth = new TruthWriter(file)) {
      truth.sent(record(Treatment.OUT_OF_ORDER, new Planted(ABUSE, 1, false)));
    }

    assertThat(read(file.toString()).campaigns())
        .extracting(Campaign::kind)
        .containsExactly(Campaign.Kind.INTERRUPTED);
  }

  @Test
  void halfANearMissIsANearMiss() throws IOException {
    try (TruthWriter truth = new TruthWriter(file)) {
      truth.sent(record(Treatment.PLAIN, new Planted(NEAR_MISS, 0, false)));
    }

    assertThat(read(file.toString()).campaigns()).containsExactly(NEAR_MISS);
  }

  @Test
  void aFileWithoutItsLastLineIsRefused() {
    assertThatThrownBy(() -> read(""))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("early");
  }

  @Test
  void neverHoldsTextOrIdentities() throws IOException {
    Set<String> secrets = new HashSet<>();
    String truth =
        SimulatedRun.truthFile(
            SimulatedRun.config(7, 200, 60, 60),
            record -> {
              if (record.treatment().counts() && record.origin() instanceof Planted) {
                TelemetryEvent event = Received.event(record);
                Stream.of(event.getUserId(), event.getClientAddress(), event.getContentInputText())
                    .filter(Objects::nonNull)
                    .forEach(secrets::add);
              }
            });

    assertThat(secrets).hasSizeGreaterThan(500).noneMatch(truth::contains);
  }

  private static SimulatedRecord record(Treatment treatment, Origin origin) {
    return new SimulatedRecord(0, "avro", new byte[0], new byte[0], treatment, origin);
  }

  private static Truth read(String lines) throws IOException {
    return Truth.read(new BufferedReader(new StringReader(lines)));
  }
}
