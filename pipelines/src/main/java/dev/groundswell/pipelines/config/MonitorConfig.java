package dev.groundswell.pipelines.config;

import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.pipelines.ingest.IngestConfig;
import dev.groundswell.pipelines.ingest.PseudonymKey;
import dev.groundswell.pipelines.trend.TrendConfig;
import dev.groundswell.sinks.prometheus.ExpositionConfig;

/**
 * What the monitor job needs.
 *
 * @param kafka where the topics are
 * @param ingest bounds of ingest
 * @param key key of the pseudonyms
 * @param rules what to detect
 * @param trend bounds of the trends
 * @param exposition where the metrics are exposed
 */
public record MonitorConfig(
    KafkaConfig kafka,
    IngestConfig ingest,
    PseudonymKey key,
    RulePack rules,
    TrendConfig trend,
    ExpositionConfig exposition) {}
