package dev.groundswell.schemas;

/**
 * Identity of an alert wherever two alerts may meet: on a topic, in an index.
 *
 * <p>The id is made of event ids, so that a replay or an equal seed gives equal ids. Some gateways
 * let the client choose those, and whoever repeats an attack under the ids of the first must not
 * hide the second: that one ends at another time.
 */
public final class AlertKey {

  private AlertKey() {}

  /** {@code <alert.id>@<time of the last event>}, in milliseconds since 1970-01-01 UTC. */
  public static String of(Alert alert) {
    return alert.getAlertId() + "@" + alert.getDetection().getLast();
  }
}
