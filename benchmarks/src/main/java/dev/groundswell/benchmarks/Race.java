package dev.groundswell.benchmarks;

import dev.groundswell.benchmarks.Agreement.Disagreement;
import dev.groundswell.benchmarks.Series.Cost;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** All contestants, in turn, over recordings of one set of rules. */
final class Race {

  private static final long SEED = 7;

  private final Track track;
  private final List<AbuseRule> rules;
  private final Recording brief;
  private final Recording whole;
  private final Map<Contestant, Series> costs = new EnumMap<>(Contestant.class);

  /**
   * Records the traffic.
   *
   * @param briefEvents for all that alert
   * @param events for all but the naive one
   */
  Race(Track track, Path directory, List<AbuseRule> rules, long briefEvents, long events)
      throws IOException {
    this.track = track;
    this.rules = rules;
    this.brief =
        Recording.write(directory.resolve("brief.avro"), Traffic.mixed(SEED, rules, briefEvents));
    this.whole =
        Recording.write(directory.resolve("whole.avro"), Traffic.mixed(SEED, rules, events));
  }

  /** One round, that counts or not; it fails if contestants differ in what they say. */
  void round(boolean counts) throws Exception {
    Map<Contestant, List<String>> alerts = new EnumMap<>(Contestant.class);
    alerts.put(Contestant.NAIVE, measured(Contestant.NAIVE, brief, counts));
    for (Contestant other : List.of(Contestant.PREFILTERED, Contestant.OURS)) {
      alerts.put(other, track.run(other, rules, brief).alerts());
    }
    require(alerts);
    alerts.clear();
    measured(Contestant.ROOFLINE, whole, counts);
    for (Contestant other : List.of(Contestant.PREFILTERED, Contestant.OURS)) {
      alerts.put(other, measured(other, whole, counts));
    }
    require(alerts);
  }

  Map<Contestant, Cost> costs() {
    Map<Contestant, Cost> medians = new EnumMap<>(Contestant.class);
    costs.forEach((contestant, series) -> medians.put(contestant, series.cost()));
    return medians;
  }

  private List<String> measured(Contestant contestant, Recording recording, boolean counts)
      throws Exception {
    Series series = costs.computeIfAbsent(contestant, none -> new Series(recording.events()));
    return track
        .measure(events -> contestant.attach(events, rules), recording, series, counts)
        .alerts();
  }

  private void require(Map<Contestant, List<String>> alerts) throws Disagreement {
    try {
      Agreement.require(alerts);
    } catch (Disagreement e) {
      throw new Disagreement("with " + rules.size() + " rules: " + e.getMessage());
    }
  }
}
