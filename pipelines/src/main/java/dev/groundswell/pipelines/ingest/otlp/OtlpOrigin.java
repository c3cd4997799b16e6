package dev.groundswell.pipelines.ingest.otlp;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * Who recorded spans and log records.
 *
 * @param resource attributes of the process
 * @param scope name of the library; empty if it is not said
 */
record OtlpOrigin(Map<String, JsonNode> resource, String scope) {}
