package dev.groundswell.cep.correlate;

import dev.groundswell.schemas.EventSummary;
import java.util.Comparator;

/** The order in which the events of a group are looked at, whatever their order of arrival. */
final class EventOrder {

  /** By event time, by sequence (events without one first), by id. */
  static final Comparator<EventSummary> COMPARATOR =
      Comparator.comparingLong(EventSummary::getEventTime)
          .thenComparing(
              EventSummary::getEventSequence, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(EventSummary::getEventId);

  private EventOrder() {}
}
