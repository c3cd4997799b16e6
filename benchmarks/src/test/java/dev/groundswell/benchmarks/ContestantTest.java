package dev.groundswell.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContestantTest {

  private static final List<AbuseRule> RULES = AbuseRule.first(4);

  @Test
  void allThatAlertSayTheSame(@TempDir Path directory) throws Exception {
    Recording recording =
        Recording.write(directory.resolve("events"), Traffic.mixed(1, RULES, 2_000));
    try (Track track = Track.open()) {
      List<String> naive = track.run(Contestant.NAIVE, RULES, recording).alerts();
      assertThat(naive).hasSizeGreaterThan(20).doesNotHaveDuplicates();
      for (AbuseRule rule : RULES) {
        assertThat(naive).anyMatch(alert -> alert.startsWith(rule.name() + ' '));
      }
      assertThat(track.run(Contestant.PREFILTERED, RULES, recording).alerts()).isEqualTo(naive);
      assertThat(track.run(Contestant.OURS, RULES, recording).alerts()).isEqualTo(naive);
      assertThat(track.run(Contestant.ROOFLINE, RULES, recording).alerts()).isEmpty();
    }
  }
}
