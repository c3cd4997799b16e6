package dev.groundswell.local.simulator;

import dev.groundswell.schemas.Alert;
import dev.groundswell.schemas.Detection;
import dev.groundswell.schemas.EventCategory;
import dev.groundswell.schemas.EventOutcome;
import dev.groundswell.schemas.EventSummary;
import dev.groundswell.schemas.StepEvidence;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The rules of the demo, written down a second time and as plainly as possible. Takes records as a
 * reader of the topic would see them: it knows nothing of what was planted.
 */
final class RuleOracle {

  private static final int MOST_BYTES = 1 << 20;
  private static final long OUT_OF_ORDERNESS_MS = 5_000;
  private static final long TEN_MINUTES = Duration.ofMinutes(10).toMillis();
  private static final long THIRTY_MINUTES = Duration.ofMinutes(30).toMillis();
  private static final long FIFTEEN_MINUTES = Duration.ofMinutes(15).toMillis();
  private static final long FIVE_MINUTES = Duration.ofMinutes(5).toMillis();
  private static final long SIXTY_MINUTES = Duration.ofMinutes(60).toMillis();
  private static final Set<EventOutcome> ACCEPTED =
      EnumSet.of(
          EventOutcome.success, EventOutcome.refused, EventOutcome.blocked, EventOutcome.throttled);
  private static final Map<String, Integer> POINTS =
      Map.of(
          "account_takeover_abuse", 99,
          "denial_of_wallet_duplicates", 47,
          "guardrail_probing", 73,
          "key_sharing", 47,
          "llmjacking", 73,
          "safety_control_disabled", 73);
  private static final Set<String> LOOKS =
      Set.of("list_models", "invocation_logging.get", "cost.get");
  private static final Set<String> REMOVALS =
      Set.of("guardrail.delete", "invocation_logging.delete", "audit_log.stop");

  private record Event(
      String id,
      long time,
      String user,
      String organization,
      String text,
      EventCategory category,
      String action,
      EventOutcome outcome,
      String error,
      String key,
      String network) {

    boolean inference() {
      return category == EventCategory.inference;
    }

    boolean usesKey() {
      return key != null && network != null && ACCEPTED.contains(outcome);
    }

    boolean succeeded() {
      return outcome == EventOutcome.success;
    }
  }

  private final long earliest;
  private final long latest;
  private final Set<String> seen = new HashSet<>();
  private final List<Event> accepted = new ArrayList<>();
  private long watermark = Long.MIN_VALUE;
  private long rejected;
  private long duplicate;
  private long late;

  RuleOracle(SimulationConfig config) {
    this.earliest = config.eventStart().minus(Duration.ofDays(1)).toEpochMilli();
    this.latest = config.eventStart().plus(Duration.ofDays(1)).toEpochMilli();
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
      accept(event);
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
    accepted.sort(Comparator.comparingLong(Event::time).thenComparing(Event::id));
    Map<String, List<Event>> byUser = new HashMap<>();
    Map<List<String>, List<Event>> byText = new HashMap<>();
    Map<String, List<Event>> byKey = new HashMap<>();
    for (Event event : accepted) {
      if (event.usesKey()) {
        byKey.computeIfAbsent(event.key(), key -> new ArrayList<>()).add(event);
      }
      byUser.computeIfAbsent(event.user(), user -> new ArrayList<>()).add(event);
      if (event.inference() && event.text() != null) {
        byText
            .computeIfAbsent(List.of(event.organization(), event.text()), key -> new ArrayList<>())
            .add(event);
      }
    }
    List<Alert> alerts = new ArrayList<>();
    byUser.values().forEach(events -> guardrailProbing(events, alerts));
    byUser.values().forEach(events -> accountTakeover(events, alerts));
    byUser.values().forEach(events -> llmjacking(events, alerts));
    byUser.values().forEach(events -> safetyControlDisabled(events, alerts));
    byText.values().forEach(events -> duplicates(events, alerts));
    byKey.values().forEach(events -> keySharing(events, alerts));
    alerts.addAll(entityRisks(alerts));
    return alerts;
  }

  /**
   * What different rules have against one user comes to 100 points, of which half is left after an
   * hour.
   */
  private List<Alert> entityRisks(List<Alert> alerts) {
    Map<String, Event> events = new HashMap<>();
    accepted.forEach(event -> events.put(event.id(), event));
    Map<String, TreeMap<Long, Alert>> byUser = new HashMap<>();
    for (Alert alert : alerts) {
      Event last = events.get(lastEvent(alert).getEventId());
      byUser.computeIfAbsent(last.user(), user -> new TreeMap<>()).put(last.time(), alert);
    }
    List<Alert> risks = new ArrayList<>();
    for (TreeMap<Long, Alert> ofUser : byUser.values()) {
      Map<String, Long> latest = new HashMap<>();
      ofUser.forEach(
          (time, alert) -> {
            latest.put(alert.getDetection().getRuleName(), time);
            double points = 0;
            for (Map.Entry<String, Long> each : latest.entrySet()) {
              double hours = (time - each.getValue()) / (double) SIXTY_MINUTES;
              points += POINTS.get(each.getKey()) / Math.pow(2, hours);
            }
            if (latest.size() > 1 && points >= 100) {
              Event last = events.get(lastEvent(alert).getEventId());
              risks.add(alert("entity_risk", List.of(last), last));
              latest.clear();
            }
          });
    }
    return risks;
  }

  private static EventSummary lastEvent(Alert alert) {
    List<EventSummary> events = alert.getDetection().getEvidence().get(0).getEvents();
    return events.get(events.size() - 1);
  }

  private static void guardrailProbing(List<Event> events, List<Alert> alerts) {
    List<Event> blocked = new ArrayList<>();
    long burst = Long.MIN_VALUE;
    for (Event event : events) {
      if (event.inference() && event.outcome() == EventOutcome.blocked) {
        blocked.add(event);
        burst = within(blocked, event, TEN_MINUTES) >= 5 ? event.time() : burst;
      } else if (event.inference()
          && event.succeeded()
          && burst != Long.MIN_VALUE
          && event.time() - burst <= TEN_MINUTES) {
        alerts.add(alert("guardrail_probing", blocked, event));
        blocked.clear();
        burst = Long.MIN_VALUE;
      }
    }
  }

  private static void accountTakeover(List<Event> events, List<Alert> alerts) {
    List<Event> failed = new ArrayList<>();
    // When the latest burst behind each step began to count; MIN_VALUE for a step not reached.
    long none = Long.MIN_VALUE;
    long guessed = none;
    long loggedIn = none;
    long keyCreated = none;
    for (Event event : events) {
      if ("login".equals(event.action()) && event.outcome() == EventOutcome.failed) {
        failed.add(event);
        guessed = within(failed, event, THIRTY_MINUTES) >= 5 ? event.time() : guessed;
      } else if ("login".equals(event.action()) && event.succeeded()) {
        loggedIn = Math.max(loggedIn, guessed);
      } else if ("api_key.create".equals(event.action()) && event.succeeded()) {
        keyCreated = Math.max(keyCreated, loggedIn);
      } else if (event.inference()
          && event.succeeded()
          && keyCreated != none
          && event.time() - keyCreated <= THIRTY_MINUTES) {
        alerts.add(alert("account_takeover_abuse", failed, event));
        failed.clear();
        guessed = none;
        loggedIn = none;
        keyCreated = none;
      }
    }
  }

  private static void llmjacking(List<Event> events, List<Alert> alerts) {
    List<Event> looks = new ArrayList<>();
    long looked = Long.MIN_VALUE;
    for (Event event : events) {
      if (LOOKS.contains(event.action()) || "ValidationException".equals(event.error())) {
        looks.add(event);
        looked = within(looks, event, FIFTEEN_MINUTES) >= 3 ? event.time() : looked;
      } else if (event.inference()
          && event.succeeded()
          && looked != Long.MIN_VALUE
          && event.time() - looked <= FIFTEEN_MINUTES) {
        alerts.add(alert("llmjacking", looks, event));
        looks.clear();
        looked = Long.MIN_VALUE;
      }
    }
  }

  private static void safetyControlDisabled(List<Event> events, List<Alert> alerts) {
    Event removal = null;
    for (Event event : events) {
      if (REMOVALS.contains(event.action()) && event.succeeded()) {
        removal = event;
      } else if (removal != null
          && event.inference()
          && event.succeeded()
          && event.time() - removal.time() <= SIXTY_MINUTES) {
        alerts.add(alert("safety_control_disabled", List.of(removal), event));
        removal = null;
      }
    }
  }

  private static void duplicates(List<Event> events, List<Alert> alerts) {
    List<Event> copies = new ArrayList<>();
    for (Event event : events) {
      copies.add(event);
      if (within(copies, event, FIVE_MINUTES) >= 20) {
        alerts.add(alert("denial_of_wallet_duplicates", copies, event));
        copies.clear();
      }
    }
  }

  private static void keySharing(List<Event> events, List<Alert> alerts) {
    List<Event> uses = new ArrayList<>();
    for (Event event : events) {
      uses.removeIf(use -> event.time() - use.time() > TEN_MINUTES);
      uses.add(event);
      if (uses.stream().map(Event::network).distinct().count() >= 5) {
        alerts.add(alert("key_sharing", uses, event));
        uses.clear();
      }
    }
  }

  private static String network(String address) {
    return address == null ? null : address.substring(0, address.lastIndexOf('.'));
  }

  private static long within(List<Event> events, Event last, long window) {
    return events.stream().filter(event -> last.time() - event.time() <= window).count();
  }

  private static Alert alert(String rule, List<Event> evidence, Event last) {
    List<EventSummary> events = new ArrayList<>();
    evidence.forEach(event -> events.add(summary(event)));
    events.add(summary(last));
    StepEvidence step = new StepEvidence();
    step.setStep("all");
    step.setEvents(events);
    Detection detection = new Detection();
    detection.setRuleName(rule);
    detection.setEvidence(List.of(step));
    Alert alert = new Alert();
    alert.setAlertId(rule + "/" + evidence.get(0).id() + "/" + last.id());
    alert.setDetection(detection);
    return alert;
  }

  private static EventSummary summary(Event event) {
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

  private void accept(TelemetryEvent event) {
    watermark = Math.max(watermark, event.getEventTime() - OUT_OF_ORDERNESS_MS);
    accepted.add(
        new Event(
            event.getEventId(),
            event.getEventTime(),
            event.getUserId(),
            event.getOrganizationId(),
            event.getContentInputText(),
            event.getEventCategory(),
            event.getEventAction(),
            event.getEventOutcome(),
            event.getErrorType(),
            event.getApiKeyId(),
            network(event.getClientAddress())));
  }
}
