package dev.groundswell.cep.match;

import dev.groundswell.cep.rules.RuleTimeline;
import dev.groundswell.schemas.TelemetryEvent;
import java.util.HashMap;
import java.util.Map;

/**
 * Holds events against the rules that are in force at their time. Between two changes the rules
 * stay as they are; they are compiled when the first event of such a time comes.
 */
public final class TimedMatcher {

  private final RuleTimeline rules;

  /** By the time since when they are in force. */
  private final Map<Long, StepMatcher> matchers = new HashMap<>();

  private StepMatcher current;
  private long since;
  private long until;

  /** Takes the rules as they are known now; after a change to them another is needed. */
  public TimedMatcher(RuleTimeline rules) {
    this.rules = rules;
  }

  /** What the event means to the rules of its time. */
  public EventMatches match(TelemetryEvent event) {
    long time = event.getEventTime();
    if (current == null || time < since || time >= until) {
      turnTo(time);
    }
    return current.match(event);
  }

  private void turnTo(long time) {
    since = rules.since(time);
    until = rules.until(time);
    current = matchers.computeIfAbsent(since, start -> new StepMatcher(rules.at(start)));
  }
}
