package dev.groundswell.local.simulator;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Seeded traffic of an AI service in send order: benign users who make detection hard, planted
 * abuse, near misses, and records broken in stated shares. A run with a duration has exactly rate x
 * duration records; one without never ends. Records are made as they are asked for.
 *
 * <p>Not safe for use by several threads.
 */
public final class TrafficSimulator implements Iterator<SimulatedRecord> {

  private static final long RECORDS_PER_USER = 15;
  private static final long LEAST_USERS = 2_000;
  private static final long MOST_USERS = 100_000;

  private final SimulationConfig config;
  private final Seeded seeded;
  private final RequestTrace trace;
  private final Population population;
  private final BackgroundTraffic background;
  private final CampaignPlanner planner;
  private Segment segment;
  private long nextSegment;

  public TrafficSimulator(SimulationConfig config) {
    this.config = config;
    this.seeded = new Seeded(config.seed());
    this.trace = RequestTrace.load();
    long users = config.segmentRecords() / RECORDS_PER_USER;
    this.population =
        new Population(seeded, (int) Math.max(LEAST_USERS, Math.min(MOST_USERS, users)));
    this.background = new BackgroundTraffic(seeded, population, config.segmentSpan());
    this.planner = new CampaignPlanner(config, seeded, trace, population);
    this.segment = begin();
  }

  @Override
  public boolean hasNext() {
    return segment.hasNext() || config.duration().isEmpty();
  }

  @Override
  public SimulatedRecord next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    if (!segment.hasNext()) {
      segment = begin();
    }
    return segment.next();
  }

  /** The planned rates, one line each: what is benign, what is planted, what is broken. */
  public List<String> plan() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%d records%s, %d users in %d organisations, %.0f %% of them behind a shared address",
            config.segmentRecords(),
            config.duration().isEmpty()
                ? " every " + config.segmentWall().toMinutes() + " min"
                : "",
            population.users(),
            population.organizations(),
            100 * Population.NAT_SHARE));
    for (HonestBehaviour behaviour : HonestBehaviour.values()) {
      lines.add("benign: " + behaviour.planned());
    }
    for (Scenario scenario : CampaignPlanner.SCENARIOS) {
      lines.add(
          String.format(
              Locale.ROOT,
              "planted: %-27s %s",
              scenario.rule(),
              scenario.variants().stream()
                  .map(variant -> planned(scenario, variant))
                  .collect(joining(", "))));
    }
    for (Treatment treatment : Treatment.values()) {
      if (treatment != Treatment.PLAIN) {
        lines.add(
            String.format(
                Locale.ROOT,
                "broken: %-12s %6.3f %%",
                treatment.name().toLowerCase(Locale.ROOT),
                100.0 * treatment.of(config.segmentRecords()) / config.segmentRecords()));
      }
    }
    return List.copyOf(lines);
  }

  private String planned(Scenario scenario, Campaign.Variant variant) {
    String name = variant.name().toLowerCase(Locale.ROOT);
    return planner
        .whyNone(scenario, variant)
        .map(why -> "no %s (%s)".formatted(name, why))
        .orElseGet(() -> "%d %s".formatted(planner.planned(scenario, variant), name));
  }

  /** Why no abuse is planted at all; empty if some is. */
  public Optional<String> whyNoAbuse() {
    // Any rule: complete stories of all rules need the same.
    return planner.whyNone(CampaignPlanner.SCENARIOS.get(0), Campaign.Variant.COMPLETE);
  }

  /** How often each hard benign behaviour has begun so far, one line each. */
  public List<String> begun() {
    return background.begun().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(begun -> begun.getKey().name().toLowerCase(Locale.ROOT) + " " + begun.getValue())
        .toList();
  }

  private Segment begin() {
    long number = nextSegment++;
    return new Segment(config, seeded, trace, background, planner.plan(number), number);
  }
}
