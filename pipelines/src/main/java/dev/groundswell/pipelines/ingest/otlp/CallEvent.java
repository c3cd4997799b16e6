package dev.groundswell.pipelines.ingest.otlp;

import static java.util.Comparator.comparingLong;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsFirst;

import dev.groundswell.pipelines.ingest.format.EventLimits;
import dev.groundswell.pipelines.ingest.format.Pseudonyms;
import dev.groundswell.schemas.EventOutcome;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.TelemetryField;
import dev.groundswell.schemas.TracePart;
import dev.groundswell.schemas.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.Schema;

/** The event of a call while parts add to what its own span says. */
final class CallEvent {

  /** The end that tells most of a call first. */
  private static final List<EventOutcome> TELLING =
      List.of(
          EventOutcome.blocked,
          EventOutcome.refused,
          EventOutcome.throttled,
          EventOutcome.failed,
          EventOutcome.success,
          EventOutcome.unknown);

  /** What a filter or a model did, which the span around knows if the call's own does not. */
  private static final Set<EventOutcome> STOPPED =
      EnumSet.of(EventOutcome.blocked, EventOutcome.refused);

  private static final Comparator<TracePart> LAST =
      comparingLong(TracePart::getEndNanos)
          .thenComparing(part -> part.getEvent().getEventSequence(), nullsFirst(naturalOrder()))
          .thenComparing(part -> part.getEvent().getEventId());

  /** What is filled in from other spans of the same call, beside its end. */
  private static final List<Schema.Field> COMPLETED =
      TelemetryEvent.getClassSchema().getFields().stream()
          .filter(field -> field.name().startsWith("gen_ai_") || field.name().equals("cost_usd"))
          .toList();

  private static final List<Schema.Field> INPUT =
      TelemetryEvent.getClassSchema().getFields().stream()
          .filter(field -> field.name().startsWith("content_input_"))
          .toList();

  private final TelemetryEvent event;

  /**
   * @param own what the span of the call says; it is copied
   */
  CallEvent(TelemetryEvent own) {
    this.event = TelemetryEvent.newBuilder(own).build();
  }

  /** Another span of the same call: what it knows and the call's own does not. */
  void repeat(TracePart repeat) {
    TelemetryEvent other = repeat.getEvent();
    complete(COMPLETED, other);
    if (!hasInput(event)) {
      complete(INPUT, other);
    }
    if (event.getContentOutputLength() == null) {
      event.setContentOutputLength(other.getContentOutputLength());
    }
    other.getLabels().forEach(event.getLabels()::putIfAbsent);
    if (!isEndKnown() || STOPPED.contains(other.getEventOutcome())) {
      addEnding(other);
    }
  }

  /** What was said in the call, where its own span does not tell. */
  void messages(Collection<TracePart> messages) {
    if (!hasInput(event)) {
      messages.stream()
          .filter(message -> hasInput(message.getEvent()))
          .max(LAST)
          .ifPresent(message -> complete(INPUT, message.getEvent()));
    }
    if (event.getContentOutputLength() == null) {
      messages.stream()
          .map(message -> message.getEvent().getContentOutputLength())
          .filter(Objects::nonNull)
          .reduce(Math::addExact)
          .ifPresent(event::setContentOutputLength);
    }
    if (event.getGenAiResponseFinishReasons().isEmpty()) {
      event.setGenAiResponseFinishReasons(
          messages.stream()
              .sorted(LAST)
              .flatMap(message -> message.getEvent().getGenAiResponseFinishReasons().stream())
              .limit(EventLimits.LIST_ITEMS)
              .toList());
    }
    messages.stream().sorted(LAST).forEach(message -> addEnding(message.getEvent()));
  }

  /** The last request over HTTP that failed: it counts where the call's span does not tell. */
  void http(TracePart http) {
    if (!isEndKnown() || !isAnswered()) {
      event.setVerdicts(Ending.withoutHidden(event.getVerdicts()));
      event.setEventOutcome(EventOutcome.unknown);
      addEnding(http.getEvent());
      http.getEvent().getLabels().forEach(event.getLabels()::putIfAbsent);
    }
  }

  /** A field that is true of all that happens within a span, unless the call has its own. */
  boolean join(TelemetryField field, TelemetryEvent around) {
    if (field.value(event) != null
        || field.value(around) == null
        || !Pseudonyms.fits(field.position(), around, event)) {
      return false;
    }
    event.put(field.position(), field.value(around));
    return true;
  }

  TelemetryEvent finished() {
    EventOutcome outcome = event.getEventOutcome();
    if (outcome != EventOutcome.failed) {
      event.setVerdicts(Ending.withoutHidden(event.getVerdicts()));
    }
    if (outcome != EventOutcome.failed && outcome != EventOutcome.throttled) {
      event.setErrorType(null);
    }
    return event;
  }

  private boolean isEndKnown() {
    return event.getEventOutcome() != EventOutcome.unknown
        && !(event.getEventOutcome() == EventOutcome.failed && Ending.isHidden(event));
  }

  private boolean isAnswered() {
    return event.getEventOutcome() != EventOutcome.success
        || event.getGenAiResponseModel() != null
        || event.getGenAiUsageInputTokens() != null
        || event.getGenAiUsageOutputTokens() != null
        || !event.getGenAiResponseFinishReasons().isEmpty();
  }

  private void addEnding(TelemetryEvent other) {
    if (TELLING.indexOf(other.getEventOutcome()) < TELLING.indexOf(event.getEventOutcome())) {
      event.setEventOutcome(other.getEventOutcome());
    }
    Set<Verdict> verdicts = new LinkedHashSet<>(event.getVerdicts());
    verdicts.addAll(Pseudonyms.verdicts(other, event));
    event.setVerdicts(verdicts.stream().limit(EventLimits.VERDICTS).toList());
    event.setSafetyBlocked(event.getSafetyBlocked() || other.getSafetyBlocked());
    event.setSafetyTechniques(union(event.getSafetyTechniques(), other.getSafetyTechniques()));
    event.setSafetyHarms(union(event.getSafetyHarms(), other.getSafetyHarms()));
    event.setSafetyDetectors(union(event.getSafetyDetectors(), other.getSafetyDetectors()));
    event.setSafetyMaxSeverity(max(event.getSafetyMaxSeverity(), other.getSafetyMaxSeverity()));
    event.setSafetyMaxScore(max(event.getSafetyMaxScore(), other.getSafetyMaxScore()));
  }

  private void complete(List<Schema.Field> fields, TelemetryEvent other) {
    for (Schema.Field field : fields) {
      Object own = event.get(field.pos());
      boolean isOpen = own == null || (own instanceof List<?> list && list.isEmpty());
      if (isOpen && Pseudonyms.fits(field.pos(), other, event)) {
        event.put(field.pos(), other.get(field.pos()));
      }
    }
  }

  private static boolean hasInput(TelemetryEvent event) {
    return event.getContentInputText() != null || event.getContentInputLength() != null;
  }

  private static List<String> union(List<String> one, List<String> other) {
    Set<String> union = new TreeSet<>(one);
    union.addAll(other);
    return new ArrayList<>(union);
  }

  private static <T extends Comparable<T>> T max(T one, T other) {
    return one == null || (other != null && other.compareTo(one) > 0) ? other : one;
  }
}
