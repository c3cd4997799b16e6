package dev.groundswell.benchmarks;

import dev.groundswell.benchmarks.Series.Cost;
import dev.groundswell.schemas.TelemetryEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Ours, over first steps and nothing else: of one user, and of as many users as there are steps.
 */
final class HotKey {

  private final Track track;
  private final List<AbuseRule> rules;
  private final Recording hot;
  private final Recording idle;
  private final Series hotCosts;
  private final Series idleCosts;

  HotKey(Track track, Path directory, List<AbuseRule> rules, int openings) throws IOException {
    this.track = track;
    this.rules = rules;
    this.hot = Recording.write(directory.resolve("hot.avro"), Traffic.openings(rules, openings, 1));
    this.idle =
        Recording.write(
            directory.resolve("idle.avro"), Traffic.openings(rules, openings, openings));
    this.hotCosts = new Series(openings);
    this.idleCosts = new Series(openings);
  }

  void round(boolean counts) throws Exception {
    track.measure(this::ours, hot, hotCosts, counts);
    track.measure(this::ours, idle, idleCosts, counts);
  }

  Cost hot() {
    return hotCosts.cost();
  }

  Cost idle() {
    return idleCosts.cost();
  }

  private void ours(DataStream<TelemetryEvent> events) {
    Contestant.OURS.attach(events, rules);
  }
}
