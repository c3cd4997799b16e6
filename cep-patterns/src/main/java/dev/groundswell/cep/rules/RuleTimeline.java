package dev.groundswell.cep.rules;

import dev.groundswell.cep.rules.RuleLife.Phase;
import dev.groundswell.schemas.RulePhase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which rules are in force at which event time: those of a pack from the beginning, and what was
 * changed since, each rule by its id. Event times are ms since 1970-01-01 UTC.
 */
public final class RuleTimeline {

  private static final long NEVER = Long.MAX_VALUE;

  private final PhaseRules rules;
  private final Map<String, RuleLife> lives = new LinkedHashMap<>();
  private long firstEnd = NEVER;

  /** The rules of a pack, without changes. */
  public RuleTimeline(RulePack pack) {
    rules = new PhaseRules(pack);
    pack.rules().forEach(rule -> begin(Phase.packed(rule)));
  }

  /**
   * The rule that a change is about, as it is to be; empty if there is none.
   *
   * @throws RuleException if the change's text is not that of one rule
   */
  public Optional<Rule> rule(RulePhase change) {
    Optional<RuleLife> life = Optional.ofNullable(lives.get(change.getRuleId()));
    return rules
        .of(change, life.flatMap(known -> known.at(change.getEffectiveFrom())).map(Phase::rule))
        .or(() -> life.map(known -> known.first().rule()));
  }

  /**
   * Changes a rule from a time on, as {@link RuleLife#begin} says.
   *
   * @param rule what {@link #rule} makes of the change
   */
  public void change(RulePhase change, Rule rule) {
    begin(Phase.of(rule, change));
  }

  private void begin(Phase phase) {
    lives.computeIfAbsent(phase.rule().id(), id -> new RuleLife()).begin(phase);
    firstEnd = firstEnd();
  }

  /** The changes that are not forgotten, those of one rule in the order in which they come. */
  public List<RulePhase> changes() {
    return lives.values().stream().flatMap(RuleLife::changes).toList();
  }

  /**
   * Forgets what is over for every event after the watermark, and for what its rule says of the
   * time before such an event; says whether there was anything.
   */
  public boolean forgetUntil(long watermark) {
    if (watermark < firstEnd || firstEnd == NEVER) {
      return false;
    }
    lives.values().forEach(life -> life.forgetUntil(watermark));
    firstEnd = firstEnd();
    return true;
  }

  /** Until when nothing is to be forgotten. */
  private long firstEnd() {
    return lives.values().stream().mapToLong(RuleLife::forgetsAfter).min().orElse(NEVER);
  }

  /** The rules that events of that time are held against. */
  public RulePack at(long time) {
    return new RulePack(
        lives.values().stream()
            .flatMap(life -> life.at(time).stream())
            .flatMap(phase -> phase.inForce().stream())
            .toList());
  }

  /** Since when the rules have been as they are at that time. */
  public long since(long time) {
    return lives.values().stream()
        .mapToLong(life -> life.beginOf(time))
        .max()
        .orElse(RuleLife.BEGINNING);
  }

  /** Until when, exclusively, the rules stay as they are at that time. */
  public long until(long time) {
    return lives.values().stream().mapToLong(life -> life.endOf(time)).min().orElse(NEVER);
  }

  /** Every version that is or comes in force, or that is paused: what is open of it stays open. */
  public List<RuleVersion> versions() {
    return lives.values().stream().flatMap(RuleLife::versions).toList();
  }
}
