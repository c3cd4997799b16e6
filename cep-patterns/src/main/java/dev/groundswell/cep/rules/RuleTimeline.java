package dev.groundswell.cep.rules;

import dev.groundswell.schemas.RulePhase;
import dev.groundswell.schemas.RuleState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which rules are in force at which event time: those of a pack from the beginning, and what was
 * changed since, each rule by its id. Event times are ms since 1970-01-01 UTC.
 */
public final class RuleTimeline {

  private static final long BEGINNING = Long.MIN_VALUE;
  private static final long NEVER = Long.MAX_VALUE;

  private record Phase(Rule rule, RuleState state, Optional<RulePhase> change) {

    /** The rule, if it is in force. */
    Optional<Rule> inForce() {
      return switch (state) {
        case active -> Optional.of(rule);
        case shadow -> Optional.of(rule.inShadow());
        case paused, deleted -> Optional.empty();
      };
    }
  }

  private final PhaseRules rules;
  private final Map<String, NavigableMap<Long, Phase>> phases = new LinkedHashMap<>();
  private long firstEnd = NEVER;

  /** The rules of a pack, without changes. */
  public RuleTimeline(RulePack pack) {
    rules = new PhaseRules(pack);
    pack.rules()
        .forEach(rule -> put(BEGINNING, new Phase(rule, RuleState.active, Optional.empty())));
  }

  /**
   * The rule that a change is about, as it is to be; empty if there is none.
   *
   * @throws RuleException if the change's text is not that of one rule
   */
  public Optional<Rule> rule(RulePhase change) {
    NavigableMap<Long, Phase> life = phases.get(change.getRuleId());
    return rules.of(
        change, Optional.ofNullable(life).map(known -> known.lastEntry().getValue().rule()));
  }

  /**
   * Changes a rule from a time on. What was to become of it later was said before, and is void.
   *
   * @param rule what {@link #rule} makes of the change
   */
  public void change(RulePhase change, Rule rule) {
    put(change.getEffectiveFrom(), new Phase(rule, change.getState(), Optional.of(change)));
  }

  private void put(long from, Phase phase) {
    NavigableMap<Long, Phase> life =
        phases.computeIfAbsent(phase.rule().id(), id -> new TreeMap<>());
    life.tailMap(from, true).clear();
    life.put(from, phase);
    firstEnd = firstEnd();
  }

  /** The changes that are not forgotten, those of one rule in the order in which they come. */
  public List<RulePhase> changes() {
    return phases.values().stream()
        .flatMap(life -> life.values().stream())
        .flatMap(phase -> phase.change().stream())
        .toList();
  }

  /**
   * Forgets what is over for every event after the watermark, and for what its rule says of the
   * time before such an event; says whether there was anything.
   */
  public boolean forgetUntil(long watermark) {
    if (watermark < firstEnd || firstEnd == NEVER) {
      return false;
    }
    for (NavigableMap<Long, Phase> life : phases.values()) {
      Long current = life.floorKey(next(watermark) - lookBack(life));
      if (current != null) {
        life.headMap(current, false).clear();
      }
    }
    firstEnd = firstEnd();
    return true;
  }

  /** How long before an event it matters whether the rule was in force, in ms. */
  private static long lookBack(NavigableMap<Long, Phase> life) {
    return life.values().stream()
        .mapToLong(phase -> phase.rule().longestAbsence().toMillis())
        .max()
        .orElse(0);
  }

  /** Until when nothing is to be forgotten. */
  private long firstEnd() {
    return phases.values().stream()
        .filter(life -> life.size() > 1)
        .mapToLong(life -> life.higherKey(life.firstKey()) - 1 + lookBack(life))
        .min()
        .orElse(NEVER);
  }

  private static long next(long time) {
    return time == Long.MAX_VALUE ? time : time + 1;
  }

  /** The rules that events of that time are held against. */
  public RulePack at(long time) {
    return new RulePack(
        phases.values().stream()
            .map(life -> life.floorEntry(time))
            .filter(phase -> phase != null)
            .flatMap(phase -> phase.getValue().inForce().stream())
            .toList());
  }

  /** Since when the rules have been as they are at that time. */
  public long since(long time) {
    long since = BEGINNING;
    for (NavigableMap<Long, Phase> life : phases.values()) {
      Long from = life.floorKey(time);
      since = from == null ? since : Math.max(since, from);
    }
    return since;
  }

  /** Until when, exclusively, the rules stay as they are at that time. */
  public long until(long time) {
    long until = NEVER;
    for (NavigableMap<Long, Phase> life : phases.values()) {
      Long next = life.higherKey(time);
      until = next == null ? until : Math.min(until, next);
    }
    return until;
  }

  /** Every version that is or comes in force, or that is paused: what is open of it stays open. */
  public List<RuleVersion> versions() {
    List<RuleVersion> versions = new ArrayList<>();
    for (NavigableMap<Long, Phase> life : phases.values()) {
      Map<Integer, Rule> rules = new HashMap<>();
      for (Phase phase : life.values()) {
        if (phase.state() != RuleState.deleted) {
          rules.put(phase.rule().version(), phase.rule());
        }
      }
      rules.values().forEach(rule -> versions.add(version(rule, life)));
    }
    return versions;
  }

  private static RuleVersion version(Rule rule, NavigableMap<Long, Phase> life) {
    List<RuleVersion.Part> latestFirst = new ArrayList<>();
    life.descendingMap()
        .forEach(
            (since, phase) ->
                latestFirst.add(
                    new RuleVersion.Part(
                        since, phase.inForce().filter(each -> each.version() == rule.version()))));
    return new RuleVersion(rule, latestFirst);
  }
}
