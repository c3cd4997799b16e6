package dev.groundswell.cep.match;

import dev.groundswell.cep.rules.Rule;
import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.cep.rules.Step.BaseRule;
import dev.groundswell.schemas.EventSummary;
import dev.groundswell.schemas.GroupField;
import dev.groundswell.schemas.StepMatch;
import dev.groundswell.schemas.StepRef;
import dev.groundswell.schemas.TelemetryEvent;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides which rule steps an event satisfies, without state: most events satisfy none and go no
 * further. A step is only looked at where a predicate holds without which it cannot. Not
 * thread-safe to build, thread-safe to use; compile it where it runs.
 */
public final class StepMatcher {

  /** A step ready to be decided from the numbers of the predicates that hold. */
  private record CompiledStep(
      StepRef reference,
      boolean broad,
      CompiledCondition condition,
      Grouping grouping,
      BoundFields boundFields) {}

  /**
   * What a grouping makes of one event: most rules share one.
   *
   * @param absent fields that the event lacks
   * @param steps takes the steps that it satisfies in its group; empty if it has none
   */
  private record Group(Set<String> absent, Optional<List<StepRef>> steps) {}

  private final PredicateTable predicates = new PredicateTable();

  /** By names and fields, so that equal ones are the same. */
  private final Map<List<List<String>>, Grouping> groupings = new HashMap<>();

  /** The steps of all rules, those of one rule together. */
  private final List<CompiledStep> steps = new ArrayList<>();

  /** By predicate, the steps of which it or another that is listed holds whenever they do. */
  private final BitSet[] anchored;

  /** The steps that may hold where no predicate does. */
  private final BitSet unanchored = new BitSet();

  /** Compiles the steps of all rules. */
  public StepMatcher(RulePack pack) {
    for (Rule rule : pack.rules()) {
      rule.baseRules().forEach(step -> steps.add(compile(rule, step)));
    }
    Map<Integer, Integer> uses = new HashMap<>();
    steps.forEach(
        step ->
            step.condition()
                .predicates()
                .forEach(predicate -> uses.merge(predicate, 1, Integer::sum)));
    anchored = new BitSet[predicates.size()];
    for (int index = 0; index < steps.size(); index++) {
      anchor(index, steps.get(index).condition().anchors(uses::get));
    }
  }

  /** What the event means to the rules. */
  public EventMatches match(TelemetryEvent event) {
    BitSet holding = predicates.holding(event);
    BitSet candidates = candidates(holding);
    if (candidates.isEmpty()) {
      return EventMatches.NONE;
    }
    boolean selective = false;
    Map<List<GroupField>, List<StepRef>> stepsByGroup = new LinkedHashMap<>();
    Map<Grouping, Group> groups = new HashMap<>();
    Map<String, String> bound = new HashMap<>();
    Map<String, Set<String>> absentByRule = new LinkedHashMap<>();
    for (int i = candidates.nextSetBit(0); i >= 0; i = candidates.nextSetBit(i + 1)) {
      CompiledStep step = steps.get(i);
      if (step.condition().holds(holding)) {
        selective |= !step.broad();
        Group group =
            groups.computeIfAbsent(step.grouping(), each -> group(each, event, stepsByGroup));
        if (group.absent().isEmpty() && step.boundFields().isEmpty()) {
          group.steps().ifPresent(steps -> steps.add(step.reference()));
        } else {
          Set<String> absent =
              absentByRule.computeIfAbsent(
                  step.reference().getRuleId(), rule -> new LinkedHashSet<>());
          absent.addAll(group.absent());
          if (group.steps().isPresent() && step.boundFields().bind(event, bound, absent)) {
            group.steps().get().add(step.reference());
          }
        }
      }
    }
    List<String> absent =
        absentByRule.isEmpty()
            ? List.of()
            : absentByRule.values().stream().flatMap(Set::stream).toList();
    stepsByGroup.values().removeIf(List::isEmpty);
    if (stepsByGroup.isEmpty() && absent.isEmpty()) {
      return EventMatches.NONE;
    }
    EventSummary summary = EventSummaries.of(event, bound);
    List<StepMatch> matches = new ArrayList<>(stepsByGroup.size());
    stepsByGroup.forEach((group, steps) -> matches.add(Grouping.match(group, steps, summary)));
    return new EventMatches(matches, selective, absent);
  }

  private static Group group(
      Grouping grouping, TelemetryEvent event, Map<List<GroupField>, List<StepRef>> stepsByGroup) {
    Set<String> absent = new LinkedHashSet<>();
    Optional<List<StepRef>> steps =
        grouping
            .of(event, absent)
            .map(group -> stepsByGroup.computeIfAbsent(group, key -> new ArrayList<>()));
    return new Group(absent, steps);
  }

  private void anchor(int index, Optional<Set<Integer>> anchors) {
    if (anchors.isEmpty()) {
      unanchored.set(index);
    }
    for (int anchor : anchors.orElse(Set.of())) {
      if (anchored[anchor] == null) {
        anchored[anchor] = new BitSet();
      }
      anchored[anchor].set(index);
    }
  }

  private BitSet candidates(BitSet holding) {
    if (holding.isEmpty()) {
      return unanchored;
    }
    BitSet candidates = (BitSet) unanchored.clone();
    for (int i = holding.nextSetBit(0); i >= 0; i = holding.nextSetBit(i + 1)) {
      if (anchored[i] != null) {
        candidates.or(anchored[i]);
      }
    }
    return candidates;
  }

  private CompiledStep compile(Rule rule, BaseRule step) {
    return new CompiledStep(
        new StepRef(rule.id(), rule.version(), step.name()),
        step.broad(),
        new CompiledCondition(step.condition(), predicates::number),
        groupings.computeIfAbsent(
            List.of(rule.groupBy().names(), rule.groupBy().fields(step.name())),
            none -> new Grouping(rule.groupBy(), step.name())),
        new BoundFields(rule, step));
  }
}
