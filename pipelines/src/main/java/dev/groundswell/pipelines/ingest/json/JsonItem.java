package dev.groundswell.pipelines.ingest.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.groundswell.pipelines.ingest.format.Refusal;

/**
 * What a document holds at one place; neither value nor refusal if it is nothing of ours.
 *
 * @param value an object
 * @param refusal why there is no value
 */
record JsonItem(JsonNode value, Refusal refusal) {}
