package dev.groundswell.pipelines.ingest.azure;

import dev.groundswell.pipelines.ingest.format.EventLimits;
import dev.groundswell.pipelines.ingest.format.Refusal;
import dev.groundswell.pipelines.ingest.json.JsonFields;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What came back from a model, in the bodies of Azure OpenAI's REST API.
 *
 * @param body the body, or its beginning; empty if it was not logged
 */
record ModelAnswer(JsonFields body) {

  private static final Set<String> FILTERED = Set.of("content_filter", "content_policy_violation");

  /** Whether the content filter refused the request or took the answer back. */
  boolean isBlocked() {
    return FILTERED.contains(String.valueOf(body.text("error", "code")))
        || "ResponsibleAIPolicyViolation".equals(body.text("error", "innererror", "code"))
        || finishReasons().contains("content_filter");
  }

  /** The code of an error; null if there is none, or something that is no code. */
  String errorCode() {
    return body.code("error", "code");
  }

  String model() {
    return body.text("model");
  }

  /** Why generation stopped, each reason once. */
  List<String> finishReasons() {
    return Stream.concat(
            body.elements("choices").stream().map(choice -> choice.code("finish_reason")),
            Stream.of(body.at("incomplete_details")).map(details -> details.code("reason")))
        .filter(Objects::nonNull)
        .distinct()
        .limit(EventLimits.LIST_ITEMS)
        .toList();
  }

  Long inputTokens() throws Refusal {
    return tokens("prompt_tokens", "input_tokens");
  }

  Long outputTokens() throws Refusal {
    return tokens("completion_tokens", "output_tokens");
  }

  Long reasoningTokens() throws Refusal {
    Long chat = body.wholeNumber("usage", "completion_tokens_details", "reasoning_tokens");
    return chat != null
        ? chat
        : body.wholeNumber("usage", "output_tokens_details", "reasoning_tokens");
  }

  /** Characters of the answer; null if there is no text. */
  Long textLength() {
    long length =
        Stream.concat(
                body.elements("choices").stream()
                    .flatMap(c -> Stream.of(c.text("message", "content"), c.text("text"))),
                body.elements("output").stream()
                    .flatMap(item -> item.elements("content").stream())
                    .map(part -> part.text("text")))
            .filter(Objects::nonNull)
            .mapToLong(text -> text.codePointCount(0, text.length()))
            .sum();
    return length == 0 ? null : length;
  }

  private Long tokens(String chat, String responses) throws Refusal {
    Long tokens = body.wholeNumber("usage", chat);
    return tokens == null ? body.wholeNumber("usage", responses) : tokens;
  }
}
