package dev.groundswell.pipelines.ingest.aws;

import dev.groundswell.pipelines.ingest.json.JsonFields;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a user wrote, in the bodies that Bedrock's models take (its API reference of Converse, its
 * user guide, "Inference request parameters").
 */
final class BedrockInput {

  /**
   * Where models without messages have their prompt: Titan, Llama and Mistral, Cohere's, Stability.
   */
  private static final List<String> PROMPTS = List.of("inputText", "prompt", "message", "text");

  private BedrockInput() {}

  /**
   * The text of the last message of the user; null if there is none, as where a tool answers or
   * bodies are not logged. Earlier messages were last ones before.
   */
  static String lastUserText(JsonFields body) {
    String last = null;
    for (JsonFields message : body.elements("messages")) {
      if ("user".equals(message.text("role"))) {
        last = text(message.at("content"));
      }
    }
    return body.at("messages").isPresent() ? last : prompt(body);
  }

  private static String prompt(JsonFields body) {
    return Stream.concat(
            PROMPTS.stream().map(body::text),
            Stream.of(
                body.text("textToImageParams", "text"),
                joined(body.elements("texts").stream().map(JsonFields::text)),
                joined(body.elements("text_prompts").stream().map(p -> p.text("text")))))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static String text(JsonFields content) {
    String whole = content.text();
    return whole != null ? whole : joined(content.elements().stream().map(BedrockInput::ofBlock));
  }

  private static String ofBlock(JsonFields block) {
    JsonFields guarded = block.at("guardContent", "text");
    return guarded.isPresent() && !isSource(guarded) ? guarded.text("text") : block.text("text");
  }

  /** What retrieval found for the answer to rest on: no user wrote it. */
  private static boolean isSource(JsonFields guarded) {
    return guarded.elements("qualifiers").stream()
        .anyMatch(qualifier -> "grounding_source".equals(qualifier.text()));
  }

  private static String joined(Stream<String> texts) {
    String joined = texts.filter(Objects::nonNull).collect(Collectors.joining("\n"));
    return joined.isEmpty() ? null : joined;
  }
}
