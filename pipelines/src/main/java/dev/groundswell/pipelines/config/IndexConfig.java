package dev.groundswell.pipelines.config;

import dev.groundswell.sinks.elasticsearch.ElasticsearchConfig;
import dev.groundswell.sinks.prometheus.ExpositionConfig;

/**
 * What the index job needs.
 *
 * @param kafka where the topics are
 * @param elasticsearch where the documents go
 * @param exposition where the metrics are exposed
 */
public record IndexConfig(
    KafkaConfig kafka, ElasticsearchConfig elasticsearch, ExpositionConfig exposition) {}
