package dev.groundswell.schemas;

/**
 * Identity of an event wherever two events may meet: on a topic, in an index.
 *
 * <p>{@code event.id} alone will not do: some gateways let the client choose it, and whoever reuses
 * the id of a harmless event must not hide another behind it. Copies of one event agree in id and
 * time, and stay one.
 */
public final class EventKey {

  private EventKey() {}

  /** {@code <event.id>@<event.time>}, the time in milliseconds since 1970-01-01 UTC. */
  public static String of(TelemetryEvent event) {
    return event.getEventId() + "@" + event.getEventTime();
  }
}
