package dev.groundswell.pipelines.monitor;

import dev.groundswell.local.servers.KafkaBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.util.FileUtils;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A broker, and a Flink with room for one monitor, for all tests of a class. */
final class Servers implements BeforeAllCallback, AfterAllCallback {

  private Path directory;
  private KafkaBroker broker;
  private MiniCluster flink;

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    directory = Files.createTempDirectory("broker");
    broker = KafkaBroker.start(directory, 0);
    flink = TwoSlots.start();
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    flink.close();
    broker.close();
    FileUtils.deleteDirectory(directory.toFile());
  }

  KafkaBroker broker() {
    return broker;
  }

  MiniCluster flink() {
    return flink;
  }
}
