package dev.groundswell.local.simulator;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * One planted story and what should become of it.
 *
 * @param campaignId unique in the run
 * @param rule name of the rule that it is about
 * @param alongside names of rules that may fire at it whatever its kind
 * @param kind whether the rule must or must not fire
 * @param variant how it was varied
 * @param format wire name of the format of its events; of several, joined by a plus
 * @param eventIds all its events, in order of event time, those that change nothing included
 * @param firstEventTime event time of the first, milliseconds since 1970-01-01 UTC
 * @param lastEventTime event time of the last, milliseconds since 1970-01-01 UTC
 * @param completingEventId the event at which the rule first holds; null for a near miss
 */
public record Campaign(
    String campaignId,
    String rule,
    List<String> alongside,
    Kind kind,
    Variant variant,
    String format,
    List<String> eventIds,
    long firstEventTime,
    long lastEventTime,
    @JsonInclude(JsonInclude.Include.NON_NULL) String completingEventId) {

  /** Whether a rule must fire. */
  public enum Kind {
    @JsonProperty("abuse")
    ABUSE,
    @JsonProperty("near_miss")
    NEAR_MISS,
    /** The run ended before the story did: the rule may fire. */
    @JsonProperty("interrupted")
    INTERRUPTED
  }

  /** How a story relates to its rule. */
  public enum Variant {
    /** Everything that the rule asks for. */
    @JsonProperty("complete")
    COMPLETE,
    /** One event fewer than the rule asks for. */
    @JsonProperty("one_step_short")
    ONE_STEP_SHORT,
    /** Everything, but over more time than the rule allows. */
    @JsonProperty("outside_window")
    OUTSIDE_WINDOW,
    /** Everything, but spread over several groups. */
    @JsonProperty("split")
    SPLIT;

    Kind kind() {
      return this == COMPLETE ? Kind.ABUSE : Kind.NEAR_MISS;
    }
  }

  public Campaign {
    alongside = List.copyOf(alongside);
    eventIds = List.copyOf(eventIds);
  }

  Campaign interrupted() {
    return new Campaign(
        campaignId,
        rule,
        alongside,
        Kind.INTERRUPTED,
        variant,
        format,
        eventIds,
        firstEventTime,
        lastEventTime,
        completingEventId);
  }
}
