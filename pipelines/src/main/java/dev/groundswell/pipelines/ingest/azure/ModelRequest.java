package dev.groundswell.pipelines.ingest.azure;

import dev.groundswell.pipelines.ingest.json.JsonFields;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was asked of a model, in the bodies of Azure OpenAI's REST API: chat completions, responses,
 * completions, embeddings, images.
 *
 * @param body the body; empty if it was not logged, or not to its end
 */
record ModelRequest(JsonFields body) {

  String model() {
    return body.text("model");
  }

  /** The end user, where the application names one. */
  String user() {
    String identifier = body.text("safety_identifier"); // What `user` has become.
    return identifier == null ? body.text("user") : identifier;
  }

  /** The last message of the user; null if there is none. Earlier ones were last ones before. */
  String lastUserText() {
    return Stream.of(
            lastUserText(body.at("messages")),
            lastUserText(body.at("input")),
            text(body.at("prompt")),
            text(body.at("input")))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /** The last of some messages that the user wrote; null if there is none. */
  static String lastUserText(JsonFields messages) {
    String last = null;
    for (JsonFields message : messages.elements()) {
      if ("user".equals(message.text("role"))) {
        last = text(message.at("content"));
      }
    }
    return last;
  }

  /** A text, or the texts of a list: parts of a message, or inputs of one request. */
  private static String text(JsonFields content) {
    String whole = content.text();
    if (whole != null) {
      return whole;
    }
    String joined =
        content.elements().stream()
            .map(part -> part.node().isTextual() ? part.text() : part.text("text"))
            .filter(Objects::nonNull)
            .collect(Collectors.joining("\n"));
    return joined.isEmpty() ? null : joined;
  }
}
