package dev.groundswell.pipelines.ingest.otlp;

import dev.groundswell.pipelines.ingest.verdict.Detector;
import dev.groundswell.pipelines.ingest.verdict.Handling;
import dev.groundswell.pipelines.ingest.verdict.Provider;
import dev.groundswell.schemas.EventOutcome;
import dev.groundswell.schemas.SignalState;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.Verdict;
import dev.groundswell.schemas.VerdictTarget;
import java.util.List;

/**
 * How a call ended, as far as one part tells.
 *
 * @param outcome the outcome
 * @param verdicts that somebody blocked it, or that nobody knows
 */
record Ending(EventOutcome outcome, List<Verdict> verdicts) {

  private static final String OUTCOME = "event.outcome";
  private static final String FINISH_REASONS = "gen_ai.response.finish_reasons";
  private static final String ANY_FILTER = "content_filter";
  private static final String BAD_REQUEST = "400";

  /** That somebody may have refused, and nobody knows. */
  private static final Detector HIDDEN = new Detector(ANY_FILTER, Provider.AZURE);

  /** Of a call that did not fail, or of what was said in one. */
  static Ending answered(Facts facts, EventOutcome otherwise) {
    return of(facts, otherwise);
  }

  /** Of a call that failed, or of its request over HTTP. */
  static Ending failed(Facts facts) {
    Ending ending = of(facts, EventOutcome.failed);
    return ending.outcome == EventOutcome.failed && isHidden(facts)
        ? new Ending(EventOutcome.failed, List.of(HIDDEN.failed(VerdictTarget.input)))
        : ending;
  }

  void writeTo(TelemetryEvent event) {
    event.setEventOutcome(outcome);
    event.setVerdicts(verdicts);
  }

  /** Whether an event says of itself that why it failed is hidden. */
  static boolean isHidden(TelemetryEvent event) {
    return event.getVerdicts().stream().anyMatch(Ending::isHidden);
  }

  /** Verdicts without the one that why a call failed is hidden. */
  static List<Verdict> withoutHidden(List<Verdict> verdicts) {
    return verdicts.stream().filter(verdict -> !isHidden(verdict)).toList();
  }

  /** A scorer of contents may have failed too, which is another thing. */
  private static boolean isHidden(Verdict verdict) {
    return verdict.getState() == SignalState.failed && ANY_FILTER.equals(verdict.getDetector());
  }

  private static Ending of(Facts facts, EventOutcome otherwise) {
    String outcome = facts.implied(OUTCOME);
    if (outcome == null) {
      return new Ending(otherwise, List.of());
    }
    EventOutcome ended = EventOutcome.valueOf(outcome);
    return new Ending(ended, ended == EventOutcome.blocked ? List.of(block(facts)) : List.of());
  }

  private static Verdict block(Facts facts) {
    Alias said = facts.implying(OUTCOME);
    String target = facts.implied("verdict.target");
    return filter(facts)
        .verdict(
            // Gemini's reasons are categories; with several choices only one of them need be.
            said.name().equals(FINISH_REASONS) ? said.value() : ANY_FILTER,
            null,
            Handling.BLOCKED,
            target == null ? VerdictTarget.unknown : VerdictTarget.valueOf(target));
  }

  /** Who blocked is rarely said, and a filter of Azure calls itself one of OpenAI. */
  private static Detector filter(Facts facts) {
    String name = facts.implied("verdict.detector");
    String provider = String.valueOf(facts.text("gen_ai.provider.name"));
    return new Detector(
        name == null ? ANY_FILTER : name,
        provider.startsWith("gcp.")
            ? Provider.GOOGLE
            : provider.equals("aws.bedrock") ? Provider.BEDROCK : Provider.AZURE);
  }

  /** A request that a filter refuses looks like one that is malformed, unless somebody says. */
  private static boolean isHidden(Facts facts) {
    String status = PartFields.status(facts);
    boolean isSaid = facts.hasMessage() && facts.implied("reason") == null;
    return !isSaid
        && (status == null ? PartFields.errorType(facts) == null : status.equals(BAD_REQUEST));
  }
}
