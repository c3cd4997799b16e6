package dev.groundswell.local.servers;

import static java.util.Map.entry;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.SharedServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.bootstrap.BootstrapDirectory;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;
import org.apache.kafka.server.fault.LoggingFaultHandler;

/**
 * A real Kafka broker with its KRaft controller, in this process and on the loopback address only.
 *
 * <p>Records may be up to {@link #MAX_RECORD_BYTES}; topics are created by {@link #createTopic}
 * alone. The data directory outlives the broker: a later one started on it finds topics, records
 * and committed offsets again.
 */
public final class KafkaBroker implements AutoCloseable {
  /** The largest record batch that the broker takes, in bytes. */
  public static final int MAX_RECORD_BYTES = 2 * 1024 * 1024;

  private static final int NODE_ID = 1;
  private static final String CLIENT = "CLIENT";
  private static final String CONTROLLER = "CONTROLLER";
  private static final Duration TOPIC_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

  private final ControllerServer controller;
  private final BrokerServer broker;
  private final LoopbackSockets sockets;
  private final String bootstrapServers;

  private KafkaBroker(
      ControllerServer controller,
      BrokerServer broker,
      LoopbackSockets sockets,
      String bootstrapServers) {
    this.controller = controller;
    this.broker = broker;
    this.sockets = sockets;
    this.bootstrapServers = bootstrapServers;
  }

  /**
   * Starts a broker and returns when it serves clients.
   *
   * @param dataDir where logs and metadata are kept; created and formatted if need be
   * @param port for clients, on the loopback address; 0 for any free one
   * @throws PortTakenException if the port cannot be had
   * @throws IOException if the data directory cannot be used
   */
  public static KafkaBroker start(Path dataDir, int port) throws IOException {
    LoopbackSockets sockets = new LoopbackSockets();
    try {
      int clientPort = sockets.bind(CLIENT, port);
      int controllerPort = sockets.bind(CONTROLLER, 0);
      return start(dataDir, sockets, clientPort, controllerPort);
    } catch (Throwable e) {
      sockets.close();
      throw e;
    }
  }

  private static KafkaBroker start(
      Path dataDir, LoopbackSockets sockets, int clientPort, int controllerPort)
      throws IOException {
    KafkaConfig config = new KafkaConfig(config(dataDir, clientPort, controllerPort));
    format(dataDir);
    SharedServer shared =
        new SharedServer(
            config,
            new MetaPropertiesEnsemble.Loader()
                .addLogDirs(List.of(dataDir.toString()))
                .addMetadataLogDir(dataDir.toString())
                .load(),
            Time.SYSTEM,
            new Metrics(),
            CompletableFuture.completedFuture(
                Map.of(
                    NODE_ID,
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), controllerPort))),
            List.of(),
            // Kafka's own handlers end the process, which here is not Kafka's to end.
            (name, fatal, action) -> new LoggingFaultHandler(name, action),
            sockets);
    KafkaBroker started =
        new KafkaBroker(
            new ControllerServer(
                shared, KafkaRaftServer.configSchema(), bootstrapMetadata(dataDir)),
            new BrokerServer(shared),
            sockets,
            LoopbackSockets.HOST + ":" + clientPort);
    try {
      started.controller.startup();
      started.broker.startup();
    } catch (Throwable e) { // Scala throws checked exceptions undeclared.
      started.close();
      throw e;
    }
    return started;
  }

  /** What clients put into {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /**
   * Creates a topic with one replica.
   *
   * @param config topic settings by Kafka's names, such as {@code cleanup.policy}
   * @throws IllegalStateException if the broker refuses, for instance because the topic exists
   */
  public void createTopic(String name, int partitions, Map<String, String> config)
      throws InterruptedException {
    NewTopic topic = new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(config);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      admin.createTopics(List.of(topic)).all().get(TOPIC_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("Topic " + name + " was not created: " + e.getMessage(), e);
    }
  }

  /** Stops the broker and frees its ports; what was acknowledged stays in the data directory. */
  @Override
  public void close() throws IOException {
    broker.shutdown(STOP_TIMEOUT);
    controller.shutdown();
    sockets.close();
  }

  private static void format(Path dataDir) throws IOException {
    if (Files.exists(dataDir.resolve("meta.properties"))) {
      return;
    }
    Files.createDirectories(dataDir);
    try {
      new Formatter()
          .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
          .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
          .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
          .setNodeId(NODE_ID)
          .setClusterId(Uuid.randomUuid().toString())
          .setControllerListenerName(CONTROLLER)
          .setMetadataLogDirectory(dataDir.toString())
          .addDirectory(dataDir.toString())
          .run();
    } catch (Exception e) {
      throw new IOException("Kafka's data directory " + dataDir + " cannot be formatted", e);
    }
  }

  private static BootstrapMetadata bootstrapMetadata(Path dataDir) throws IOException {
    try {
      return new BootstrapDirectory(dataDir.toString()).read();
    } catch (Exception e) {
      throw new IOException("Kafka's data directory " + dataDir + " cannot be read", e);
    }
  }

  private static Map<String, String> config(Path dataDir, int clientPort, int controllerPort) {
    String client = CLIENT + "://" + LoopbackSockets.HOST + ":" + clientPort;
    String controllerAddress = LoopbackSockets.HOST + ":" + controllerPort;
    return Map.ofEntries(
        entry("process.roles", "broker,controller"),
        entry("node.id", String.valueOf(NODE_ID)),
        entry("controller.quorum.voters", NODE_ID + "@" + controllerAddress),
        entry("controller.listener.names", CONTROLLER),
        entry("inter.broker.listener.name", CLIENT),
        entry("listeners", client + "," + CONTROLLER + "://" + controllerAddress),
        entry("advertised.listeners", client),
        entry("listener.security.protocol.map", CLIENT + ":PLAINTEXT," + CONTROLLER + ":PLAINTEXT"),
        entry("log.dirs", dataDir.toString()),
        entry("message.max.bytes", String.valueOf(MAX_RECORD_BYTES)),
        // A misspelt topic is an error, not a new topic.
        entry("auto.create.topics.enable", "false"),
        // One node: internal topics cannot have more replicas than that.
        entry("offsets.topic.replication.factor", "1"),
        entry("offsets.topic.num.partitions", "1"),
        entry("transaction.state.log.replication.factor", "1"),
        entry("transaction.state.log.min.isr", "1"),
        entry("transaction.state.log.num.partitions", "1"),
        entry("share.coordinator.state.topic.replication.factor", "1"),
        entry("share.coordinator.state.topic.min.isr", "1"),
        entry("share.coordinator.state.topic.num.partitions", "1"),
        // Groups of one machine are complete at once.
        entry("group.initial.rebalance.delay.ms", "0"),
        // Sized for one machine: the defaults take 128 MiB and some forty threads.
        entry("log.cleaner.dedupe.buffer.size", String.valueOf(4 * 1024 * 1024)),
        entry("log.index.size.max.bytes", String.valueOf(1024 * 1024)),
        entry("num.network.threads", "2"),
        entry("num.io.threads", "2"),
        entry("num.replica.fetchers", "1"),
        entry("background.threads", "2"));
  }
}
