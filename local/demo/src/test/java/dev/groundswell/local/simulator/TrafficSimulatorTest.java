package dev.groundswell.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.groundswell.local.scorecard.Scorecard;
import dev.groundswell.schemas.TelemetryEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrafficSimulatorTest {

  private static final SimulationConfig CONFIG = SimulatedRun.config(7, 1000, 30, 60);

  @Test
  void equalConfigurationsSendEqualBytes() {
    TrafficSimulator one = new TrafficSimulator(CONFIG);
    TrafficSimulator other = new TrafficSimulator(CONFIG);

    while (one.hasNext()) {
      SimulatedRecord record = one.next();
      SimulatedRecord twin = other.next();
      assertThat(twin.dueNanos()).isEqualTo(record.dueNanos());
      assertThat(twin.key()).isEqualTo(record.key());
      assertThat(twin.value()).isEqualTo(record.value());
    }
    assertThat(other.hasNext()).isFalse();
  }

  @Test
  void aRunTooShortForAbuseSaysWhatItWouldNeed() {
    assertThat(new TrafficSimulator(SimulatedRun.config(7, 10, 20, 60)).whyNoAbuse())
        .hasValueSatisfying(why -> assertThat(why).contains("records, the run has 200"));
    assertThat(new TrafficSimulator(SimulatedRun.config(7, 1000, 1, 1)).whyNoAbuse())
        .hasValueSatisfying(why -> assertThat(why).contains("of event time, the run has 1 s"));
    assertThat(new TrafficSimulator(CONFIG).whyNoAbuse()).isEmpty();
  }

  @Test
  void anotherSeedSendsOtherIds() throws IOException {
    Set<String> ids = new HashSet<>(ids(CONFIG));

    assertThat(ids(SimulatedRun.config(8, 1000, 30, 60))).noneMatch(ids::contains);
  }

  @Test
  void theStartMovesTimesAndNothingElse() throws IOException {
    Instant later = SimulatedRun.START.plusSeconds(12_345);
    SimulationConfig moved =
        new SimulationConfig(
            CONFIG.seed(), CONFIG.rate(), CONFIG.duration(), CONFIG.timeScale(), later);
    TrafficSimulator one = new TrafficSimulator(CONFIG);
    TrafficSimulator other = new TrafficSimulator(moved);

    while (one.hasNext()) {
      SimulatedRecord record = one.next();
      SimulatedRecord twin = other.next();
      assertThat(twin.dueNanos()).isEqualTo(record.dueNanos());
      assertThat(twin.treatment()).isEqualTo(record.treatment());
      if (record.treatment().counts()) {
        TelemetryEvent event = Received.event(record);
        event.setEventTime(event.getEventTime() + 12_345_000);
        assertThat(Received.event(twin)).isEqualTo(event);
      }
    }
  }

  @Test
  void sendsExactlyRateTimesDurationInOrderOfTime() {
    for (SimulationConfig config :
        List.of(
            CONFIG,
            SimulatedRun.config(3, 333, 17, 1),
            SimulatedRun.config(4, 10, 10, 1),
            SimulatedRun.config(5, 1, 4_000, 1))) {
      TrafficSimulator simulator = new TrafficSimulator(config);
      long sent = 0;
      long previous = 0;
      while (simulator.hasNext()) {
        long due = simulator.next().dueNanos();
        assertThat(due).isBetween(previous, config.duration().orElseThrow().toNanos() - 1);
        previous = due;
        sent++;
      }
      assertThat(sent).isEqualTo(config.rate() * config.duration().orElseThrow().toSeconds());
    }
  }

  @Test
  void treatsTheStatedSharesOfTheRecords() throws IOException {
    Map<Treatment, Long> counts = new EnumMap<>(Treatment.class);
    RuleOracle reader = new RuleOracle(CONFIG);
    SimulatedRun.truthFile(
        CONFIG,
        record -> {
          counts.merge(record.treatment(), 1L, Long::sum);
          reader.read(record);
        });

    assertThat(counts)
        .containsEntry(Treatment.DUPLICATE, 300L)
        .containsEntry(Treatment.MALFORMED, 150L)
        .containsEntry(Treatment.LATE, 150L)
        .containsEntry(Treatment.OVERSIZED, 2L);
    assertThat(counts.get(Treatment.OUT_OF_ORDER) / 30_000.0).isCloseTo(0.2, within(0.02));
    assertThat(reader.rejected()).isEqualTo(152);
    assertThat(reader.duplicate()).isEqualTo(300);
    assertThat(reader.late()).isEqualTo(150);
  }

  @Test
  void eventTimesAreBehindTheirTurnByAsMuchAsTheirTreatmentAllows() throws IOException {
    SimulatedRun.truthFile(
        CONFIG,
        record -> {
          if (record.treatment().counts() || record.treatment() == Treatment.LATE) {
            long turn =
                SimulatedRun.START.toEpochMilli()
                    + record.dueNanos() * CONFIG.timeScale() / 1_000_000;
            long behind = turn - Received.event(record).getEventTime();
            long fraction = ofAws(record) ? 999 : 0;
            switch (record.treatment()) {
              case PLAIN -> assertThat(behind).isBetween(0L, fraction);
              case OUT_OF_ORDER -> assertThat(behind).isBetween(1L, 1_000L);
              default -> assertThat(behind).isBetween(120_000L, 600_000L + fraction);
            }
          }
        });
  }

  @Test
  void duplicatesRepeatAnEarlierRecordWithinAMinuteUnderTheSameKey() throws IOException {
    Map<String, SimulatedRecord> sent = new HashMap<>();
    SimulatedRun.truthFile(
        CONFIG,
        record -> {
          if (record.treatment().counts()) {
            sent.put(Received.event(record).getEventId(), record);
          } else if (record.treatment() == Treatment.DUPLICATE) {
            SimulatedRecord first = sent.get(Received.event(record).getEventId());
            assertThat(first.value()).isEqualTo(record.value());
            assertThat(first.key()).isEqualTo(record.key());
            assertThat((record.dueNanos() - first.dueNanos()) * CONFIG.timeScale())
                .isBetween(0L, Duration.ofSeconds(21).toNanos());
          }
        });
  }

  @Test
  void onlyBenignRecordsAreBrokenOrLate() throws IOException {
    SimulatedRun.truthFile(
        CONFIG,
        record -> {
          if (!record.treatment().counts() && record.treatment() != Treatment.DUPLICATE) {
            assertThat(record.origin()).isInstanceOf(SimulatedRecord.Benign.class);
          }
        });
  }

  @Test
  void eventsCarryRawIdentitiesAndNothingThatIngestDerives() throws IOException {
    SimulatedRun.truthFile(
        CONFIG,
        record -> {
          if (record.treatment().counts()) {
            TelemetryEvent event = Received.event(record);
            String who = event.getCallId() == null ? event.getUserId() : event.getCallId();
            assertThat(record.key()).isEqualTo(who.getBytes(StandardCharsets.UTF_8));
            assertThat(event.getPseudonymKeyId()).isNull();
            assertThat(event.getContentInputHmac()).isNull();
            assertThat(event.getEventReference()).isNull();
            assertThat(event.getEventObserved()).isNull();
            assertThat(event.getSafetyTechniques()).isEmpty();
          }
        });
  }

  @Test
  void honestUsersComeCloseToEveryBar() throws IOException {
    TrafficSimulator simulator = new TrafficSimulator(CONFIG);
    Map<String, Integer> blocked = new HashMap<>();
    Map<String, Integer> failed = new HashMap<>();
    Map<List<String>, Integer> texts = new HashMap<>();
    Map<String, Set<String>> addresses = new HashMap<>();
    while (simulator.hasNext()) {
      SimulatedRecord record = simulator.next();
      if (record.treatment().counts() && record.origin() instanceof SimulatedRecord.Benign) {
        TelemetryEvent event = Received.event(record);
        if (event.getApiKeyId() != null && event.getClientAddress() != null) {
          addresses
              .computeIfAbsent(event.getApiKeyId(), key -> new HashSet<>())
              .add(event.getClientAddress());
        }
        switch (event.getEventOutcome()) {
          case blocked -> blocked.merge(event.getUserId(), 1, Integer::sum);
          case failed -> failed.merge(event.getUserId(), 1, Integer::sum);
          default -> {
            if (event.getContentInputText() != null) {
              texts.merge(
                  List.of(event.getOrganizationId(), event.getContentInputText()), 1, Integer::sum);
            }
          }
        }
      }
    }

    assertThat(blocked.values()).contains(1, 2, 3, 4);
    assertThat(failed.values()).contains(1, 2, 3, 4);
    assertThat(texts.values()).contains(2, 5, 8).anyMatch(copies -> copies >= 12);
    assertThat(addresses.values()).extracting(Set::size).contains(1, 2, 3, 4);
    assertThat(simulator.begun())
        .hasSize(HonestBehaviour.values().length)
        .noneMatch(line -> line.endsWith(" 0"));
  }

  @Test
  void anEndlessRunGoesOnWithNewCampaigns() throws IOException {
    SimulationConfig endless = new SimulationConfig(7, 20, Optional.empty(), 1, SimulatedRun.START);
    TrafficSimulator simulator = new TrafficSimulator(endless);
    Set<Campaign> campaigns = new HashSet<>();
    List<String> planned = new ArrayList<>();
    long previous = 0;
    RuleOracle oracle = new RuleOracle(endless);
    for (int i = 0; i < 3 * 12_000; i++) {
      SimulatedRecord record = simulator.next();
      assertThat(record.dueNanos()).isGreaterThanOrEqualTo(previous);
      previous = record.dueNanos();
      oracle.read(record);
      if (record.origin() instanceof SimulatedRecord.Planted story
          && campaigns.add(story.campaign())) {
        planned.addAll(story.campaign().eventIds());
      }
    }

    assertThat(campaigns)
        .filteredOn(campaign -> campaign.kind() == Campaign.Kind.ABUSE)
        .hasSize(840);
    assertThat(planned).doesNotHaveDuplicates();
    var scorecard = Scorecard.of(new Truth(List.copyOf(campaigns), 0), oracle.alerts());
    assertThat(scorecard.perfect()).isTrue();
    assertThat(scorecard.falseAlerts()).isZero();
  }

  private static boolean ofAws(SimulatedRecord record) {
    return record.format().equals("cloudtrail") || record.format().equals("bedrock-invocation");
  }

  private static List<String> ids(SimulationConfig config) throws IOException {
    List<String> ids = new ArrayList<>();
    SimulatedRun.truthFile(
        config,
        record -> {
          if (record.treatment().counts()) {
            ids.add(Received.event(record).getEventId());
          }
        });
    return ids;
  }
}
