package dev.groundswell.cep.rules;

import dev.groundswell.cep.rules.Step.BaseRule;
import dev.groundswell.cep.rules.Step.Correlation;
import dev.groundswell.cep.rules.Step.EventCount;
import dev.groundswell.cep.rules.Step.TemporalOrdered;
import dev.groundswell.cep.rules.Step.ValueCount;
import dev.groundswell.cep.rules.YamlValue.Mapping;
import dev.groundswell.schemas.TelemetryField;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the {@code correlation} of a document whose steps are read already. */
final class CorrelationParser {

  private static final String KEY = "correlation.";
  private static final Pattern TIMESPAN = Pattern.compile("([1-9]\\d{0,5})([smhd])");
  private static final Duration NONE = Duration.ofSeconds(1);

  private final Problems problems;

  CorrelationParser(Problems problems) {
    this.problems = problems;
  }

  /** The correlation, or empty after noting why not. */
  Optional<Step> parse(String name, Mapping correlation, List<Step> steps) {
    Fields fields = new Fields(KEY, correlation, problems);
    fields.allowOnly(
        Set.of("type", "rules", "group-by", "timespan", "condition"),
        "is not supported; remove it or see cep-patterns/README.md");
    List<String> groupBy = groupBy(fields);
    Duration timespan = timespan(fields);
    String type = fields.required("type");
    return switch (type) {
      case "event_count" -> {
        CountCondition condition = CountCondition.ofEvents(fields, correlation);
        yield Optional.of(
            new EventCount(name, counted(fields, steps), groupBy, timespan, condition.threshold()));
      }
      case "value_count" -> {
        CountCondition condition = CountCondition.ofValues(fields, correlation, problems);
        yield Optional.of(
            new ValueCount(
                name,
                counted(fields, steps),
                condition.field(),
                groupBy,
                timespan,
                condition.threshold()));
      }
      case "temporal_ordered" -> {
        requireSequence(fields, name, groupBy, steps);
        yield Optional.of(new TemporalOrdered(name, steps, groupBy, timespan));
      }
      default -> {
        fields.refuse(
            "type",
            "`%s` is not supported; use event_count, value_count or temporal_ordered"
                .formatted(type));
        yield Optional.empty();
      }
    };
  }

  private static List<BaseRule> counted(Fields fields, List<Step> steps) {
    List<BaseRule> counted = new ArrayList<>();
    for (Step step : steps) {
      if (step instanceof BaseRule base) {
        counted.add(base);
      } else {
        fields.refuse("rules", "`%s` is a correlation; count base rules".formatted(step.name()));
      }
    }
    return counted;
  }

  private static void requireSequence(
      Fields fields, String name, List<String> groupBy, List<Step> steps) {
    if (fields.has("condition")) {
      fields.refuse("condition", "means nothing in a sequence; remove it");
    }
    if (steps.size() < 2) {
      fields.refuse("rules", "a sequence needs two steps");
    }
    for (Step step : steps) {
      if (step instanceof TemporalOrdered) {
        fields.refuse("rules", "`%s` is a sequence itself; chain counts".formatted(step.name()));
      } else if (step instanceof Correlation nested && !nested.groupBy().equals(groupBy)) {
        fields.refuse(
            "group-by",
            "`%s` groups by %s and its step `%s` by %s; make them equal"
                .formatted(name, groupBy, step.name(), nested.groupBy()));
      }
    }
  }

  private static List<String> groupBy(Fields fields) {
    List<String> groupBy = fields.texts("group-by").stream().distinct().sorted().toList();
    if (groupBy.isEmpty()) {
      fields.refuse("group-by", "is missing; name the fields that hold an actor together");
    }
    for (String field : groupBy) {
      if (TelemetryField.named(field).isEmpty()) {
        fields.refuse("group-by", "no field `%s`; see schemas/README.md".formatted(field));
      }
    }
    return groupBy;
  }

  private static Duration timespan(Fields fields) {
    Matcher timespan = TIMESPAN.matcher(fields.required("timespan"));
    if (!timespan.matches()) {
      fields.refuse("timespan", "must be a number and one of s, m, h, d");
      return NONE;
    }
    long number = Long.parseLong(timespan.group(1));
    return switch (timespan.group(2)) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }
}
