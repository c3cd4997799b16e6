package dev.groundswell.cep.rules;

import dev.groundswell.schemas.RulePhase;
import dev.groundswell.schemas.RuleState;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What one rule was, is and is to be: phases that begin at event times, ms since 1970-01-01 UTC,
 * and end where the next begins.
 */
public final class RuleLife {

  /** How far before a change events may still come that are held against what was before. */
  public static final Duration REMEMBERED = Duration.ofDays(7);

  /** When the rules of a pack begin. */
  static final long BEGINNING = Long.MIN_VALUE;

  /**
   * A part of it.
   *
   * @param change what made it so; empty if the rule is in a pack and was not changed
   */
  public record Phase(Rule rule, RuleState state, Optional<RulePhase> change) {

    /** A rule of a pack, from the beginning. */
    public static Phase packed(Rule rule) {
      return new Phase(rule, RuleState.active, Optional.empty());
    }

    /** What a change makes of a rule. */
    public static Phase of(Rule rule, RulePhase change) {
      return new Phase(rule, change.getState(), Optional.of(change));
    }

    public long from() {
      return change.map(RulePhase::getEffectiveFrom).orElse(BEGINNING);
    }

    public boolean isDeleted() {
      return state == RuleState.deleted;
    }

    public boolean isInForce() {
      return inForce().isPresent();
    }

    /** The rule, if it is in force. */
    Optional<Rule> inForce() {
      return switch (state) {
        case active -> Optional.of(rule);
        case shadow -> Optional.of(rule.inShadow());
        case paused, deleted -> Optional.empty();
      };
    }

    private boolean voids(Phase later) {
      return later.rule.version() <= rule.version();
    }
  }

  private final NavigableMap<Long, Phase> phases = new TreeMap<>();

  /**
   * Says what the rule is to be from a time on. What was said before of a later time is void, but
   * for higher versions: who changes the state of the version that there is says nothing of one
   * that is to follow, and a version that is put in place of others is higher than they are.
   */
  public void begin(Phase phase) {
    List<Phase> voided =
        phases.tailMap(phase.from(), true).values().stream().takeWhile(phase::voids).toList();
    voided.forEach(later -> phases.remove(later.from()));
    phases.put(phase.from(), phase);
  }

  /** Whether all would be as it is if that were said. */
  public boolean isSo(Phase phase) {
    Map.Entry<Long, Phase> next = phases.higherEntry(phase.from());
    return at(phase.from())
            .filter(now -> now.rule().equals(phase.rule()) && now.state() == phase.state())
            .isPresent()
        && (next == null || !phase.voids(next.getValue()));
  }

  /** The phase of a time; empty before the first. */
  public Optional<Phase> at(long time) {
    return Optional.ofNullable(phases.floorEntry(time)).map(Map.Entry::getValue);
  }

  /** The phases from that of a time on. */
  public Collection<Phase> since(long time) {
    Long first = phases.floorKey(time);
    return first == null ? phases.values() : phases.tailMap(first, true).values();
  }

  /** What it was, as far as that is not forgotten. */
  public Phase first() {
    return phases.firstEntry().getValue();
  }

  /** What it is to be in the end. */
  public Phase last() {
    return phases.lastEntry().getValue();
  }

  /** The changes that are not forgotten, in the order in which they come. */
  public Stream<RulePhase> changes() {
    return phases.values().stream().flatMap(phase -> phase.change().stream());
  }

  /** Forgets what is over for every event after a time. */
  public void forgetUntil(long time) {
    Long current = phases.floorKey(next(time) - lookBack());
    if (current != null) {
      phases.headMap(current, false).clear();
    }
  }

  /** Until when nothing of it is to be forgotten; {@link Long#MAX_VALUE} if never. */
  long forgetsAfter() {
    return phases.size() > 1
        ? phases.higherKey(phases.firstKey()) - 1 + lookBack()
        : Long.MAX_VALUE;
  }

  /** How long before an event it matters whether the rule was in force, in ms. */
  private long lookBack() {
    return phases.values().stream()
        .mapToLong(phase -> phase.rule().longestAbsence().toMillis())
        .max()
        .orElse(0);
  }

  private static long next(long time) {
    return time == Long.MAX_VALUE ? time : time + 1;
  }

  /** Since when it has been as it is at a time; {@link #BEGINNING} if it is not yet. */
  long beginOf(long time) {
    return Objects.requireNonNullElse(phases.floorKey(time), BEGINNING);
  }

  /** Until when, exclusively, it stays as it is at a time. */
  long endOf(long time) {
    return Objects.requireNonNullElse(phases.higherKey(time), Long.MAX_VALUE);
  }

  /** Its versions that are or come in force, or are paused. */
  Stream<RuleVersion> versions() {
    Map<Integer, Rule> versions = new HashMap<>();
    for (Phase phase : phases.values()) {
      if (!phase.isDeleted()) {
        versions.put(phase.rule().version(), phase.rule());
      }
    }
    return versions.values().stream().map(this::version);
  }

  private RuleVersion version(Rule rule) {
    return new RuleVersion(
        rule,
        phases.descendingMap().values().stream()
            .map(
                phase ->
                    new RuleVersion.Part(
                        phase.from(),
                        phase.inForce().filter(each -> each.version() == rule.version())))
            .toList());
  }
}
