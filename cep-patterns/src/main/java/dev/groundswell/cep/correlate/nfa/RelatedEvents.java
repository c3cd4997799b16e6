package dev.groundswell.cep.correlate.nfa;

import dev.groundswell.cep.rules.Relation;
import dev.groundswell.schemas.EventSummary;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/** Decides what two events have to do with each other, by the values that travel with them. */
final class RelatedEvents {

  /** Mean radius of the earth: International Union of Geodesy and Geophysics, R1. */
  private static final double EARTH_KM = 6371.0088;

  private static final double MILLIS_PER_HOUR = Duration.ofHours(1).toMillis();

  private RelatedEvents() {}

  /** Whether the relation holds; it does not where one of the events lacks a field. */
  static boolean hold(Relation relation, EventSummary earlier, EventSummary later) {
    for (String field : relation.fields()) {
      if (earlier.getBoundValues().get(field) == null
          || later.getBoundValues().get(field) == null) {
        return false;
      }
    }
    return switch (relation.kind()) {
      case SAME -> text(relation, earlier).equals(text(relation, later));
      case DIFFERS -> !text(relation, earlier).equals(text(relation, later));
      case RISES ->
          new BigDecimal(text(relation, earlier)).compareTo(new BigDecimal(text(relation, later)))
              < 0;
      case NEAR ->
          relation
              .threshold()
              .holds(
                  Long.bitCount(
                      Long.parseLong(text(relation, earlier))
                          ^ Long.parseLong(text(relation, later))));
      case DISTANCE ->
          relation.threshold().holds(BigDecimal.valueOf(kilometres(relation, earlier, later)));
      case SPEED ->
          relation
              .threshold()
              .holds(
                  BigDecimal.valueOf(kilometres(relation, earlier, later) / hours(earlier, later)));
    };
  }

  private static String text(Relation relation, EventSummary event) {
    return event.getBoundValues().get(relation.field());
  }

  /** Events of one millisecond are taken to be one apart. */
  private static double hours(EventSummary earlier, EventSummary later) {
    return Math.max(1, later.getEventTime() - earlier.getEventTime()) / MILLIS_PER_HOUR;
  }

  /** Along a great circle, by the haversine formula. */
  private static double kilometres(Relation relation, EventSummary one, EventSummary other) {
    List<String> place = relation.fields();
    double fromLat = radians(one, place.get(0));
    double toLat = radians(other, place.get(0));
    double acrossLat = Math.sin((toLat - fromLat) / 2);
    double acrossLon = Math.sin((radians(other, place.get(1)) - radians(one, place.get(1))) / 2);
    double haversine =
        acrossLat * acrossLat + Math.cos(fromLat) * Math.cos(toLat) * acrossLon * acrossLon;
    return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(haversine)));
  }

  private static double radians(EventSummary event, String field) {
    return Math.toRadians(Double.parseDouble(event.getBoundValues().get(field)));
  }
}
