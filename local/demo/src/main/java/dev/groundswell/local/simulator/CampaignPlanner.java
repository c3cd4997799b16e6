package dev.groundswell.local.simulator;

import dev.groundswell.local.simulator.Campaign.Variant;
import dev.groundswell.local.simulator.wire.Producer;
import dev.groundswell.schemas.TelemetryEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Lays out the planted stories of a segment. */
final class CampaignPlanner {

  static final List<Scenario> SCENARIOS =
      List.of(
          new GuardrailProbing(),
          new AccountTakeover(),
          new DenialOfWallet(),
          new Llmjacking(),
          new SafetyControlDisabled(),
          new KeySharing(),
          new ChildExploitation(),
          new DeniedTool(),
          new InjectedInstructions(),
          new Disguise(),
          new ResourceIntensive(),
          new IntimateImages(),
          new NearDuplicates(),
          new SeveralAbuses());

  private static final int ABUSE_PER_RULE = 20;
  private static final int NEAR_MISSES_PER_VARIANT = 10;

  /** Records from which on all stories are planted; they are then less than half of the records. */
  private static final long RECORDS_FOR_ALL = 12_000;

  /** Stories keep this far from the segment's ends, so that each is over before the run is. */
  private static final Duration LEAD = Duration.ofSeconds(2);

  private static final Duration TAIL = Duration.ofSeconds(5);

  /** Shortest room in which the steps of every rule fit one after the other. */
  private static final Duration LEAST_ROOM = Duration.ofSeconds(20);

  private final SimulationConfig config;
  private final Seeded seeded;
  private final RequestTrace trace;
  private final Cast cast;
  private final Duration room;

  CampaignPlanner(
      SimulationConfig config, Seeded seeded, RequestTrace trace, Population population) {
    this.config = config;
    this.seeded = seeded;
    this.trace = trace;
    this.cast = new Cast(seeded, population);
    this.room = config.segmentSpan().minus(LEAD).minus(TAIL);
  }

  /** How many stories of a variant a segment gets. */
  int planned(Scenario scenario, Variant variant) {
    if (whyNone(scenario, variant).isPresent()) {
      return 0;
    }
    return (int)
        (most(variant) * Math.min(RECORDS_FOR_ALL, config.segmentRecords()) / RECORDS_FOR_ALL);
  }

  /** Why a variant cannot be planted at all. */
  Optional<String> whyNone(Scenario scenario, Variant variant) {
    Duration needed = variant == Variant.OUTSIDE_WINDOW ? scenario.outsideWindow() : LEAST_ROOM;
    if (room.compareTo(needed) < 0) {
      return Optional.of(
          "needs %d s of event time, the run has %d s"
              .formatted(
                  needed.plus(LEAD).plus(TAIL).toSeconds(), config.segmentSpan().toSeconds()));
    }
    long recordsForOne = RECORDS_FOR_ALL / most(variant);
    return config.segmentRecords() >= recordsForOne
        ? Optional.empty()
        : Optional.of(
            "needs %d records, the run has %d".formatted(recordsForOne, config.segmentRecords()));
  }

  private static int most(Variant variant) {
    return variant == Variant.COMPLETE ? ABUSE_PER_RULE : NEAR_MISSES_PER_VARIANT;
  }

  /** The records of all stories of a segment, in send order. */
  List<SimulatedRecord> plan(long segment) {
    List<SimulatedRecord> records = new ArrayList<>();
    int number = 0;
    for (Scenario scenario : SCENARIOS) {
      for (Variant variant : scenario.variants()) {
        for (int i = planned(scenario, variant); i > 0; i--) {
          Producer producer = scenario.producers().get(i % scenario.producers().size());
          records.addAll(story(scenario, variant, producer, segment, number++));
        }
      }
    }
    records.sort(Comparator.comparingLong(SimulatedRecord::dueNanos));
    return records;
  }

  private List<SimulatedRecord> story(
      Scenario scenario, Variant variant, Producer producer, long segment, int number) {
    SplittableRandom random = seeded.random(Seeded.Stream.CAMPAIGN, (segment << 16) + number);
    Script script = new Script(producer, cast, trace, room, random);
    scenario.play(variant, script);
    long start =
        segment * config.segmentSpan().toMillis()
            + LEAD.toMillis()
            + script.between(0, room.toMillis() - script.lengthMs()) / 1000 * 1000;
    Campaign campaign =
        script.campaign(
            segment + "-" + number, scenario, variant, config.eventStart().toEpochMilli() + start);

    List<SimulatedRecord> records = new ArrayList<>();
    for (Script.Step step : script.steps()) {
      int place = campaign.eventIds().indexOf(step.eventId());
      boolean last = records.size() == campaign.eventIds().size() - 1;
      var origin = new SimulatedRecord.Planted(campaign, place, last);
      records.add(record(producer, step, start, origin));
    }
    return records;
  }

  /**
   * @param startMs the story's start, in event time since the run's start
   */
  private SimulatedRecord record(
      Producer producer, Script.Step step, long startMs, SimulatedRecord.Origin origin) {
    TelemetryEvent event = step.event();
    event.setEventId(step.eventId());
    event.setEventTime(config.eventStart().toEpochMilli() + startMs + step.timeMs());
    return SimulatedRecord.of(
        config.wallNanos(startMs + step.atMs()), producer, event, step.treatment(), origin);
  }
}
