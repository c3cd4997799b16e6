package dev.groundswell.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.local.simulator.wire.Producer;
import dev.groundswell.local.simulator.wire.WireFormat;
import dev.groundswell.pipelines.ingest.IngestTrial;
import dev.groundswell.pipelines.ingest.PseudonymKey;
import dev.groundswell.pipelines.ingest.content.ContentReader;
import dev.groundswell.pipelines.ingest.content.ContentScorer;
import dev.groundswell.pipelines.ingest.format.Format;
import dev.groundswell.schemas.TelemetryEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Ingest makes of an event in any format what it makes of the canonical one. */
class WireFormatTest {

  private static final int TURNS = 20_000;
  private static final int MEBIBYTE = 1 << 20;
  private static final PseudonymKey KEY = new PseudonymKey("test", new byte[16]);

  private static final Map<String, TelemetryEvent> SENT = new HashMap<>();
  private static final Map<String, Producer> PRODUCERS = new HashMap<>();

  @BeforeAll
  static void everythingThatIsEverSent() {
    Seeded seeded = new Seeded(7);
    Population population = new Population(seeded, 2_000);
    RequestTrace trace = RequestTrace.load();
    BackgroundTraffic background =
        new BackgroundTraffic(seeded, population, Duration.ofSeconds(90));
    for (int i = 0; i < TURNS; i++) {
      Turn turn = background.next(i * 10L, trace.request(i), (double) i / TURNS);
      String id = turn.producer().eventId(seeded.id(Seeded.Stream.BACKGROUND_EVENT, i));
      add(id, turn.producer(), i * 10L, turn.event());
    }
    Cast cast = new Cast(seeded, population);
    for (Scenario scenario : CampaignPlanner.SCENARIOS) {
      for (Producer producer : scenario.producers()) {
        for (Campaign.Variant variant : scenario.variants()) {
          Script script =
              new Script(producer, cast, trace, Duration.ofHours(3), new SplittableRandom(7));
          scenario.play(variant, script);
          script
              .steps()
              .forEach(step -> add(step.eventId(), producer, step.timeMs(), step.event()));
        }
      }
    }
  }

  @Test
  void everyFieldThatAFormatCarriesComesOutAsFromTheCanonicalEvent() {
    Map<String, TelemetryEvent> expected = received(Producer.CANONICAL::format);
    Map<String, TelemetryEvent> received =
        received(event -> PRODUCERS.get(event.getEventId()).format(event));

    assertThat(received).hasSameSizeAs(SENT);
    SENT.forEach(
        (id, event) -> {
          String format = PRODUCERS.get(id).format(event).wireName();
          Set<String> carried = CarriedFields.of(format, event);
          assertThat(fields(received.get(id), carried))
              .as("%s: %s", format, event)
              .isEqualTo(fields(expected.get(id), carried));
        });
  }

  @Test
  void everyFormatIsSentAndEveryKindOfActivityThatItCanCarry() {
    Map<String, Set<String>> actions = new TreeMap<>();
    SENT.forEach(
        (id, event) ->
            actions
                .computeIfAbsent(
                    PRODUCERS.get(id).format(event).wireName(), format -> new HashSet<>())
                .add(event.getEventAction() + " " + event.getEventOutcome()));

    assertThat(actions.get("bedrock-invocation"))
        .containsExactlyInAnyOrder(
            "chat success",
            "chat blocked",
            "chat failed",
            "generate_content success",
            "generate_content blocked");
    assertThat(actions.get("cloudtrail"))
        .contains(
            "login success",
            "login failed",
            "api_key.create success",
            "list_models success",
            "invocation_logging.get failed",
            "cost.get success",
            "invoke_agent success");
    assertThat(actions.get("azure-openai"))
        .containsExactlyInAnyOrder("chat success", "chat blocked");
    for (String format : List.of("otlp-proto", "otlp-json")) {
      assertThat(actions.get(format))
          .containsExactlyInAnyOrder("chat success", "chat blocked", "execute_tool success");
    }
    assertThat(actions.get("avro")).hasSizeGreaterThan(8);
  }

  @Test
  void aProducerKnowsAnActorUnderOneNameInAllItsLogs() {
    Map<String, Set<String>> formats = new HashMap<>();
    SENT.forEach(
        (id, event) ->
            formats
                .computeIfAbsent(event.getUserId(), user -> new HashSet<>())
                .add(PRODUCERS.get(id).format(event).wireName()));

    assertThat(formats.values())
        .contains(Set.of("bedrock-invocation", "cloudtrail"))
        .noneMatch(names -> names.contains("avro") && names.size() > 1)
        .noneMatch(names -> names.contains("azure-openai") && names.size() > 1);
  }

  private static Map<String, Object> fields(TelemetryEvent event, Set<String> names) {
    Map<String, Object> fields = new TreeMap<>();
    names.forEach(name -> fields.put(name, event.get(name)));
    return fields;
  }

  /** What ingest makes of everything, by the ids of the events. */
  private static Map<String, TelemetryEvent> received(
      Function<TelemetryEvent, WireFormat> written) {
    Map<String, IngestTrial> trials = new HashMap<>();
    Map<String, TelemetryEvent> received = new HashMap<>();
    for (TelemetryEvent event : SENT.values()) {
      WireFormat format = written.apply(event);
      IngestTrial trial = trials.computeIfAbsent(format.wireName(), name -> trial(name));
      IngestTrial.Outcome outcome = trial.read("topic", format.encode(event));
      assertThat(outcome.items()).isEqualTo(outcome.events().size() + outcome.parts());
      outcome.events().forEach(e -> received.put(e.getEventId(), e));
    }
    trials.values().stream()
        .flatMap(trial -> trial.calls().events().stream())
        .forEach(call -> received.put(call.getEventId(), call));
    return received;
  }

  private static IngestTrial trial(String format) {
    return new IngestTrial(
        Format.of(format).orElseThrow(),
        MEBIBYTE,
        KEY,
        new ContentReader.Wishes(ContentScorer.NONE, true));
  }

  private static void add(String id, Producer producer, long timeMs, TelemetryEvent event) {
    event.setEventId(id);
    event.setEventTime(SimulatedRun.START.toEpochMilli() + producer.written(timeMs, 0));
    SENT.put(id, event);
    PRODUCERS.put(id, producer);
  }
}
