package dev.groundswell.local.demo;

import static java.util.stream.Collectors.toMap;

import dev.groundswell.local.simulator.wire.Producer;
import dev.groundswell.pipelines.config.KafkaConfig;
import dev.groundswell.pipelines.ingest.format.Format;
import java.util.HashMap;
import java.util.Map;

/** The topics of the demo: those that everybody scripts against, and one for each format. */
final class DemoTopics {

  private DemoTopics() {}

  /** The topic of a format without a name of its own is {@code telemetry-cloudtrail}. */
  static KafkaConfig.Topics ofEveryFormat() {
    KafkaConfig.Topics defaults = KafkaConfig.Topics.defaults();
    Map<String, Format> telemetry = new HashMap<>();
    for (String wireName : Producer.wireNames()) {
      Format format = Format.of(wireName).orElseThrow();
      telemetry.put(defaults.input(format).orElse("telemetry-" + wireName), format);
    }
    return new KafkaConfig.Topics(
        telemetry,
        defaults.rules(),
        defaults.mitigations(),
        defaults.alerts(),
        defaults.trends(),
        defaults.shifts(),
        defaults.baselines(),
        defaults.events(),
        defaults.deadLetters(),
        defaults.audit());
  }

  /** Each topic that is read, by the wire name of its format. */
  static Map<String, String> byFormat(KafkaConfig.Topics topics) {
    return topics.telemetry().entrySet().stream()
        .collect(toMap(topic -> topic.getValue().wireName(), Map.Entry::getKey));
  }
}
