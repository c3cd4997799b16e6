package dev.groundswell.pipelines.rules;

import dev.groundswell.cep.rules.PhaseRules;
import dev.groundswell.cep.rules.Rule;
import dev.groundswell.cep.rules.RuleException;
import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.schemas.DeadLetterReason;
import dev.groundswell.schemas.RuleAction;
import dev.groundswell.schemas.RuleChange;
import dev.groundswell.schemas.RulePhase;
import dev.groundswell.schemas.RuleState;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Knows what each rule is to be, and decides what becomes of changes: what cannot run, or would not
 * be told from what ran before, is refused, and the rule stays as it is.
 */
final class RuleBook {

  /** What a rule is to be; without a phase it is the pack's, from the beginning. */
  private record Standing(Rule rule, RuleState state, Optional<RulePhase> phase) {

    boolean isDeleted() {
      return state == RuleState.deleted;
    }

    /** Not before its time: until then it runs, and what is said of it holds instead. */
    boolean isDeletedBy(long time) {
      return isDeleted() && isBy(time);
    }

    boolean isBy(long time) {
      return phase.map(RulePhase::getEffectiveFrom).orElse(Long.MIN_VALUE) <= time;
    }

    /** Empty if it is that of the pack. */
    String text() {
      return phase.map(RulePhase::getText).orElse("");
    }
  }

  private final PhaseRules pack;
  private final Map<String, Standing> rules = new LinkedHashMap<>();

  /** A pack, and what was decided before: the last phase of every rule that was changed. */
  RuleBook(RulePack pack, Iterable<RulePhase> phases) {
    this.pack = new PhaseRules(pack);
    for (Rule rule : pack.rules()) {
      rules.put(rule.id(), new Standing(rule, RuleState.active, Optional.empty()));
    }
    for (RulePhase phase : phases) {
      known(phase).ifPresent(rule -> note(rule, phase));
    }
  }

  /** The rule of a phase; empty if this build no longer takes it, which who runs it has logged. */
  private Optional<Rule> known(RulePhase phase) {
    try {
      return pack.of(phase, rule(phase.getRuleId()));
    } catch (RuleException e) {
      return Optional.empty();
    }
  }

  /** The last phase of every rule that was changed. */
  List<RulePhase> phases() {
    return rules.values().stream().flatMap(standing -> standing.phase().stream()).toList();
  }

  /** The state of every rule, by name; the name of a deleted one may be another's now. */
  Map<String, RuleState> states() {
    Map<String, RuleState> states = new LinkedHashMap<>();
    for (Standing standing : rules.values()) {
      states.merge(
          standing.rule().name(),
          standing.state(),
          (one, other) -> one == RuleState.deleted ? other : one);
    }
    return states;
  }

  /**
   * The rules as they are to be, deleted ones behind the others: their names may be others' now,
   * and their time may not have come.
   */
  List<Rule> rules() {
    return rules.values().stream()
        .sorted(Comparator.comparing(Standing::isDeleted))
        .map(Standing::rule)
        .toList();
  }

  /** The rule of an id, as it is to be. */
  Optional<Rule> rule(String id) {
    return Optional.ofNullable(rules.get(id)).map(Standing::rule);
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
    Standing now = rules.get(id);
    if (now == null || now.isDeletedBy(change.getEffectiveFrom())) {
      return RuleDecision.unchanged(rule(id));
    }
    return note(RuleAction.deleted, now.rule(), phase(id, change, now.text()));
  }

  /** Leaves a rule as it is, in another state. */
  private RuleDecision restate(String id, RuleChange change) {
    Standing now = rules.get(id);
    return now == null || now.isDeletedBy(change.getEffectiveFrom())
        ? refused(
            id,
            DeadLetterReason.invalid_rule,
            "there is no such rule, and the change has no text; publish the rule's file")
        : put(id, change, now.rule(), now.text());
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
        .orElseGet(() -> put(id, change, rule, text));
  }

  /**
   * Whether a change would be a state of what the pack has newer. It came before the pack did: who
   * paused the rule then finds it paused, whether or not the job was started afresh.
   */
  private boolean isOvertaken(Rule rule, RuleState state) {
    Standing now = rules.get(rule.id());
    return pack.packed(rule.id())
        .filter(packed -> packed.version() > rule.version() && packed.equals(now.rule()))
        .filter(packed -> now.state() != state)
        .isPresent();
  }

  private RuleDecision put(String id, RuleChange change, Rule rule, String text) {
    Standing now = rules.get(id);
    if (now != null
        && now.rule().equals(rule)
        && now.state() == change.getState()
        && now.isBy(change.getEffectiveFrom())) {
      return RuleDecision.unchanged(Optional.of(rule));
    }
    return note(action(now, change.getState()), rule, phase(id, change, text));
  }

  /** What the rule would be mistaken for. */
  private Optional<String> conflict(Rule rule, long from) {
    Standing now = rules.get(rule.id());
    if (now != null && rule.version() < now.rule().version()) {
      return Optional.of(
          "version is %d, was %d already; versions only rise"
              .formatted(rule.version(), now.rule().version()));
    }
    if (now != null
        && rule.version() == now.rule().version()
        && !rule.behaviour().equals(now.rule().behaviour())) {
      return Optional.of(
          "version %d behaved otherwise, and state of it may be about; make it %d"
              .formatted(rule.version(), rule.version() + 1));
    }
    return rules.values().stream()
        .filter(other -> !other.isDeletedBy(from) && !other.rule().id().equals(rule.id()))
        .filter(other -> other.rule().name().equals(rule.name()))
        .findFirst()
        .map(other -> "`%s` is the name of the rule %s".formatted(rule.name(), other.rule().id()));
  }

  private static RuleAction action(Standing now, RuleState state) {
    if (now == null || now.isDeleted()) {
      return RuleAction.added;
    }
    if (now.state() == state) {
      return RuleAction.updated;
    }
    return switch (state) {
      case active -> RuleAction.resumed;
      case shadow -> RuleAction.shadowed;
      case paused -> RuleAction.paused;
      case deleted -> RuleAction.deleted;
    };
  }

  private static RulePhase phase(String id, RuleChange change, String text) {
    return new RulePhase(id, change.getState(), change.getEffectiveFrom(), text);
  }

  private RuleDecision refused(String id, DeadLetterReason reason, String detail) {
    return RuleDecision.refused(rule(id), reason, detail);
  }

  private RuleDecision note(RuleAction action, Rule rule, RulePhase phase) {
    note(rule, phase);
    return RuleDecision.accepted(action, rule, phase);
  }

  private void note(Rule rule, RulePhase phase) {
    rules.put(rule.id(), new Standing(rule, phase.getState(), Optional.of(phase)));
  }
}
