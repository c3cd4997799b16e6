package dev.groundswell.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.local.simulator.wire.Producer;
import dev.groundswell.pipelines.ingest.IngestTrial;
import dev.groundswell.pipelines.ingest.PseudonymKey;
import dev.groundswell.pipelines.ingest.format.Format;
import dev.groundswell.schemas.EventOutcome;
import dev.groundswell.schemas.TelemetryEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Ingest makes of an event in any format what it makes of the canonical one. */
class WireFormatTest {

  private static final int TURNS = 20_000;
  private static final int MEBIBYTE = 1 << 20;
  private static final PseudonymKey KEY = new PseudonymKey("test", new byte[16]);

  private static final Set<String> EVERYWHERE =
      Set.of(
          "event_id",
          "event_time",
          "event_category",
          "event_action",
          "event_outcome",
          "error_type",
          "user_id",
          "organization_id");

  private static final Set<String> CALLER =
      Set.of(
          "api_key_id", "client_address", "client_subnet", "user_agent_original", "cloud_region");
  private static final Set<String> CALL =
      Set.of(
          "event_duration",
          "cloud_region",
          "gen_ai_provider_name",
          "gen_ai_operation_name",
          "gen_ai_request_model",
          "verdicts",
          "safety_blocked",
          "safety_techniques",
          "safety_harms",
          "safety_max_severity",
          "safety_max_score");
  private static final Set<String> ANSWER =
      Set.of(
          "gen_ai_response_model",
          "gen_ai_response_finish_reasons",
          "gen_ai_usage_input_tokens",
          "gen_ai_usage_output_tokens");
  private static final Set<String> TEXT =
      Set.of(
          "content_input_hmac",
          "content_input_simhash",
          "content_input_length",
          "content_input_language",
          "content_input_script",
          "content_input_encodings",
          "content_input_secrets");

  /** Calls of services that report from one region. */
  private static final Set<String> GLOBAL = Set.of("login", "api_key.create", "cost.get");

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
      add("turn-" + i, turn.producer(), i * 10L, turn.event());
    }
    Cast cast = new Cast(seeded, population);
    for (Scenario scenario : CampaignPlanner.SCENARIOS) {
      for (Producer producer : scenario.producers()) {
        for (Campaign.Variant variant : Campaign.Variant.values()) {
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
    IngestTrial canonical = trial("avro");
    Map<String, IngestTrial> trials = new HashMap<>();
    Producer.wireNames().forEach(name -> trials.put(name, trial(name)));

    SENT.forEach(
        (id, event) -> {
          Producer producer = PRODUCERS.get(id);
          String format = producer.format(event).wireName();
          Set<String> carried = carried(format, event);
          byte[] record = producer.format(event).encode(event);
          TelemetryEvent expected = read(canonical, Producer.CANONICAL.format(event).encode(event));
          assertThat(fields(read(trials.get(format), record), carried))
              .as("%s: %s", format, event)
              .isEqualTo(fields(expected, carried));
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
        .containsExactlyInAnyOrder("chat success", "chat blocked", "chat failed");
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
        .containsExactlyInAnyOrder("chat success", "chat blocked", "list_models success");
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

  /** What has no place in a format, or not in a record of that kind, is left out of account. */
  private static Set<String> carried(String format, TelemetryEvent event) {
    Set<String> carried = new HashSet<>(EVERYWHERE);
    boolean call = event.getGenAiUsageInputTokens() != null;
    boolean failed = event.getEventOutcome() == EventOutcome.failed;
    boolean blocked = event.getEventOutcome() == EventOutcome.blocked;
    switch (format) {
      case "avro" ->
          event.getSchema().getFields().stream().map(Schema.Field::name).forEach(carried::add);
      case "cloudtrail" -> {
        carried.addAll(CALLER);
        if (GLOBAL.contains(event.getEventAction())) {
          carried.remove("cloud_region");
        }
        if (event.getEventAction().equals("login")) {
          carried.remove("error_type"); // A login that fails only says so.
        }
      }
      case "bedrock-invocation" -> {
        carried.addAll(CALL);
        if (!failed) {
          carried.addAll(ANSWER);
          carried.addAll(TEXT);
        }
      }
      case "azure-openai" -> {
        carried.addAll(CALLER);
        if (call) {
          carried.addAll(CALL);
          carried.addAll(TEXT);
          carried.addAll(blocked ? Set.of() : ANSWER);
        }
      }
      default -> throw new IllegalArgumentException(format);
    }
    carried.removeAll(Set.of("event_observed", "event_reference"));
    return carried;
  }

  private static Map<String, Object> fields(TelemetryEvent event, Set<String> names) {
    Map<String, Object> fields = new TreeMap<>();
    names.forEach(name -> fields.put(name, event.get(name)));
    return fields;
  }

  private static TelemetryEvent read(IngestTrial trial, byte[] record) {
    IngestTrial.Outcome outcome = trial.read("topic", record);
    assertThat(outcome.deadLetters()).isEmpty();
    assertThat(outcome.items()).isEqualTo(1);
    return outcome.events().get(0);
  }

  private static IngestTrial trial(String format) {
    return new IngestTrial(Format.of(format).orElseThrow(), MEBIBYTE, KEY);
  }

  private static void add(String id, Producer producer, long timeMs, TelemetryEvent event) {
    event.setEventId(id);
    event.setEventTime(SimulatedRun.START.toEpochMilli() + producer.written(timeMs, 0));
    SENT.put(id, event);
    PRODUCERS.put(id, producer);
  }
}
