package dev.groundswell.cep.correlate;

import dev.groundswell.cep.match.StepMatcher;
import dev.groundswell.cep.rules.Rule;
import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.cep.rules.Step;
import dev.groundswell.cep.rules.Step.BaseRule;
import dev.groundswell.cep.rules.Step.Count;
import dev.groundswell.cep.rules.Step.TemporalOrdered;
import dev.groundswell.cep.rules.Step.ValueCount;
import dev.groundswell.schemas.StepMatch;
import dev.groundswell.schemas.StepRef;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.TelemetryField;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The semantics of a rule, naively: looks at the whole past at every event, keeps no runs. */
final class ReferenceMatcher {

  /** A detection, reduced to what the semantics determine. */
  record Expected(String group, String firstEvent, String lastEvent, List<Long> totals) {}

  /** An event that satisfies base rules. */
  private record Satisfied(TelemetryEvent event, Set<String> steps) {
    long time() {
      return event.getEventTime();
    }
  }

  private final Rule rule;
  private final StepMatcher matcher;

  ReferenceMatcher(Rule rule) {
    this.rule = rule;
    this.matcher = new StepMatcher(new RulePack(List.of(rule)));
  }

  /** The detections, by group and then in order. */
  List<Expected> detections(List<TelemetryEvent> arrived) {
    Map<String, List<TelemetryEvent>> groups =
        arrived.stream()
            .filter(event -> event.getUserId() != null)
            .collect(
                Collectors.groupingBy(
                    TelemetryEvent::getUserId, TreeMap::new, Collectors.toList()));
    List<Expected> detections = new ArrayList<>();
    groups.forEach((group, events) -> detections.addAll(detections(group, events)));
    return detections;
  }

  private List<Expected> detections(String group, List<TelemetryEvent> events) {
    List<Expected> detections = new ArrayList<>();
    List<Satisfied> sinceFired = new ArrayList<>();
    for (TelemetryEvent event : ordered(events)) {
      Set<String> steps = steps(event);
      if (steps.isEmpty()) {
        continue;
      }
      sinceFired.add(new Satisfied(event, steps));
      List<List<TelemetryEvent>> evidence = evidence(sinceFired);
      if (!evidence.isEmpty()) {
        detections.add(
            new Expected(
                group,
                evidence.get(0).get(0).getEventId(),
                event.getEventId(),
                evidence.stream().map(behind -> (long) behind.size()).toList()));
        sinceFired.clear();
      }
    }
    return detections;
  }

  /** The events behind each step if the rule fires at the last event, else nothing. */
  private List<List<TelemetryEvent>> evidence(List<Satisfied> past) {
    int last = past.size() - 1;
    if (rule.root() instanceof TemporalOrdered sequence) {
      for (int start = last - 1; start >= 0; start--) {
        List<List<TelemetryEvent>> found = run(sequence, past, start);
        if (!found.isEmpty()) {
          return found;
        }
      }
      return List.of();
    }
    List<TelemetryEvent> counted = occurrence(rule.root(), past, last);
    return counted.isEmpty() ? List.of() : List.of(counted);
  }

  /** The run that starts at an event, if it ends at the last one. */
  private static List<List<TelemetryEvent>> run(
      TemporalOrdered sequence, List<Satisfied> past, int start) {
    List<List<TelemetryEvent>> found = new ArrayList<>();
    for (int i = start; i < past.size() && found.size() < sequence.steps().size(); i++) {
      List<TelemetryEvent> occurrence = occurrence(sequence.steps().get(found.size()), past, i);
      if (i == start && occurrence.isEmpty()) {
        return List.of();
      }
      if (!occurrence.isEmpty()) {
        found.add(occurrence);
      }
    }
    long last = past.get(past.size() - 1).time();
    boolean inTime = last - past.get(start).time() <= sequence.timespan().toMillis();
    return inTime && found.size() == sequence.steps().size() ? found : List.of();
  }

  /** The events behind a step if it holds at an event, else nothing. */
  private static List<TelemetryEvent> occurrence(Step step, List<Satisfied> past, int at) {
    Satisfied now = past.get(at);
    if (step instanceof BaseRule) {
      return now.steps().contains(step.name()) ? List.of(now.event()) : List.of();
    }
    Count count = (Count) step;
    if (!contributes(count, now)) {
      return List.of();
    }
    List<TelemetryEvent> inWindow =
        past.subList(0, at + 1).stream()
            .filter(each -> contributes(count, each))
            .filter(each -> now.time() - each.time() <= count.timespan().toMillis())
            .map(Satisfied::event)
            .toList();
    List<TelemetryEvent> counted =
        count instanceof ValueCount values ? latestOfEachValue(values, inWindow) : inWindow;
    return count.threshold().holds(counted.size()) ? counted : List.of();
  }

  private static boolean contributes(Count count, Satisfied satisfied) {
    return count.counted().stream().anyMatch(base -> satisfied.steps().contains(base.name()))
        && !(count instanceof ValueCount values && value(values, satisfied.event()) == null);
  }

  private static List<TelemetryEvent> latestOfEachValue(
      ValueCount count, List<TelemetryEvent> events) {
    List<TelemetryEvent> latest = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      Object value = value(count, events.get(i));
      if (events.subList(i + 1, events.size()).stream()
          .noneMatch(later -> value.equals(value(count, later)))) {
        latest.add(events.get(i));
      }
    }
    return latest;
  }

  private static Object value(ValueCount count, TelemetryEvent event) {
    return TelemetryField.named(count.field()).orElseThrow().value(event);
  }

  private Set<String> steps(TelemetryEvent event) {
    return matcher.match(event).matches().stream()
        .map(StepMatch::getSteps)
        .flatMap(List::stream)
        .map(StepRef::getStep)
        .collect(Collectors.toSet());
  }

  private static List<TelemetryEvent> ordered(List<TelemetryEvent> events) {
    Set<String> seen = new HashSet<>();
    return events.stream()
        .filter(event -> seen.add(event.getEventId()))
        .sorted(
            Comparator.comparingLong(TelemetryEvent::getEventTime)
                .thenComparing(
                    TelemetryEvent::getEventSequence,
                    Comparator.nullsFirst(Comparator.naturalOrder()))
                .thenComparing(TelemetryEvent::getEventId))
        .toList();
  }
}
