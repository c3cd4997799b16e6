package dev.groundswell.local.simulator;

import static java.util.stream.Collectors.toMap;

import dev.groundswell.schemas.Alert;
import dev.groundswell.schemas.Detection;
import dev.groundswell.schemas.EventSummary;
import dev.groundswell.schemas.StepEvidence;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Applies the rules as {@link StatedRule} has them. Takes records as a reader of the topic would
 * see them: it knows nothing of what was planted.
 */
final class RuleOracle {

  /** What the risk of an actor is called, which is no rule of its own. */
  static final String ENTITY_RISK = "entity_risk";

  private static final List<StatedRule> RULES =
      Stream.of(AccountRules.ALL, GuardrailRules.ALL, UseRules.ALL).flatMap(List::stream).toList();
  private static final Map<String, Integer> POINTS =
      RULES.stream().collect(toMap(StatedRule::name, StatedRule::points));

  private static final int MOST_BYTES = 1 << 20;
  private static final long OUT_OF_ORDERNESS_MS = 5_000;
  private static final double HOUR_MS = Duration.ofHours(1).toMillis();

  private final long earliest;
  private final long latest;
  private final Map<String, TelemetryEvent> byId = new HashMap<>();
  private final Set<String> seen = new HashSet<>();
  private long watermark = Long.MIN_VALUE;
  private long rejected;
  private long duplicate;
  private long late;

  RuleOracle(SimulationConfig config) {
    this(
        config.eventStart().minus(Duration.ofDays(1)).toEpochMilli(),
        config.eventStart().plus(Duration.ofDays(1)).toEpochMilli());
  }

  /** One that takes event times between these, in milliseconds since 1970-01-01 UTC. */
  RuleOracle(long earliest, long latest) {
    this.earliest = earliest;
    this.latest = latest;
  }

  void read(SimulatedRecord record) {
    TelemetryEvent event = decode(record);
    if (event == null || !valid(event)) {
      rejected++;
    } else if (!seen.add(event.getEventId())) {
      duplicate++;
    } else if (event.getEventTime() < watermark) {
      late++;
    } else {
      watermark = Math.max(watermark, event.getEventTime() - OUT_OF_ORDERNESS_MS);
      byId.put(event.getEventId(), event);
    }
  }

  long rejected() {
    return rejected;
  }

  long duplicate() {
    return duplicate;
  }

  long late() {
    return late;
  }

  List<Alert> alerts() {
    byId.values().forEach(this::takeOverFromCall);
    List<Seen> events =
        byId.values().stream()
            .map(Seen::new)
            .sorted(Comparator.comparingLong(Seen::time).thenComparing(Seen::id))
            .toList();
    Map<Function<Seen, Object>, Collection<List<Seen>>> groups = new HashMap<>();
    List<Alert> alerts = new ArrayList<>();
    for (StatedRule rule : RULES) {
      for (List<Seen> group :
          groups.computeIfAbsent(rule.group(), grouping -> grouped(events, grouping))) {
        rule.judge().judge(group, evidence -> alerts.add(alert(rule.name(), evidence)));
      }
    }
    alerts.addAll(entityRisks(alerts));
    return alerts;
  }

  /** A judge knows nothing of a call but its id. */
  private void takeOverFromCall(TelemetryEvent event) {
    TelemetryEvent call = byId.get(event.getCallId());
    if (call != null) {
      event.setUserId(call.getUserId());
      event.setGenAiConversationId(call.getGenAiConversationId());
    }
  }

  private static Collection<List<Seen>> grouped(
      List<Seen> events, Function<Seen, Object> grouping) {
    Map<Object, List<Seen>> groups = new HashMap<>();
    for (Seen event : events) {
      Object group = grouping.apply(event);
      if (group != null) {
        groups.computeIfAbsent(group, key -> new ArrayList<>()).add(event);
      }
    }
    return groups.values();
  }

  /**
   * What different rules have against one user comes to 100 points, of which half is left after an
   * hour.
   */
  private List<Alert> entityRisks(List<Alert> alerts) {
    Map<String, TreeMap<Long, Alert>> byUser = new HashMap<>();
    for (Alert alert : alerts) {
      TelemetryEvent last = lastEvent(alert);
      byUser
          .computeIfAbsent(last.getUserId(), user -> new TreeMap<>())
          .put(last.getEventTime(), alert);
    }
    List<Alert> risks = new ArrayList<>();
    for (TreeMap<Long, Alert> ofUser : byUser.values()) {
      Map<String, Long> latestOf = new HashMap<>();
      ofUser.forEach(
          (time, alert) -> {
            latestOf.put(alert.getDetection().getRuleName(), time);
            double points = 0;
            for (Map.Entry<String, Long> each : latestOf.entrySet()) {
              double hours = (time - each.getValue()) / HOUR_MS;
              points += POINTS.get(each.getKey()) / Math.pow(2, hours);
            }
            if (latestOf.size() > 1 && points >= 100) {
              risks.add(alert(ENTITY_RISK, List.of(new Seen(lastEvent(alert)))));
              latestOf.clear();
            }
          });
    }
    return risks;
  }

  private TelemetryEvent lastEvent(Alert alert) {
    List<EventSummary> events = alert.getDetection().getEvidence().get(0).getEvents();
    return byId.get(events.get(events.size() - 1).getEventId());
  }

  private static Alert alert(String rule, List<Seen> evidence) {
    StepEvidence step = new StepEvidence();
    step.setStep("all");
    step.setEvents(evidence.stream().map(RuleOracle::summary).toList());
    Detection detection = new Detection();
    detection.setRuleName(rule);
    detection.setEvidence(List.of(step));
    Alert alert = new Alert();
    alert.setAlertId(
        rule + "/" + evidence.get(0).id() + "/" + evidence.get(evidence.size() - 1).id());
    alert.setDetection(detection);
    return alert;
  }

  private static EventSummary summary(Seen event) {
    EventSummary summary = new EventSummary();
    summary.setEventId(event.id());
    return summary;
  }

  private static TelemetryEvent decode(SimulatedRecord record) {
    if (record.value().length > MOST_BYTES) {
      return null;
    }
    try {
      return Received.event(record);
    } catch (RuntimeException refused) {
      return null;
    }
  }

  private boolean valid(TelemetryEvent event) {
    return !event.getEventId().isEmpty()
        && event.getEventTime() > earliest
        && event.getEventTime() < latest
        && (event.getGenAiUsageInputTokens() == null || event.getGenAiUsageInputTokens() >= 0)
        && event.getVerdicts().stream()
            .map(Verdict::getScore)
            .noneMatch(score -> score != null && score.isNaN());
  }
}
