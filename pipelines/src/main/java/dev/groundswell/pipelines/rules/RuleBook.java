package dev.groundswell.pipelines.rules;

import dev.groundswell.cep.rules.PhaseRules;
import dev.groundswell.cep.rules.Rule;
import dev.groundswell.cep.rules.RuleException;
import dev.groundswell.cep.rules.RuleLife;
import dev.groundswell.cep.rules.RuleLife.Phase;
import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.schemas.DeadLetterReason;
import dev.groundswell.schemas.RuleAction;
import dev.groundswell.schemas.RuleChange;
import dev.groundswell.schemas.RulePhase;
import dev.groundswell.schemas.RuleState;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Knows what each rule is to be, and decides what becomes of changes: what cannot run, or would not
 * be told from what ran before, is refused, and the rule stays as it is.
 */
final class RuleBook {

  private final PhaseRules pack;
  private final Map<String, RuleLife> lives = new LinkedHashMap<>();

  /** A pack, and what was decided before, of each rule in the order of time. */
  RuleBook(RulePack pack, Iterable<RulePhase> phases) {
    this.pack = new PhaseRules(pack);
    pack.rules().forEach(rule -> note(Phase.packed(rule)));
    for (RulePhase phase : phases) {
      known(phase).ifPresent(rule -> note(Phase.of(rule, phase)));
    }
  }

  /** The rule of a phase; empty if this build no longer takes it, which who runs it has logged. */
  private Optional<Rule> known(RulePhase phase) {
    try {
      return pack.of(phase, now(phase.getRuleId(), phase.getEffectiveFrom()).map(Phase::rule));
    } catch (RuleException e) {
      return Optional.empty();
    }
  }

  /** What was decided of every rule that was changed, as far as it may still matter. */
  List<RulePhase> phases() {
    return lives.values().stream().flatMap(RuleLife::changes).toList();
  }

  /** The state that every rule is to have, by name; that of a deleted one may be another's now. */
  Map<String, RuleState> states() {
    Map<String, RuleState> states = new LinkedHashMap<>();
    lasts()
        .forEach(
            last ->
                states.merge(
                    last.rule().name(),
                    last.state(),
                    (one, other) -> one == RuleState.deleted ? other : one));
    return states;
  }

  /**
   * The rules as they are at a time and as they are to be after it, by when they begin; deleted
   * ones behind the others: their names may be others' then.
   */
  List<Rule> rules(long time) {
    return lives.values().stream()
        .flatMap(life -> life.since(time).stream())
        .sorted(Comparator.comparing(Phase::isDeleted).thenComparing(Phase::from))
        .map(Phase::rule)
        .toList();
  }

  private Stream<Phase> lasts() {
    return lives.values().stream().map(RuleLife::last);
  }

  /** The rule of an id, as it is to be. */
  Optional<Rule> rule(String id) {
    return Optional.ofNullable(lives.get(id)).map(life -> life.last().rule());
  }

  /** What a rule is at a time; before it begins, what it begins with. */
  private Optional<Phase> now(String id, long time) {
    return Optional.ofNullable(lives.get(id)).map(life -> life.at(time).orElseGet(life::first));
  }

  /**
   * Decides about a change, and notes it if it is accepted.
   *
   * @param id the rule that it says to be about
   */
  RuleDecision decide(String id, RuleChange change) {
    if (change.getState() == RuleState.deleted) {
      return delete(id, change);
    }
    return change.getText().isEmpty() ? restate(id, change) : put(id, change);
  }

  /** Decides about a tombstone, which deletes a rule and will be gone from the topic itself. */
  RuleDecision bury(String id, RuleChange deletion) {
    return pack.packed(id).isPresent()
        ? refused(
            id,
            DeadLetterReason.conflicting_rule,
            "the rule comes with the pack, and a tombstone says neither who nor why; put a record"
                + " there whose state is deleted")
        : decide(id, deletion);
  }

  private RuleDecision delete(String id, RuleChange change) {
    return now(id, change.getEffectiveFrom())
        .map(now -> accept(id, change, now.rule(), text(now)))
        .orElseGet(() -> RuleDecision.unchanged(Optional.empty()));
  }

  /** Leaves the version that there is at the time of the change as it is, in another state. */
  private RuleDecision restate(String id, RuleChange change) {
    return now(id, change.getEffectiveFrom())
        .filter(now -> !now.isDeleted())
        .map(now -> accept(id, change, now.rule(), text(now)))
        .orElseGet(
            () ->
                refused(
                    id,
                    DeadLetterReason.invalid_rule,
                    "there is no such rule, and the change has no text; publish the rule's file"));
  }

  private RuleDecision put(String id, RuleChange change) {
    Rule rule;
    try {
      rule = RulePack.one(id, change.getText());
    } catch (RuleException e) {
      return refused(id, DeadLetterReason.invalid_rule, String.join("; ", e.problems()));
    }
    if (!rule.id().equals(id)) {
      return refused(
          id,
          DeadLetterReason.invalid_rule,
          "the rule's id is %s; the record's key must be the same".formatted(rule.id()));
    }
    Optional<String> bound = RuleBounds.refusal(rule);
    if (bound.isPresent()) {
      return refused(id, DeadLetterReason.invalid_rule, bound.get());
    }
    return isOvertaken(rule, change.getState())
        ? judged(id, change, pack.packed(id).orElseThrow(), "")
        : judged(id, change, rule, change.getText());
  }

  private RuleDecision judged(String id, RuleChange change, Rule rule, String text) {
    return conflict(rule, change.getEffectiveFrom())
        .map(conflict -> refused(id, DeadLetterReason.conflicting_rule, conflict))
        .orElseGet(() -> accept(id, change, rule, text));
  }

  /**
   * Whether a change would be a state of what the pack has newer. It came before the pack did: who
   * paused the rule then finds it paused, whether or not the job was started afresh.
   */
  private boolean isOvertaken(Rule rule, RuleState state) {
    return pack.packed(rule.id())
        .filter(packed -> packed.version() > rule.version())
        .filter(packed -> lives.get(rule.id()).last().rule().equals(packed))
        .filter(packed -> lives.get(rule.id()).last().state() != state)
        .isPresent();
  }

  private RuleDecision accept(String id, RuleChange change, Rule rule, String text) {
    RulePhase said = new RulePhase(id, change.getState(), change.getEffectiveFrom(), text);
    Phase phase = Phase.of(rule, said);
    if (lives.containsKey(id) && lives.get(id).isSo(phase)) {
      return RuleDecision.unchanged(Optional.of(rule)).remarking(follower(phase));
    }
    RuleAction action = action(now(id, phase.from()), change.getState());
    note(phase);
    lives.get(id).forgetUntil(phase.from() - RuleLife.REMEMBERED.toMillis());
    return RuleDecision.accepted(action, rule, said).remarking(follower(phase));
  }

  /**
   * Which higher version begins all the same: who stops a rule may think that he stops that too.
   */
  private Optional<String> follower(Phase phase) {
    return lives.get(phase.rule().id()).since(phase.from()).stream()
        .filter(later -> later.rule().version() > phase.rule().version() && later.isInForce())
        .findFirst()
        .map(
            later ->
                "version %d begins at %s all the same"
                    .formatted(later.rule().version(), Instant.ofEpochMilli(later.from())));
  }

  /** What the rule would be mistaken for. */
  private Optional<String> conflict(Rule rule, long from) {
    Rule last = rule(rule.id()).orElse(rule);
    if (rule.version() < last.version()) {
      return Optional.of(
          "version is %d, was %d already; versions only rise"
              .formatted(rule.version(), last.version()));
    }
    if (rule.version() == last.version() && !rule.behaviour().equals(last.behaviour())) {
      return Optional.of(
          "version %d behaved otherwise, and state of it may be about; make it %d"
              .formatted(rule.version(), rule.version() + 1));
    }
    return lives.values().stream()
        .filter(other -> !other.last().rule().id().equals(rule.id()))
        .flatMap(other -> other.since(from).stream())
        .filter(other -> !other.isDeleted() && other.rule().name().equals(rule.name()))
        .findFirst()
        .map(other -> "`%s` is the name of the rule %s".formatted(rule.name(), other.rule().id()));
  }

  private static RuleAction action(Optional<Phase> now, RuleState state) {
    if (state != RuleState.deleted && (now.isEmpty() || now.get().isDeleted())) {
      return RuleAction.added;
    }
    if (state != RuleState.deleted && now.get().state() == state) {
      return RuleAction.updated;
    }
    return switch (state) {
      case active -> RuleAction.resumed;
      case shadow -> RuleAction.shadowed;
      case paused -> RuleAction.paused;
      case deleted -> RuleAction.deleted;
    };
  }

  /** Empty if it is that of the pack. */
  private static String text(Phase phase) {
    return phase.change().map(RulePhase::getText).orElse("");
  }

  private RuleDecision refused(String id, DeadLetterReason reason, String detail) {
    return RuleDecision.refused(rule(id), reason, detail);
  }

  private void note(Phase phase) {
    lives.computeIfAbsent(phase.rule().id(), id -> new RuleLife()).begin(phase);
  }
}
