package dev.groundswell.pipelines.ingest.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.groundswell.pipelines.ingest.format.Refusal;

/**
 * What a document holds at one place; nothing at all if it is nothing of ours.
 *
 * @param value an object
 * @param text JSON in a string; it is read when its turn comes, so that one tree is held at a time
 * @param refusal why there is neither
 */
record JsonItem(JsonNode value, String text, Refusal refusal) {

  static final JsonItem IGNORED = new JsonItem(null, null, null);
}
