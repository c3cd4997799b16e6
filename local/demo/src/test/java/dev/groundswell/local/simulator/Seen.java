package dev.groundswell.local.simulator;

import dev.groundswell.pipelines.ingest.content.ContentFeatures;
import dev.groundswell.pipelines.ingest.content.ContentReader;
import dev.groundswell.pipelines.ingest.content.ContentScorer;
import dev.groundswell.pipelines.ingest.content.Simhash;
import dev.groundswell.schemas.EventCategory;
import dev.groundswell.schemas.EventOutcome;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.Verdict;
import dev.groundswell.schemas.VerdictAction;
import dev.groundswell.schemas.VerdictValue;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** An event as a reader of the topics sees it, and what rules ask of it. */
final class Seen {

  private static final ContentReader TEXTS =
      new ContentReader(new ContentReader.Wishes(ContentScorer.NONE, false));

  private final TelemetryEvent event;

  /** Few texts are ever looked at. */
  private ContentFeatures features;

  Seen(TelemetryEvent event) {
    this.event = event;
  }

  String id() {
    return event.getEventId();
  }

  long time() {
    return event.getEventTime();
  }

  /** Whether it happened at most so long before another, or at once with it. */
  boolean isWithin(Duration window, Seen later) {
    return later.time() - time() <= window.toMillis();
  }

  /** How many of some events before it, or it itself, lie in the window that ends with it. */
  long countOf(List<Seen> events, Duration window) {
    return events.stream().filter(event -> event.isWithin(window, this)).count();
  }

  String user() {
    return event.getUserId();
  }

  String organization() {
    return event.getOrganizationId();
  }

  String session() {
    return event.getSessionId();
  }

  String key() {
    return event.getApiKeyId();
  }

  String conversation() {
    return event.getGenAiConversationId();
  }

  String tool() {
    return event.getGenAiToolName();
  }

  String text() {
    return event.getContentInputText();
  }

  String error() {
    return event.getErrorType();
  }

  EventOutcome outcome() {
    return event.getEventOutcome();
  }

  long outputTokens() {
    return Objects.requireNonNullElse(event.getGenAiUsageOutputTokens(), 0L);
  }

  /** The first 24 bits of the address; null if there is none. */
  String network() {
    String address = event.getClientAddress();
    return address == null ? null : address.substring(0, address.lastIndexOf('.'));
  }

  boolean is(String action) {
    return action.equals(event.getEventAction());
  }

  boolean isInference() {
    return event.getEventCategory() == EventCategory.inference;
  }

  boolean isTool() {
    return event.getEventCategory() == EventCategory.tool;
  }

  boolean isSuccess() {
    return outcome() == EventOutcome.success;
  }

  boolean isBlocked() {
    return outcome() == EventOutcome.blocked
        || event.getVerdicts().stream().anyMatch(v -> v.getAction() == VerdictAction.block);
  }

  boolean isText() {
    return event.getContentOutputLength() != null;
  }

  boolean endedBecause(String... reasons) {
    return event.getGenAiResponseFinishReasons().stream().anyMatch(List.of(reasons)::contains);
  }

  List<String> harms() {
    return objections(Verdict::getHarm);
  }

  List<String> techniques() {
    return objections(Verdict::getTechnique);
  }

  /** The ways of hiding in its text. */
  List<String> encodings() {
    return text() == null ? List.of() : features().encodings();
  }

  /** Whether the text is a version of another's. */
  boolean isNear(Seen other) {
    return text() != null
        && other.text() != null
        && Simhash.distance(features().simhash(), other.features().simhash()) <= Simhash.NEAR;
  }

  private List<String> objections(Function<Verdict, String> name) {
    return event.getVerdicts().stream()
        .filter(verdict -> verdict.getVerdict() != VerdictValue.allow)
        .map(name)
        .filter(Objects::nonNull)
        .toList();
  }

  private ContentFeatures features() {
    if (features == null) {
      features = TEXTS.read(text(), false);
    }
    return features;
  }
}
