package dev.groundswell.cep.correlate;

import dev.groundswell.cep.correlate.DrawnStep.Absent;
import dev.groundswell.cep.correlate.DrawnStep.Base;
import dev.groundswell.cep.correlate.DrawnStep.Bound;
import dev.groundswell.cep.correlate.DrawnStep.Correlated;
import dev.groundswell.cep.correlate.DrawnStep.Counted;
import dev.groundswell.cep.correlate.DrawnStep.Ordered;
import dev.groundswell.cep.correlate.DrawnStep.Place;
import dev.groundswell.cep.correlate.DrawnStep.Where;
import dev.groundswell.schemas.TelemetryEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The semantics of a rule, naively: looks at the whole past at every event, and keeps nothing but
 * what came since the rule fired last. It shares nothing with what it judges: the rule is what was
 * drawn, not what the loader made of it. A base rule holds for an event that has a label of its
 * name.
 */
final class ReferenceMatcher {

  /** A detection, reduced to what the semantics determine. */
  record Expected(String group, String firstEvent, String lastEvent, List<Evidence> evidence) {}

  /** What stands behind a step. */
  record Evidence(String step, long total) {}

  /** A time in which the rule sees nothing, ms since 1970-01-01 UTC; it ends before the second. */
  record Pause(long from, long until) {}

  /** The events behind a step. */
  private record Behind(String step, List<TelemetryEvent> events) {}

  private static final Comparator<TelemetryEvent> ORDER =
      Comparator.comparingLong(TelemetryEvent::getEventTime)
          .thenComparing(
              TelemetryEvent::getEventSequence, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(TelemetryEvent::getEventId);

  private static final long SECOND = 1000;

  private final DrawnRule rule;
  private final List<Pause> pauses;

  ReferenceMatcher(DrawnRule rule, List<Pause> pauses) {
    this.rule = rule;
    this.pauses = pauses;
  }

  /** The detections, by group and then in order. */
  List<Expected> detections(List<TelemetryEvent> all) {
    List<TelemetryEvent> arrived =
        all.stream()
            .filter(event -> !wasPaused(event.getEventTime(), event.getEventTime()))
            .toList();
    Set<String> groups = new TreeSet<>();
    arrived.forEach(event -> bases(event).forEach(base -> groups.add(actor(base, event))));
    List<Expected> detections = new ArrayList<>();
    for (String group : groups) {
      List<TelemetryEvent> events =
          arrived.stream()
              .filter(event -> bases(event).anyMatch(base -> group.equals(actor(base, event))))
              .toList();
      detections.addAll(new Group(group).detections(events));
    }
    return detections;
  }

  /** The base rules that hold for an event that tells who the actor is. */
  private Stream<String> bases(TelemetryEvent event) {
    return rule.root()
        .bases()
        .filter(base -> event.getLabels().containsKey(base))
        .filter(base -> actor(base, event) != null);
  }

  private boolean wasPaused(long from, long to) {
    return pauses.stream().anyMatch(pause -> pause.from() <= to && from < pause.until());
  }

  private String actor(String base, TelemetryEvent event) {
    return (String) value(rule.actor(base), event);
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

    private void fireUnprevented(Absent absence, long now) {
      boolean fired;
      do {
        fired = false;
        for (int i = 0; i < past.size() && !fired; i++) {
          long due = past.get(i).getEventTime() + absence.seconds() * SECOND;
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

    /** Or may have happened, as far as the rule knows. */
    private boolean happened(Absent absence, int after, long until) {
      return wasPaused(past.get(after).getEventTime(), until)
          || past.subList(after + 1, past.size()).stream()
              .anyMatch(event -> is(absence.rule(), event) && event.getEventTime() <= until);
    }

    private Optional<Absent> trailing() {
      return rule.root() instanceof Ordered ordered
          ? absent(ordered, Place.AFTER_LAST).findFirst()
          : Optional.empty();
    }

    private boolean is(String base, TelemetryEvent event) {
      return event.getLabels().containsKey(base) && name.equals(actor(base, event));
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
    private List<Behind> at(DrawnStep step, int index) {
      if (step instanceof Base base) {
        TelemetryEvent event = past.get(index);
        return is(base.name(), event)
            ? List.of(new Behind(base.name(), List.of(event)))
            : List.of();
      }
      return step instanceof Counted count ? count(count, index) : sequence((Ordered) step, index);
    }

    private List<Behind> count(Counted count, int last) {
      if (!contributes(count, last)) {
        return List.of();
      }
      TelemetryEvent now = past.get(last);
      List<Integer> window = new ArrayList<>();
      for (int i = 0; i <= last; i++) {
        boolean inWindow =
            now.getEventTime() - past.get(i).getEventTime() <= count.seconds() * SECOND;
        if (inWindow && contributes(count, i) && part(count, i).equals(part(count, last))) {
          window.add(i);
        }
      }
      List<TelemetryEvent> events = window.stream().map(past::get).toList();
      return switch (count.measured()) {
        case EVENT_COUNT -> counted(count, events, events.size());
        case VALUE_COUNT -> {
          List<TelemetryEvent> latest = latestOfEachValue(count, events);
          yield counted(count, latest, latest.size());
        }
        case VALUE_SUM -> counted(count, events, (double) sum(count, events));
        case VALUE_AVG -> counted(count, events, sum(count, events) / (double) events.size());
        case TEMPORAL -> steps(count, window);
      };
    }

    private List<Behind> steps(Counted count, List<Integer> window) {
      Map<String, Integer> latest = new LinkedHashMap<>();
      for (int index : window) {
        for (DrawnStep step : count.steps().stream().distinct().toList()) {
          if (!at(step, index).isEmpty()) {
            latest.remove(step.name());
            latest.put(step.name(), index);
          }
        }
      }
      if (!holds(count, latest.size())) {
        return List.of();
      }
      return latest.entrySet().stream()
          .flatMap(entry -> at(named(count, entry.getKey()), entry.getValue()).stream())
          .toList();
    }

    private boolean contributes(Counted count, int index) {
      return count.steps().stream().anyMatch(step -> !at(step, index).isEmpty())
          && !part(count, index).contains(null)
          && count.fields().stream().allMatch(field -> value(field, past.get(index)) != null);
    }

    /** The value by which a nested correlation groups beyond its root; none if it does not. */
    private List<Object> part(Correlated correlation, int index) {
      boolean looksAtParts = correlation.finer() && correlation != rule.root();
      List<Object> part = new ArrayList<>();
      if (looksAtParts) {
        part.add(value(DrawnRule.PART, past.get(index)));
      }
      return part;
    }

    private List<Behind> sequence(Ordered sequence, int last) {
      if (part(sequence, last).contains(null)) {
        return List.of();
      }
      for (int start = last; start >= 0; start--) {
        long length = past.get(last).getEventTime() - past.get(start).getEventTime();
        if (length <= sequence.seconds() * SECOND
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

    private boolean mayStart(Ordered sequence, int start) {
      return !at(sequence.steps().get(0), start).isEmpty()
          && absent(sequence, Place.BEFORE_FIRST)
              .noneMatch(absent -> happenedBefore(absent, past.get(start)));
    }

    private boolean happenedBefore(Absent absent, TelemetryEvent event) {
      long since = event.getEventTime() - absent.seconds() * SECOND;
      return wasPaused(since, event.getEventTime())
          || seen.subList(0, seen.indexOf(event)).stream()
              .anyMatch(earlier -> is(absent.rule(), earlier) && earlier.getEventTime() >= since);
    }

    /** The run that begins like this and takes each step as late as it can, to end at the last. */
    private List<Integer> run(Ordered sequence, List<Integer> begun, int last) {
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
    private boolean isQuiet(Ordered sequence, int position, int from, int to) {
      if (position != sequence.steps().size() - 1) {
        return true;
      }
      DrawnStep last = sequence.steps().get(position);
      return absent(sequence, Place.BEFORE_LAST)
          .noneMatch(
              absent -> {
                if (wasPaused(past.get(from).getEventTime(), past.get(to).getEventTime())) {
                  return true;
                }
                for (int i = from + 1; i < to; i++) {
                  if (is(absent.rule(), past.get(i)) && at(last, i).isEmpty()) {
                    return true;
                  }
                }
                return false;
              });
    }

    private boolean areRelated(Ordered sequence, List<Integer> begun, int next) {
      boolean completes = begun.size() == sequence.steps().size() - 1;
      TelemetryEvent event = past.get(next);
      return sequence.where().stream()
          .filter(where -> completes || !where.ends())
          .allMatch(
              where ->
                  related(where, past.get(begun.get(where.ends() ? 0 : begun.size() - 1)), event));
    }
  }

  private static Stream<Absent> absent(Ordered sequence, Place place) {
    return sequence.absent().stream().filter(absent -> absent.place() == place);
  }

  private static boolean related(Where where, TelemetryEvent earlier, TelemetryEvent later) {
    Object one = value(where.field(), earlier);
    Object other = value(where.field(), later);
    if (one == null || other == null) {
      return false;
    }
    double hours = Math.max(1, later.getEventTime() - earlier.getEventTime()) / 3_600_000.0;
    return switch (where.kind()) {
      case "same" -> one.equals(other);
      case "differs" -> !one.equals(other);
      case "rises" -> (Long) one < (Long) other;
      case "near" -> where.bound().holds(differingBits((Long) one, (Long) other));
      case "distance" -> where.bound().holds(kilometres((Double) one, (Double) other));
      case "speed" -> where.bound().holds(kilometres((Double) one, (Double) other) / hours);
      default -> throw new IllegalArgumentException(where.kind());
    };
  }

  private static int differingBits(long one, long other) {
    int differing = 0;
    for (int bit = 0; bit < Long.SIZE; bit++) {
      differing += (one >> bit & 1) == (other >> bit & 1) ? 0 : 1;
    }
    return differing;
  }

  /**
   * All drawn places are on one meridian, where a degree is as long as a nautical mile times 60.
   */
  private static double kilometres(double oneLatitude, double otherLatitude) {
    return Math.abs(oneLatitude - otherLatitude) * 60 * 1.853;
  }

  private static DrawnStep named(Counted count, String step) {
    return count.steps().stream()
        .filter(each -> each.name().equals(step))
        .findFirst()
        .orElseThrow();
  }

  private static List<Behind> counted(Counted count, List<TelemetryEvent> events, double number) {
    return holds(count, number) ? named(count, events) : List.of();
  }

  private static List<Behind> named(Counted count, List<TelemetryEvent> events) {
    return List.of(new Behind(count.name(), events));
  }

  /** Without a condition, all different steps. */
  private static boolean holds(Counted count, double number) {
    List<Bound> bounds =
        count.bounds().isEmpty()
            ? List.of(new Bound("gte", count.steps().stream().distinct().count()))
            : count.bounds();
    return bounds.stream().allMatch(bound -> bound.holds(number));
  }

  private static long sum(Counted count, List<TelemetryEvent> events) {
    return events.stream().mapToLong(event -> (Long) value(count.fields().get(0), event)).sum();
  }

  private static List<TelemetryEvent> latestOfEachValue(
      Counted count, List<TelemetryEvent> events) {
    Map<List<Object>, TelemetryEvent> latest = new LinkedHashMap<>();
    for (TelemetryEvent event : events) {
      List<Object> values =
          count.fields().stream()
              .map(field -> value(field, event))
              .map(Objects::requireNonNull)
              .toList();
      latest.remove(values);
      latest.put(values, event);
    }
    return List.copyOf(latest.values());
  }

  private static Object value(String field, TelemetryEvent event) {
    return switch (field) {
      case "user.id" -> event.getUserId();
      case "labels.owner" -> event.getLabels().get("owner");
      case "labels.part" -> event.getLabels().get("part");
      case "labels.value" -> event.getLabels().get("value");
      case "gen_ai.usage.input_tokens" -> event.getGenAiUsageInputTokens();
      case "content.input.simhash" -> event.getContentInputSimhash();
      case "client.geo" -> event.getClientGeoLat();
      default -> throw new IllegalArgumentException(field);
    };
  }

  private static List<TelemetryEvent> ordered(List<TelemetryEvent> events) {
    Set<String> ids = new HashSet<>();
    return events.stream().filter(event -> ids.add(event.getEventId())).sorted(ORDER).toList();
  }
}
