package dev.groundswell.pipelines.config;

import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.pipelines.decide.DecideConfig;
import dev.groundswell.pipelines.ingest.IngestConfig;
import dev.groundswell.pipelines.ingest.OutOfOrderness;
import dev.groundswell.pipelines.ingest.PseudonymKey;
import dev.groundswell.pipelines.ingest.format.Format;
import dev.groundswell.pipelines.trend.TrendConfig;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
import java.time.Duration;
import java.util.Collection;
import org.apache.flink.util.TimeUtils;

/**
 * What the monitor job needs.
 *
 * @param kafka where the topics are
 * @param ingest bounds of ingest
 * @param key key of the pseudonyms
 * @param rules what to detect
 * @param decide when people are disturbed
 * @param trend bounds of the trends
 * @param exposition where the metrics are exposed
 */
public record MonitorConfig(
    KafkaConfig kafka,
    IngestConfig ingest,
    PseudonymKey key,
    RulePack rules,
    DecideConfig decide,
    TrendConfig trend,
    ExpositionConfig exposition) {

  /** How long alerts wait and for what, in words: who adds a slow format slows all the others. */
  public String alertDelay() {
    OutOfOrderness outOfOrderness = ingest.outOfOrderness();
    Collection<Format> formats = kafka.topics().telemetry().values();
    Format slowest = outOfOrderness.slowest(formats);
    Duration wait = outOfOrderness.of(slowest);
    String format =
        "alerts wait %s for %s (%s)"
            .formatted(
                TimeUtils.formatWithHighestUnit(wait),
                slowest.wireName(),
                OutOfOrderness.key(slowest));
    String trace =
        formats.stream().anyMatch(Format::isTraced)
            ? " and %s for the rest of a trace (ingest.trace-horizon)"
                .formatted(TimeUtils.formatWithHighestUnit(ingest.traces().horizon()))
            : "";
    String advice =
        formats.stream().allMatch(other -> outOfOrderness.of(other).equals(wait))
            ? ""
            : "; if that is too long, read it in a monitor of its own";
    return format + trace + advice;
  }
}
