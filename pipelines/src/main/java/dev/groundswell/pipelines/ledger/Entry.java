package dev.groundswell.pipelines.ledger;

import java.util.Locale;

/**
 * Everything that the books count, with the stage that counts it. Stage and result are formats:
 * labels of metrics, names of accumulators and of state.
 */
public enum Entry {
  /** Source records. */
  RECORDS("ingest"),
  /** Items that source records held; at least one each. */
  ITEMS("ingest"),
  /** Items that are events and can be believed. */
  VALID("ingest"),
  /** Items that tell nothing of an AI service. */
  IGNORED("ingest"),
  /** Items that became a dead letter. */
  REJECTED("ingest"),
  /** Valid events that their partition delivered before. */
  DUPLICATE("ingest"),
  /** Valid events that came for the first time. */
  UNIQUE("ingest"),
  /** Unique events behind the watermark. */
  LATE("ingest"),
  /** Unique events that can become evidence. */
  ON_TIME("ingest"),
  /** Unique parts of traces, which assemble makes events of. */
  PARTS("ingest"),
  /** Unique events whose verdicts are about a call that they name, which join looks for. */
  VERDICTS("ingest"),

  /** Parts that reached their trace. */
  RECEIVED("assemble"),
  /** Parts that made a call: the events of this stage. */
  CALLS("assemble"),
  /** Parts that completed or repeated a call, and repeated deliveries. */
  COMPLETING("assemble"),
  /** Parts that no call is near: somebody's user or failed request. */
  UNUSED("assemble"),
  /** Parts of a call that is not there: its span was lost or came too late. */
  ORPHANS("assemble"),
  /** Parts that wait for others of their trace. */
  HELD("assemble"),
  /** Calls that can become evidence. */
  TIMELY_CALLS("assemble"),
  /** Calls behind what event time this stage has let follow. */
  LATE_CALLS("assemble"),
  /** Calls of which nobody had said by then whose they are. */
  NOBODYS_CALLS("assemble"),
  /** Traces that were told early because they had too many parts. */
  FULL_TRACES("assemble"),

  /** Events with verdicts about a call that reached the place where it is remembered. */
  ARRIVED("join"),
  /** Those that took something over from their call. */
  JOINED("join"),
  /** Those whose call was not there, or told them nothing; they go on as they are. */
  UNJOINED("join"),
  /** Those that wait for event time to reach theirs. */
  PENDING("join"),
  /** Those that can become evidence. */
  TIMELY_VERDICTS("join"),
  /** Those behind the event time that this stage has let follow. */
  LATE_VERDICTS("join"),
  /** Ids by which calls are remembered. */
  REMEMBERED("join"),
  /** Calls under an id by which another call is remembered that differs in what is taken over. */
  NAMESAKES("join"),

  /** Changes to the rules. */
  CHANGES("rules"),
  /** Changes that rules follow from then on. */
  ACCEPTED("rules"),
  /** Changes that say what is so already. */
  UNCHANGED("rules"),
  /** Changes that became a dead letter. */
  REFUSED("rules"),

  /** Events that were held against the rules. */
  EVENTS("match"),
  /** Events that satisfy no step: they go no further. */
  BENIGN("match"),
  /** Events that satisfy a step, though lack the group or the value that its rule needs. */
  GROUPLESS("match"),
  /** Events that satisfy a step in a group. */
  MATCHED("match"),
  /** Group-by and counted fields that a satisfied rule needed and an event lacked. */
  ABSENT_FIELDS("match"),
  /** Records shipped to correlate, one a matched event and group. */
  SHIPPED("match"),

  /** Records that reached correlate. */
  MATCHES("correlate"),
  /** Records that were held against their group's open runs. */
  TAKEN("correlate"),
  /** Records that wait for the watermark. */
  WAITING("correlate"),
  /** Records of an event that the group has had already, by way of another partition. */
  DUPLICATE_EVIDENCE("correlate"),
  /** Records behind the watermark; ingest lets none through. */
  LATE_MATCHES("correlate"),
  /** Steps of rules that do not run here. */
  UNKNOWN_STEPS("correlate"),
  /** Open runs of sequences that compare events, given up because a group had too many. */
  DROPPED_RUNS("correlate"),
  /** Detections that correlate made. */
  DETECTED("correlate"),

  /** Detections that were decided upon. */
  DETECTIONS("decide"),
  /** Detections that page. */
  NOTIFIED("decide"),
  /** Detections that repeat what has paged a short while ago. */
  SUPPRESSED("decide"),
  /** Detections of rules that do not page yet. */
  SHADOW("decide"),

  /** Detections of rules that page, which count against their actor. */
  CONTRIBUTIONS("risk"),
  /** Those that name no actor. */
  ACTORLESS("risk"),
  /** Those that wait for the watermark. */
  UNWEIGHED("risk"),
  /** Those that were added to what their actor did before. */
  WEIGHED("risk"),
  /** Those of an actor who has paged a short while ago. */
  AFTERMATH("risk"),
  /** Alerts about actors. */
  ENTITY_RISKS("risk"),

  /** Bundles of contributions, before it is known whether their target has a name of its own. */
  ADDRESSED("targets"),
  /** Those that keep their target's name. */
  NAMED("targets"),
  /** Those that go to {@code other}, since there are too many targets of their kind. */
  UNNAMED("targets"),

  /** Bundles of contributions that reached their cell's target. */
  BUNDLES("trend"),
  /** Bundles that their panes took. */
  MERGED("trend"),
  /** Bundles of minutes that take nothing more. */
  TOO_LATE("trend"),

  /** Panes of five minutes, one a target, that are to be judged. */
  PANES("shifts"),
  /** Those whose cells were judged and learned. */
  JUDGED("shifts"),
  /** Those without requests, which say nothing of a rate. */
  UNEXPOSED("shifts"),
  /** Those of ticks that are in the baselines already that the job was started with. */
  KNOWN("shifts"),
  /** Those that wait for the watermark. */
  UNJUDGED("shifts"),
  /** Shifts that opened. */
  OPENED("shifts"),
  /** Shifts that closed. */
  CLOSED("shifts"),
  /** Shifts that are open. */
  OPEN("shifts");

  private final String stage;

  Entry(String stage) {
    this.stage = stage;
  }

  /** The stage that counts it. */
  public String stage() {
    return stage;
  }

  /** What is counted. */
  public String result() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Name of the accumulator that carries the figure when the job has ended. */
  public String accumulator() {
    return accumulator(stage, result());
  }

  static String accumulator(String stage, String result) {
    return "ledger." + stage + "." + result;
  }
}
