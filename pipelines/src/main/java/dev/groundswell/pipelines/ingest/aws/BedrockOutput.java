package dev.groundswell.pipelines.ingest.aws;

import dev.groundswell.pipelines.ingest.format.EventLimits;
import dev.groundswell.pipelines.ingest.format.Refusal;
import dev.groundswell.pipelines.ingest.json.JsonFields;
import dev.groundswell.schemas.EventOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An answer in the bodies that Bedrock's models give: Converse's, or each model family's own for
 * InvokeModel; whole, or the list of a stream's parts.
 */
final class BedrockOutput {

  private static final String INTERVENED = "guardrail_intervened";

  /** The model's own filters, which no guardrail's masking excuses. */
  private static final Set<String> FILTERED =
      Set.of("content_filtered", "content_filter", "error_toxic");

  private static final String[][] TEXTS = {
    {"text"},
    {"outputText"},
    {"generation"},
    {"delta", "text"},
    {"message", "content"},
    {"contentBlockDelta", "delta", "text"},
    {"delta", "content"},
  };

  private static final String[][] REASONS = {
    {"stopReason"},
    {"stop_reason"},
    {"delta", "stop_reason"},
    {"completionReason"},
    {"finish_reason"},
    {"messageStop", "stopReason"},
  };

  /** Lists that hold what a model generated, one entry an alternative or a block. */
  private static final String[][] LISTS = {
    {"output", "message", "content"},
    {"content"},
    {"results"},
    {"outputs"},
    {"generations"},
    {"choices"},
  };

  private final List<JsonFields> parts;

  BedrockOutput(JsonFields body) {
    this.parts = body.node().isArray() ? body.elements() : List.of(body);
  }

  /** How a call without an error ended. A guardrail that only masks does not block. */
  EventOutcome outcome(GuardrailTrace guardrail) {
    List<String> reasons = finishReasons().stream().map(r -> r.toLowerCase(Locale.ROOT)).toList();
    boolean intervened = reasons.contains(INTERVENED) || guardrail.hasIntervened();
    if (guardrail.hasBlocked()
        || reasons.stream().anyMatch(FILTERED::contains)
        || (intervened && !guardrail.hasOnlyMasked())) {
      return EventOutcome.blocked;
    }
    return reasons.contains("refusal") ? EventOutcome.refused : EventOutcome.success;
  }

  /** Why generation stopped, in the model family's own words, each once. */
  List<String> finishReasons() {
    return entries()
        .flatMap(entry -> Stream.of(REASONS).map(entry::code))
        .filter(Objects::nonNull)
        .distinct()
        .limit(EventLimits.LIST_ITEMS)
        .toList();
  }

  /** Characters of the answer; null if there is no text. */
  Long textLength() {
    long length =
        entries()
            .flatMap(entry -> Stream.of(TEXTS).map(entry::text))
            .filter(Objects::nonNull)
            .mapToLong(text -> text.codePointCount(0, text.length()))
            .sum();
    return length == 0 ? null : length;
  }

  /** How long the call took; null if the body does not say. */
  Long latencyMillis() throws Refusal {
    Long latency = null;
    for (JsonFields part : parts) {
      Long converse = part.wholeNumber("metrics", "latencyMs");
      Long invoke = part.wholeNumber("amazon-bedrock-invocationMetrics", "invocationLatency");
      latency = converse != null ? converse : invoke != null ? invoke : latency;
    }
    return latency;
  }

  /** Whether there is an answer: bodies need not be logged, and large ones lie elsewhere. */
  boolean isLogged() {
    return parts.stream().anyMatch(JsonFields::isPresent);
  }

  GuardrailTrace guardrail() {
    GuardrailTrace trace = new GuardrailTrace();
    parts.forEach(trace::read);
    return trace;
  }

  /** The parts, and what the lists in them hold. */
  private Stream<JsonFields> entries() {
    return parts.stream()
        .flatMap(
            part -> {
              List<JsonFields> entries = new ArrayList<>(List.of(part));
              Stream.of(LISTS).map(part::elements).forEach(entries::addAll);
              return entries.stream();
            });
  }
}
