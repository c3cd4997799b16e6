package dev.groundswell.pipelines.monitor;

import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;

/** A Flink cluster in this process with room for one monitor of parallelism two. */
final class TwoSlots {

  private TwoSlots() {}

  static MiniCluster start() throws Exception {
    MiniCluster flink =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(2)
                .withRandomPorts()
                .build());
    flink.start();
    return flink;
  }
}
