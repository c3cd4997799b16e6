package dev.groundswell.cep.rules;

import dev.groundswell.cep.rules.Relation.Kind;
import dev.groundswell.cep.rules.Step.Absence;
import dev.groundswell.cep.rules.Step.BaseRule;
import dev.groundswell.cep.rules.YamlValue.Mapping;
import dev.groundswell.cep.rules.YamlValue.Sequence;
import dev.groundswell.schemas.FieldType;
import dev.groundswell.schemas.TelemetryField;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Reads {@code x-absent} and {@code x-where} of a sequence: what Sigma has no words for. */
final class SequenceParser {

  static final String ABSENT = "x-absent";
  static final String WHERE = "x-where";

  private static final String PLACE = "client.geo";
  private static final Threshold NONE = Threshold.of(Comparison.GTE, 0);

  private final Fields correlation;
  private final List<Step> steps;
  private final Problems problems;

  SequenceParser(Fields correlation, List<Step> steps, Problems problems) {
    this.correlation = correlation;
    this.steps = steps;
    this.problems = problems;
  }

  /** Names of the rules that must not hold. */
  static List<String> unwanted(Mapping correlation, Problems problems) {
    return items(correlation.get(ABSENT)).stream()
        .filter(Mapping.class::isInstance)
        .map(item -> new Fields("correlation.x-absent.", (Mapping) item, problems))
        .flatMap(fields -> fields.texts("rule").stream())
        .toList();
  }

  /**
   * What must not happen.
   *
   * @param rules finds the rule that an item names
   */
  List<Absence> absences(Mapping mapping, RuleFinder rules) {
    List<Absence> absences = new ArrayList<>();
    for (YamlValue item : items(mapping.get(ABSENT))) {
      if (item instanceof Mapping absent) {
        absence(new Fields("correlation.x-absent.", absent, problems), rules)
            .ifPresent(absences::add);
      } else {
        correlation.refuse(ABSENT, "must be a list of {rule: …, before or after: …}");
      }
    }
    if (absences.stream().filter(absence -> absence.position() == steps.size()).count() > 1) {
      correlation.refuse(ABSENT, "has two items after the last step; let one rule tell both");
    }
    return absences;
  }

  /** What pairs of events must have to do with each other. */
  List<Relation> relations(Mapping mapping) {
    List<Relation> relations = new ArrayList<>();
    for (YamlValue item : items(mapping.get(WHERE))) {
      if (item instanceof Mapping where) {
        relations.addAll(relations(new Fields("correlation.x-where.", where, problems), where));
      } else {
        correlation.refuse(WHERE, "must be a list of {%s: field}".formatted(kinds()));
      }
    }
    return relations;
  }

  private Optional<Absence> absence(Fields absent, RuleFinder rules) {
    absent.allowOnly(
        Set.of("rule", "before", "after", "within"), "is unknown; use rule, before, after, within");
    Optional<Step> unwanted = rules.find(absent.required("rule"));
    if (unwanted.isPresent() && !(unwanted.get() instanceof BaseRule)) {
      absent.refuse("rule", "must be a detection rule, not a correlation");
    }
    int position = absent.has("after") ? after(absent) : before(absent);
    boolean outside = position == 0 || position == steps.size();
    if (outside != absent.has("within")) {
      absent.refuse(
          "within",
          outside
              ? "is missing; say for how long before the first step or after the last"
              : "means nothing between two steps; remove it");
    }
    Duration within = absent.has("within") ? Timespans.parse(absent, "within") : Duration.ZERO;
    return unwanted
        .filter(BaseRule.class::isInstance)
        .map(rule -> new Absence((BaseRule) rule, position, within));
  }

  private int before(Fields absent) {
    String step = absent.required("before");
    return position(absent, "before", step);
  }

  private int after(Fields absent) {
    if (absent.has("before")) {
      absent.refuse("after", "stands beside `before`; keep one");
    }
    int position = position(absent, "after", absent.text("after", ""));
    if (position != steps.size() - 1) {
      absent.refuse("after", "must be the last step; between two steps, say before the later one");
    }
    return steps.size();
  }

  private int position(Fields fields, String key, String name) {
    List<Integer> positions =
        IntStream.range(0, steps.size())
            .filter(each -> steps.get(each).name().equals(name))
            .boxed()
            .toList();
    if (positions.size() != 1) {
      fields.refuse(
          key,
          "`%s` is %s; there are %s"
              .formatted(
                  name,
                  positions.isEmpty() ? "no step" : "a step more than once",
                  steps.stream().map(Step::name).toList()));
      return 0;
    }
    return positions.get(0);
  }

  private List<Relation> relations(Fields where, Mapping mapping) {
    for (Kind kind : Kind.values()) {
      String key = kind.name().toLowerCase(Locale.ROOT);
      if (where.has(key)) {
        String field = where.text(key, "");
        check(kind, field, where, key);
        Threshold threshold = kind.isNumeric() ? threshold(where, mapping, key) : NONE;
        if (!kind.isNumeric()) {
          where.allowOnly(Set.of(key, "of"), "is unknown; use %s and of".formatted(key));
        }
        return pairs(where).stream()
            .map(pair -> new Relation(kind, field, threshold, pair[0], pair[1]))
            .toList();
      }
    }
    correlation.refuse(WHERE, "needs one of %s".formatted(kinds()));
    return List.of();
  }

  private static Threshold threshold(Fields where, Mapping mapping, String key) {
    Optional<Threshold> threshold = CountCondition.threshold(mapping, Set.of(key, "of"));
    if (threshold.isEmpty()) {
      where.refuse(key, "needs beside it " + CountCondition.COMPARISONS);
    }
    return threshold.orElse(NONE);
  }

  private void check(Kind kind, String name, Fields where, String key) {
    if (kind == Kind.DISTANCE || kind == Kind.SPEED) {
      if (!name.equals(PLACE)) {
        where.refuse(key, "must be %s".formatted(PLACE));
      }
      return;
    }
    Optional<TelemetryField> field = TelemetryField.named(name);
    if (field.isEmpty()) {
      where.refuse(key, "no field `%s`; see schemas/README.md".formatted(name));
      return;
    }
    FieldType type = field.get().type();
    boolean fits =
        switch (kind) {
          case NEAR -> type == FieldType.LONG;
          case RISES -> type == FieldType.LONG || type == FieldType.DOUBLE;
          default -> type != FieldType.STRINGS;
        };
    if (!fits) {
      where.refuse(key, "`%s` cannot be compared so; its type is %s".formatted(name, type));
    }
  }

  /** The steps that are compared: those named, else each with the one before it. */
  private List<int[]> pairs(Fields where) {
    if (!where.has("of")) {
      return IntStream.range(1, steps.size()).mapToObj(i -> new int[] {i - 1, i}).toList();
    }
    List<String> names = where.texts("of");
    if (names.size() != 2) {
      where.refuse("of", "must be two steps");
      return List.of();
    }
    int earlier = position(where, "of", names.get(0));
    int later = position(where, "of", names.get(1));
    if (earlier >= later) {
      where.refuse("of", "must name the earlier step first");
      return List.of();
    }
    return List.of(new int[] {earlier, later});
  }

  private static List<YamlValue> items(YamlValue value) {
    if (value == null) {
      return List.of();
    }
    return value instanceof Sequence sequence ? sequence.values() : List.of(value);
  }

  private static List<String> kinds() {
    return List.of(Kind.values()).stream()
        .map(kind -> kind.name().toLowerCase(Locale.ROOT))
        .toList();
  }
}
