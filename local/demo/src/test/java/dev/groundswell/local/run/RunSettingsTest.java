package dev.groundswell.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RunSettingsTest {

  @Test
  @Tag("K5")
  void nobodyElseReachesFlinkUnlessAskedFor() {
    assertThat(RunSettings.of(new Configuration()).toMap())
        .containsEntry("rest.bind-address", "127.0.0.1")
        .containsEntry("jobmanager.bind-host", "127.0.0.1")
        .containsEntry("taskmanager.bind-host", "127.0.0.1");
    Configuration given = Configuration.fromMap(Map.of("rest.bind-address", "0.0.0.0"));
    assertThat(RunSettings.of(given).toMap()).containsEntry("rest.bind-address", "0.0.0.0");
  }

  @Test
  void aJobGoesOnFromItsNewestCheckpointAndOwnsIt() {
    Path directory = new Path("file:/checkpoints/job");
    Path newest = new Path(directory, "run/chk-7");
    assertThat(
            RunSettings.restoring(
                    new Configuration(), new RetainedCheckpoints(directory, Optional.of(newest)))
                .toMap())
        .containsEntry("execution.checkpointing.dir", "file:/checkpoints/job")
        .containsEntry("execution.state-recovery.path", "file:/checkpoints/job/run/chk-7")
        .containsEntry("execution.state-recovery.claim-mode", "CLAIM");
  }

  @Test
  void aJobWithoutACheckpointRestoresNothing() {
    RetainedCheckpoints none = new RetainedCheckpoints(new Path("file:/job"), Optional.empty());
    assertThat(RunSettings.restoring(new Configuration(), none).toMap())
        .doesNotContainKey("execution.state-recovery.path");
  }
}
