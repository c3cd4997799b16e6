package dev.groundswell.local.scorecard;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import dev.groundswell.local.simulator.Campaign;
import dev.groundswell.local.simulator.Truth;
import dev.groundswell.schemas.Alert;
import dev.groundswell.schemas.Disposition;
import dev.groundswell.schemas.EventSummary;
import dev.groundswell.schemas.StepEvidence;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The alerts of a run against what was planted. An alert that arrives twice counts once; one that
 * pages nobody is told, and judged by nothing.
 *
 * @param alerts distinct alerts by rule
 * @param shadow those that paged nobody, by rule; no other number counts them
 * @param campaigns planted abuse by rule
 * @param campaignsByFormat the same by rule and by the format of their events
 * @param nearMisses planted stories at which nothing should have fired
 * @param falseAlerts alerts that nothing planted explains: on benign events, by another rule than
 *     the campaign's, or before the event at which the rule first holds
 * @param benignActors distinct benign users
 * @param alertIdsSha256 SHA-256 in hex over the sorted distinct alert ids, a newline after each
 */
public record Scorecard(
    Map<String, Long> alerts,
    Map<String, Long> shadow,
    Map<String, Caught> campaigns,
    Map<String, Map<String, Caught>> campaignsByFormat,
    NearMisses nearMisses,
    long falseAlerts,
    long benignActors,
    String alertIdsSha256) {

  /**
   * Planted abuse.
   *
   * @param planted stories that should raise an alert
   * @param detected those that did, at the event at which the rule first holds
   */
  public record Caught(long planted, long detected) {

    private Caught plus(Caught other) {
      return new Caught(planted + other.planted, detected + other.detected);
    }
  }

  /**
   * Stories just below a rule's bar.
   *
   * @param planted stories that should raise none
   * @param alerted those that did, whatever the rule
   */
  public record NearMisses(long planted, long alerted) {}

  public Scorecard {
    alerts = Map.copyOf(alerts);
    shadow = Map.copyOf(shadow);
    campaigns = Map.copyOf(campaigns);
    campaignsByFormat = Map.copyOf(campaignsByFormat);
  }

  /** Compares alerts with the truth. */
  public static Scorecard of(Truth truth, Collection<Alert> alerts) {
    Map<String, Campaign> byEvent = new HashMap<>();
    truth.campaigns().forEach(story -> story.eventIds().forEach(id -> byEvent.put(id, story)));
    Map<String, Alert> distinct = new TreeMap<>();
    Map<String, Alert> shadow = new TreeMap<>();
    alerts.forEach(
        alert -> (isShadow(alert) ? shadow : distinct).putIfAbsent(alert.getAlertId(), alert));

    Set<Campaign> detected = new HashSet<>();
    Set<Campaign> alerted = new HashSet<>();
    long unexplained = 0;
    for (Alert alert : distinct.values()) {
      Set<Campaign> stories = stories(alert, byEvent);
      for (Campaign story : stories) {
        if (!isAlongside(alert, story)) {
          alerted.add(story);
          if (pages(alert) && lastEvidence(alert).equals(story.completingEventId())) {
            detected.add(story);
          }
        }
      }
      unexplained += stories.isEmpty() ? 1 : 0;
    }
    return new Scorecard(
        byRule(distinct.values()),
        byRule(shadow.values()),
        caught(truth, detected),
        caughtByFormat(truth, detected),
        nearMisses(truth, alerted),
        unexplained,
        truth.benignActors(),
        sha256(new TreeSet<>(distinct.keySet())));
  }

  /** True if every planted abuse was detected where its rule first holds, and nothing else was. */
  public boolean perfect() {
    return nearMisses.alerted() == 0
        && falseAlerts == 0
        && campaigns.values().stream().allMatch(caught -> caught.detected() == caught.planted());
  }

  /** True if no abuse was planted: then there is nothing that {@link #perfect} could speak of. */
  public boolean vacuous() {
    return campaigns.isEmpty();
  }

  private static boolean pages(Alert alert) {
    return alert.getDisposition() != Disposition.suppressed;
  }

  private static boolean isShadow(Alert alert) {
    return alert.getDisposition() == Disposition.shadow;
  }

  private static Map<String, Long> byRule(Collection<Alert> alerts) {
    return alerts.stream()
        .collect(groupingBy(alert -> alert.getDetection().getRuleName(), counting()));
  }

  /** The stories that explain an alert: near misses, and abuse for which its rule may fire. */
  private static Set<Campaign> stories(Alert alert, Map<String, Campaign> byEvent) {
    Set<Campaign> stories = new HashSet<>();
    alert.getDetection().getEvidence().stream()
        .flatMap(step -> step.getEvents().stream())
        .map(EventSummary::getEventId)
        .filter(byEvent::containsKey)
        .map(byEvent::get)
        .filter(
            story ->
                story.kind() == Campaign.Kind.NEAR_MISS
                    || isAlongside(alert, story)
                    || mayFire(alert, story))
        .forEach(stories::add);
    return stories;
  }

  /** True from the event on at which the rule first holds: rules re-arm, and may fire again. */
  private static boolean mayFire(Alert alert, Campaign abuse) {
    return abuse.rule().equals(alert.getDetection().getRuleName())
        && abuse.eventIds().indexOf(lastEvidence(alert))
            >= abuse.eventIds().indexOf(abuse.completingEventId());
  }

  private static boolean isAlongside(Alert alert, Campaign story) {
    return story.alongside().contains(alert.getDetection().getRuleName());
  }

  private static String lastEvidence(Alert alert) {
    List<StepEvidence> steps = alert.getDetection().getEvidence();
    List<EventSummary> events = steps.get(steps.size() - 1).getEvents();
    return events.get(events.size() - 1).getEventId();
  }

  private static Map<String, Caught> caught(Truth truth, Set<Campaign> detected) {
    Map<String, Caught> caught = new TreeMap<>();
    caughtByFormat(truth, detected)
        .forEach(
            (rule, formats) ->
                formats.values().forEach(some -> caught.merge(rule, some, Caught::plus)));
    return caught;
  }

  private static Map<String, Map<String, Caught>> caughtByFormat(
      Truth truth, Set<Campaign> detected) {
    Map<String, Map<String, Caught>> caught = new TreeMap<>();
    for (Campaign story : truth.campaigns()) {
      if (story.kind() == Campaign.Kind.ABUSE) {
        caught
            .computeIfAbsent(story.rule(), rule -> new TreeMap<>())
            .merge(story.format(), new Caught(1, detected.contains(story) ? 1 : 0), Caught::plus);
      }
    }
    return caught;
  }

  private static NearMisses nearMisses(Truth truth, Set<Campaign> alerted) {
    var planted =
        truth.campaigns().stream()
            .filter(story -> story.kind() == Campaign.Kind.NEAR_MISS)
            .toList();
    return new NearMisses(planted.size(), planted.stream().filter(alerted::contains).count());
  }

  private static String sha256(Iterable<String> sortedIds) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String id : sortedIds) {
        digest.update((id + "\n").getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
