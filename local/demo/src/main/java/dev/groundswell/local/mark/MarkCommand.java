package dev.groundswell.local.mark;

import dev.groundswell.local.cli.CommandFailure;
import dev.groundswell.local.cli.Printable;
import dev.groundswell.local.topic.TopicClient;
import dev.groundswell.pipelines.config.JobConfig;
import dev.groundswell.pipelines.config.KafkaConfig;
import dev.groundswell.schemas.AtlasTechniques;
import dev.groundswell.schemas.Mitigation;
import dev.groundswell.schemas.TargetKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code groundswell mark}. */
@Command(
    name = "mark",
    mixinStandardHelpOptions = true,
    description = {
      "Marks that something was done against an abuse. Boards show it, and a shift that opens in the"
          + " trends that it is to protect, within trend.watch after it, is escalated: it names the"
          + " mitigation that did not help.",
      "Exits 2 if it cannot be done as asked, or Kafka or the topic is not there."
    })
public final class MarkCommand implements Callable<Integer> {

  /** Technique of what no ATLAS technique fits. */
  private static final String OTHER = "other";

  @Spec private CommandSpec spec;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      required = true,
      description = "Configuration of the monitor: its Kafka and its topics.")
  private Path config;

  @Option(
      names = "--technique",
      paramLabel = "ID",
      required = true,
      description =
          "MITRE ATLAS technique that it is to stop, with its sub-techniques, such as AML.T0054; or other.")
  private String technique;

  @Option(
      names = "--target-kind",
      paramLabel = "KIND",
      description = "What it protects: ${COMPLETION-CANDIDATES}. Targets of all kinds without it.")
  private TargetKind kind;

  @Option(
      names = "--target",
      paramLabel = "VALUE",
      description = "The target that it protects, such as chat. All of the kind without it.")
  private String target;

  @Option(
      names = "--text",
      paramLabel = "TEXT",
      required = true,
      description = "What was done, for people.")
  private String text;

  @Option(
      names = "--time",
      paramLabel = "TIME",
      description = "From which event time on, such as 2026-01-31T12:00:00Z. Default: now.")
  private Instant time;

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "Its id; what was told under that id before is replaced. Default: a new one.")
  private String id;

  @Override
  public Integer call() throws IOException {
    Mitigation mitigation = mitigation();
    KafkaConfig kafka = JobConfig.load(config, System.getenv()).kafka();
    TopicClient client = new TopicClient(kafka);
    String topic = kafka.topics().mitigations();
    require(client, topic);
    client.put(topic, Map.of(mitigation.getMitigationId(), encoded(mitigation)));
    PrintWriter out = spec.commandLine().getOut();
    out.println(Printable.of(told(mitigation)));
    out.flush();
    return CommandLine.ExitCode.OK;
  }

  private Mitigation mitigation() {
    if (!technique.equals(OTHER) && AtlasTechniques.byId(technique).isEmpty()) {
      throw new CommandFailure(
          "--technique %s is no technique of MITRE ATLAS; it takes an id such as AML.T0054, or other"
              .formatted(technique));
    }
    if (target != null && kind == null) {
      throw new CommandFailure("--target %s needs its --target-kind".formatted(target));
    }
    requireText("--text", text);
    requireText("--target", target);
    requireText("--id", id);
    Instant from = time == null ? Clock.systemUTC().instant() : time;
    return new Mitigation(
        id == null ? UUID.randomUUID().toString() : id,
        from.truncatedTo(ChronoUnit.MILLIS).toEpochMilli(),
        technique,
        kind,
        target,
        text,
        System.getProperty("user.name", ""));
  }

  private static void requireText(String option, String value) {
    if (value != null && value.isBlank()) {
      throw new CommandFailure(option + " is blank");
    }
  }

  private static void require(TopicClient client, String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer = client.consumer()) {
      client.partitions(
          consumer, topic, "create it with one partition, to be kept for trend.watch");
    } catch (KafkaException e) {
      throw client.failure(e);
    }
  }

  private static ByteBuffer encoded(Mitigation mitigation) {
    try {
      return Mitigation.getEncoder().encode(mitigation);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot encode a mitigation", e);
    }
  }

  private static String told(Mitigation mitigation) {
    String protects =
        mitigation.getTargetKind() == null
            ? "all targets"
            : mitigation.getTarget() == null
                ? "every " + mitigation.getTargetKind()
                : mitigation.getTargetKind() + " " + mitigation.getTarget();
    return "%s: %s at %s is watched from %s on"
        .formatted(
            mitigation.getMitigationId(),
            mitigation.getTechnique(),
            protects,
            Instant.ofEpochMilli(mitigation.getTime()));
  }
}
