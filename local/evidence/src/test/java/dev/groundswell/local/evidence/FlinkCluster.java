package dev.groundswell.local.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A standalone session cluster: one JobManager and one TaskManager, as processes. */
final class FlinkCluster implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Pattern JOB_ID = Pattern.compile("JobID ([0-9a-f]{32})");

  private final Path directory;
  private final URI rest;
  private final Deque<Child> started = new ArrayDeque<>();

  private FlinkCluster(Path directory, URI rest) {
    this.directory = directory;
    this.rest = rest;
  }

  static FlinkCluster start(Path directory) throws Exception {
    int port = Http.freePorts(2);
    Files.createDirectories(directory.resolve("conf"));
    // The memory sizes are the ones that Flink's start scripts would work out.
    Files.writeString(
        directory.resolve("conf/config.yaml"),
        """
        jobmanager.rpc.address: 127.0.0.1
        jobmanager.rpc.port: %1$d
        jobmanager.bind-host: 127.0.0.1
        rest.address: 127.0.0.1
        rest.bind-address: 127.0.0.1
        rest.port: %2$d
        taskmanager.host: 127.0.0.1
        taskmanager.bind-host: 127.0.0.1
        taskmanager.numberOfTaskSlots: 2
        taskmanager.cpu.cores: 2
        taskmanager.memory.framework.heap.size: 128m
        taskmanager.memory.framework.off-heap.size: 64m
        taskmanager.memory.task.heap.size: 512m
        taskmanager.memory.task.off-heap.size: 0b
        taskmanager.memory.managed.size: 32m
        taskmanager.memory.network.min: 64m
        taskmanager.memory.network.max: 64m
        taskmanager.memory.jvm-metaspace.size: 256m
        taskmanager.memory.jvm-overhead.min: 128m
        taskmanager.memory.jvm-overhead.max: 128m
        execution.checkpointing.dir: %3$s
        io.tmp.dirs: %4$s
        """
            .formatted(
                port,
                port + 1,
                directory.resolve("checkpoints").toUri(),
                directory.resolve("tmp")));
    FlinkCluster cluster =
        new FlinkCluster(directory, URI.create("http://127.0.0.1:" + (port + 1)));
    try {
      cluster.server("org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint");
      cluster.server("org.apache.flink.runtime.taskexecutor.TaskManagerRunner");
      Poll.until("a cluster with slots", LIMIT, cluster::output, cluster::hasSlots);
      return cluster;
    } catch (Throwable e) {
      cluster.close();
      throw e;
    }
  }

  private void server(String mainClass) throws Exception {
    started.push(java(mainClass, List.of("--configDir", directory.resolve("conf").toString())));
  }

  private boolean hasSlots() throws Exception {
    return Http.page(rest.resolve("/overview")).orElse("").contains("\"slots-available\":2");
  }

  /** {@code flink run …}: the id of the job. */
  String run(List<String> command) throws Exception {
    Matcher id = JOB_ID.matcher(flink(command.subList(1, command.size())));
    assertThat(id.find()).isTrue();
    return id.group(1);
  }

  /** {@code flink cancel}. */
  void cancel(String job) throws Exception {
    flink(List.of("cancel", job));
    Poll.until("cancelled", LIMIT, this::output, () -> state(job).equals("CANCELED"));
  }

  String state(String job) throws Exception {
    return Http.json("GET", rest.resolve("/jobs/" + job)).orElseThrow().path("state").asText();
  }

  /** Checkpoints that a job has completed. */
  int checkpoints(String job) throws Exception {
    return Http.json("GET", rest.resolve("/jobs/" + job + "/checkpoints"))
        .orElseThrow()
        .at("/counts/completed")
        .asInt();
  }

  private String flink(List<String> arguments) throws Exception {
    try (Child client = java("org.apache.flink.client.cli.CliFrontend", arguments)) {
      assertThat(client.await(LIMIT)).as(client.output()).isZero();
      return client.output();
    }
  }

  private Child java(String mainClass, List<String> arguments) throws Exception {
    Path log = Files.createTempFile(directory, mainClass.replaceAll(".*\\.", ""), ".log");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx768m",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-Dlog4j.configurationFile=" + getClass().getResource("/log4j2-child.properties"),
                "-cp",
                System.getProperty("groundswell.flink.lib") + "/*",
                mainClass));
    command.addAll(arguments);
    return Child.start(
        log, Map.of("FLINK_CONF_DIR", directory.resolve("conf").toString()), command);
  }

  /** What the cluster printed. */
  String output() {
    return started.stream().map(Child::output).reduce("", String::concat);
  }

  @Override
  public void close() {
    while (!started.isEmpty()) {
      started.pop().close();
    }
  }
}
