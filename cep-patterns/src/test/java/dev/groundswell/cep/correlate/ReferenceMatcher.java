package dev.groundswell.cep.correlate;

import dev.groundswell.cep.rules.GroupBy;
import dev.groundswell.cep.rules.Relation;
import dev.groundswell.cep.rules.Rule;
import dev.groundswell.cep.rules.Step;
import dev.groundswell.cep.rules.Step.Absence;
import dev.groundswell.cep.rules.Step.BaseRule;
import dev.groundswell.cep.rules.Step.Correlation;
import dev.groundswell.cep.rules.Step.Count;
import dev.groundswell.cep.rules.Step.Sequence;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.TelemetryField;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The semantics of a rule, naively: looks at the whole past at every event, and keeps nothing but
 * what came since the rule fired last. A base rule holds for an event that has a label of its name.
 */
final class ReferenceMatcher {

  /** A detection, reduced to what the semantics determine. */
  record Expected(String group, String firstEvent, String lastEvent, List<Evidence> evidence) {}

  /** What stands behind a step. */
  record Evidence(String step, long total) {}

  /** The events behind a step. */
  private record Behind(String step, List<TelemetryEvent> events) {}

  private static final Comparator<TelemetryEvent> ORDER =
      Comparator.comparingLong(TelemetryEvent::getEventTime)
          .thenComparing(
              TelemetryEvent::getEventSequence, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(TelemetryEvent::getEventId);

  private final Rule rule;

  ReferenceMatcher(Rule rule) {
    this.rule = rule;
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
    groups.forEach((group, events) -> detections.addAll(new Group(group).detections(events)));
    return detections;
  }

  /** One group, with what it has seen. */
  private final class Group {

    private final String name;
    private final List<TelemetryEvent> seen = new ArrayList<>();
    private final List<TelemetryEvent> past = new ArrayList<>();
    private final List<Expected> detections = new ArrayList<>();

    Group(String name) {
      this.name = name;
    }

    List<Expected> detections(List<TelemetryEvent> events) {
      for (TelemetryEvent event : ordered(events)) {
        fireUnprevented(event.getEventTime());
        seen.add(event);
        past.add(event);
        if (trailing().isEmpty()) {
          fire(at(rule.root(), past.size() - 1));
        }
      }
      fireUnprevented(Long.MAX_VALUE);
      return detections;
    }

    /** Completions whose time ran out before now, with nothing that prevents them. */
    private void fireUnprevented(long now) {
      trailing().ifPresent(absence -> fireUnprevented(absence, now));
    }

    private void fireUnprevented(Absence absence, long now) {
      boolean fired;
      do {
        fired = false;
        for (int i = 0; i < past.size() && !fired; i++) {
          long due = past.get(i).getEventTime() + absence.within().toMillis();
          List<Behind> evidence = at(rule.root(), i);
          if (due < now && !evidence.isEmpty() && !happened(absence, i, due)) {
            List<TelemetryEvent> later =
                past.stream().filter(event -> event.getEventTime() > due).toList();
            fire(evidence);
            past.addAll(later);
            fired = true;
          }
        }
      } while (fired);
    }

    private boolean happened(Absence absence, int after, long until) {
      return past.subList(after + 1, past.size()).stream()
          .anyMatch(event -> is(absence.unwanted(), event) && event.getEventTime() <= until);
    }

    private Optional<Absence> trailing() {
      return rule.root() instanceof Sequence sequence
          ? sequence.absences().stream()
              .filter(absence -> absence.position() == sequence.steps().size())
              .findFirst()
          : Optional.empty();
    }

    private void fire(List<Behind> evidence) {
      if (!evidence.isEmpty()) {
        List<TelemetryEvent> events =
            evidence.stream().flatMap(behind -> behind.events().stream()).sorted(ORDER).toList();
        detections.add(
            new Expected(
                name,
                events.get(0).getEventId(),
                events.get(events.size() - 1).getEventId(),
                evidence.stream()
                    .map(behind -> new Evidence(behind.step(), behind.events().size()))
                    .toList()));
        past.clear();
      }
    }

    /** What stands behind a step if it holds at an event, else nothing. */
    private List<Behind> at(Step step, int index) {
      if (step instanceof BaseRule base) {
        TelemetryEvent event = past.get(index);
        return is(base, event) ? List.of(new Behind(base.name(), List.of(event))) : List.of();
      }
      return step instanceof Count count ? count(count, index) : sequence((Sequence) step, index);
    }

    private List<Behind> count(Count count, int last) {
      if (!contributes(count, last)) {
        return List.of();
      }
      TelemetryEvent now = past.get(last);
      List<Integer> window = new ArrayList<>();
      for (int i = 0; i <= last; i++) {
        boolean inWindow =
            now.getEventTime() - past.get(i).getEventTime() <= count.timespan().toMillis();
        if (inWindow && contributes(count, i) && part(count, i).equals(part(count, last))) {
          window.add(i);
        }
      }
      List<TelemetryEvent> events = window.stream().map(past::get).toList();
      return switch (count.measure().kind()) {
        case EVENTS -> counted(count, events, events.size());
        case VALUES -> {
          List<TelemetryEvent> latest = latestOfEachValue(count, events);
          yield counted(count, latest, latest.size());
        }
        case SUM -> count.threshold().holds(sum(count, events)) ? named(count, events) : List.of();
        case AVERAGE ->
            count.threshold().holdsForMean(sum(count, events), events.size())
                ? named(count, events)
                : List.of();
        case STEPS -> steps(count, window);
      };
    }

    private List<Behind> steps(Count count, List<Integer> window) {
      Map<String, Integer> latest = new LinkedHashMap<>();
      for (int index : window) {
        for (Step step : count.steps().stream().distinct().toList()) {
          if (!at(step, index).isEmpty()) {
            latest.remove(step.name());
            latest.put(step.name(), index);
          }
        }
      }
      if (!count.threshold().holds(latest.size())) {
        return List.of();
      }
      return latest.entrySet().stream()
          .flatMap(entry -> at(named(count, entry.getKey()), entry.getValue()).stream())
          .toList();
    }

    private boolean contributes(Count count, int index) {
      return count.steps().stream().anyMatch(step -> !at(step, index).isEmpty())
          && !part(count, index).contains(null)
          && count.measure().fields().stream()
              .allMatch(field -> value(field, past.get(index)) != null);
    }

    /** The values of the fields by which a nested correlation groups beyond its root. */
    private List<Object> part(Correlation correlation, int index) {
      GroupBy root = ((Correlation) rule.root()).groupBy();
      List<Object> part = new ArrayList<>();
      for (String field : correlation.groupBy().names()) {
        if (!root.names().contains(field)) {
          part.add(value(field, past.get(index)));
        }
      }
      return part;
    }

    private List<Behind> sequence(Sequence sequence, int last) {
      if (part(sequence, last).contains(null)) {
        return List.of();
      }
      for (int start = last; start >= 0; start--) {
        long length = past.get(last).getEventTime() - past.get(start).getEventTime();
        if (length <= sequence.timespan().toMillis()
            && part(sequence, start).equals(part(sequence, last))
            && mayStart(sequence, start)) {
          List<Integer> run = run(sequence, new ArrayList<>(List.of(start)), last);
          if (!run.isEmpty()) {
            List<Behind> evidence = new ArrayList<>();
            for (int i = 0; i < run.size(); i++) {
              evidence.addAll(at(sequence.steps().get(i), run.get(i)));
            }
            return evidence;
          }
        }
      }
      return List.of();
    }

    private boolean mayStart(Sequence sequence, int start) {
      TelemetryEvent event = past.get(start);
      int order = seen.indexOf(event);
      return !at(sequence.steps().get(0), start).isEmpty()
          && sequence.absences().stream()
              .filter(absence -> absence.position() == 0)
              .noneMatch(
                  absence ->
                      seen.subList(0, order).stream()
                          .filter(earlier -> is(absence.unwanted(), earlier))
                          .anyMatch(
                              earlier ->
                                  event.getEventTime() - earlier.getEventTime()
                                      <= absence.within().toMillis()));
    }

    /** The run that begins like this and takes each step as late as it can, to end at the last. */
    private List<Integer> run(Sequence sequence, List<Integer> begun, int last) {
      int position = begun.size();
      int latest = begun.get(position - 1);
      if (position == sequence.steps().size()) {
        return latest == last ? begun : List.of();
      }
      for (int next = last; next > latest; next--) {
        if (part(sequence, next).equals(part(sequence, last))
            && !at(sequence.steps().get(position), next).isEmpty()
            && isQuiet(sequence, position, latest, next)
            && areRelated(sequence, begun, next)) {
          List<Integer> longer = new ArrayList<>(begun);
          longer.add(next);
          List<Integer> run = run(sequence, longer, last);
          if (!run.isEmpty()) {
            return run;
          }
        }
      }
      return List.of();
    }

    /** Whether nothing unwanted happens between two steps. */
    private boolean isQuiet(Sequence sequence, int position, int from, int to) {
      for (Absence absence : sequence.absences()) {
        for (int i = from + 1; i < to && absence.position() == position; i++) {
          if (is(absence.unwanted(), past.get(i))
              && at(sequence.steps().get(position), i).isEmpty()) {
            return false;
          }
        }
      }
      return true;
    }

    private boolean areRelated(Sequence sequence, List<Integer> begun, int next) {
      return sequence.relations().stream()
          .filter(relation -> relation.later() == begun.size())
          .allMatch(
              relation ->
                  related(relation, past.get(begun.get(relation.earlier())), past.get(next)));
    }
  }

  private static boolean is(BaseRule base, TelemetryEvent event) {
    return event.getLabels().containsKey(base.name());
  }

  private static boolean related(Relation relation, TelemetryEvent earlier, TelemetryEvent later) {
    Object one = value(relation.field(), earlier);
    Object other = value(relation.field(), later);
    if (one == null || other == null) {
      return false;
    }
    return switch (relation.kind()) {
      case SAME -> one.equals(other);
      case DIFFERS -> !one.equals(other);
      case RISES -> (Long) one < (Long) other;
      default -> throw new IllegalArgumentException("not drawn: " + relation.kind());
    };
  }

  private static Step named(Count count, String step) {
    return count.steps().stream()
        .filter(each -> each.name().equals(step))
        .findFirst()
        .orElseThrow();
  }

  private static List<Behind> counted(Count count, List<TelemetryEvent> events, long number) {
    return count.threshold().holds(number) ? named(count, events) : List.of();
  }

  private static List<Behind> named(Count count, List<TelemetryEvent> events) {
    return List.of(new Behind(count.name(), events));
  }

  private static BigDecimal sum(Count count, List<TelemetryEvent> events) {
    return events.stream()
        .map(event -> value(count.measure().fields().get(0), event))
        .map(value -> new BigDecimal(value.toString()))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static List<TelemetryEvent> latestOfEachValue(Count count, List<TelemetryEvent> events) {
    Map<List<Object>, TelemetryEvent> latest = new LinkedHashMap<>();
    for (TelemetryEvent event : events) {
      List<Object> values =
          count.measure().fields().stream()
              .map(field -> value(field, event))
              .map(Objects::requireNonNull)
              .toList();
      latest.remove(values);
      latest.put(values, event);
    }
    return List.copyOf(latest.values());
  }

  private static Object value(String field, TelemetryEvent event) {
    return TelemetryField.named(field).orElseThrow().value(event);
  }

  private static List<TelemetryEvent> ordered(List<TelemetryEvent> events) {
    Set<String> ids = new HashSet<>();
    return events.stream().filter(event -> ids.add(event.getEventId())).sorted(ORDER).toList();
  }
}
