package dev.groundswell.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.cep.lint.RuleLint;
import dev.groundswell.local.rules.BundledRules;
import dev.groundswell.pipelines.ingest.IngestConfig;
import dev.groundswell.pipelines.ingest.IngestTrial;
import dev.groundswell.pipelines.ingest.PseudonymKey;
import dev.groundswell.pipelines.ingest.content.ContentReader;
import dev.groundswell.pipelines.ingest.content.ContentScorer;
import dev.groundswell.pipelines.ingest.format.Format;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What honest users of the demo do, through ingest, against the steps of the bundled rules. */
class OrdinaryTrafficTest {

  private static final PseudonymKey KEY =
      new PseudonymKey("test", "key of the ordinary traffic".getBytes(StandardCharsets.UTF_8));

  private final Map<Format, IngestTrial> ingest = new EnumMap<>(Format.class);

  @Test
  void noStepOfTheBundledRulesMakesStateForMoreOfItThanItSays() throws IOException {
    RuleLint lint = RuleLint.of(BundledRules.DIRECTORY);
    SimulatedRun.truth(SimulatedRun.config(7, 1000, 30, 60), record -> offer(record, lint));
    ingest.values().forEach(trial -> trial.calls().events().forEach(lint.traffic()::add));

    assertThat(lint.report().errors()).isEmpty();
    assertThat(lint.report().shares())
        .allMatch(share -> share.events() > 15_000)
        .as("some steps are what everybody does")
        .anyMatch(share -> share.step().broad() && share.share() > 0.5)
        .as("and honest users are refused now and then")
        .anyMatch(share -> !share.step().broad() && share.satisfied() > 0);
  }

  private void offer(SimulatedRecord record, RuleLint lint) {
    if (record.treatment().counts() && record.origin() instanceof SimulatedRecord.Benign) {
      Format format = Format.of(record.format()).orElseThrow();
      ingest
          .computeIfAbsent(format, OrdinaryTrafficTest::trial)
          .read("topic", record.value())
          .events()
          .forEach(lint.traffic()::add);
    }
  }

  private static IngestTrial trial(Format format) {
    return new IngestTrial(
        format,
        IngestConfig.defaults().maxRecordBytes(),
        KEY,
        new ContentReader.Wishes(ContentScorer.NONE, false));
  }
}
