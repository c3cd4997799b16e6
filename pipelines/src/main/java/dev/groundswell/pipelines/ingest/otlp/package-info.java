/**
 * Traces and logs of OpenTelemetry, as the Kafka exporter of a Collector writes them: reading them
 * into parts, and putting the parts of a trace together into one event a model call.
 */
package dev.groundswell.pipelines.ingest.otlp;
