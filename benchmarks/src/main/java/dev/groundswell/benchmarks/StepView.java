package dev.groundswell.benchmarks;

import dev.groundswell.schemas.StepMatch;
import dev.groundswell.schemas.TelemetryEvent;
import java.io.Serializable;

/** What a rule's pattern wants to know of an element of the stream that it runs on. */
interface StepView<T> extends Serializable {

  boolean satisfies(T element, String step);

  /** Event time, ms since 1970-01-01 UTC. */
  long time(T element);

  String user(T element);

  String eventId(T element);

  /** Looks at events as they come. */
  record OfEvents(AbuseRule rule) implements StepView<TelemetryEvent> {

    @Override
    public boolean satisfies(TelemetryEvent event, String step) {
      return event.getEventCategory().name().equals(AbuseRule.CATEGORY)
          && rule.action(step).equals(event.getEventAction());
    }

    @Override
    public long time(TelemetryEvent event) {
      return event.getEventTime();
    }

    @Override
    public String user(TelemetryEvent event) {
      return event.getUserId();
    }

    @Override
    public String eventId(TelemetryEvent event) {
      return event.getEventId();
    }
  }

  /** Looks at matches that name one step of the rule. */
  record OfMatches() implements StepView<StepMatch> {

    @Override
    public boolean satisfies(StepMatch match, String step) {
      return match.getSteps().get(0).getStep().equals(step);
    }

    @Override
    public long time(StepMatch match) {
      return match.getEvent().getEventTime();
    }

    @Override
    public String user(StepMatch match) {
      return match.getEvent().getUserId();
    }

    @Override
    public String eventId(StepMatch match) {
      return match.getEvent().getEventId();
    }
  }
}
