package dev.groundswell.cep.rules;

import static java.util.stream.Collectors.joining;

import dev.groundswell.cep.rules.Step.Absence;
import dev.groundswell.cep.rules.Step.Count;
import dev.groundswell.cep.rules.Step.Sequence;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * A rule on one line, for tables.
 *
 * @param name its name
 * @param version its version
 * @param status its status
 * @param level its level
 * @param techniques its ATLAS techniques
 * @param firesOn steps, numbers and times; names of the rule and of the taxonomy between backticks
 * @param per its group-by fields
 */
public record RuleRow(
    String name,
    String version,
    String status,
    String level,
    String techniques,
    String firesOn,
    String per) {

  /** What the cells are about. */
  public static final List<String> HEADINGS =
      List.of("rule", "version", "status", "level", "techniques", "fires on", "per");

  /** The row of a rule. */
  public static RuleRow of(Rule rule) {
    return new RuleRow(
        rule.name(),
        String.valueOf(rule.version()),
        rule.status().name(),
        rule.level().name(),
        String.join(", ", rule.techniques()),
        text(rule.root()),
        String.join(", ", rule.groupBy().names()));
  }

  /** The cells, in the order of the headings. */
  public List<String> cells() {
    return List.of(name, version, status, level, techniques, firesOn, per);
  }

  private static String text(Step step) {
    if (step instanceof Sequence sequence) {
      return sequence.steps().stream().map(RuleRow::text).collect(joining(", then "))
          + ", within "
          + minutes(sequence.timespan())
          + sequence.absences().stream()
              .map(absence -> "; no " + text(sequence, absence))
              .collect(joining())
          + sequence.relations().stream().map(RuleRow::text).distinct().collect(joining());
    }
    return step instanceof Count count ? text(count) : "`" + step.name() + "`";
  }

  private static String text(Count count) {
    return "%s%s %s in %s"
        .formatted(
            count.steps().stream().map(RuleRow::text).collect(joining(" or ")),
            text(count.measure()),
            text(count.threshold()),
            minutes(count.timespan()));
  }

  private static String text(Measure measure) {
    String fields = String.join("`, `", measure.fields());
    return switch (measure.kind()) {
      case EVENTS -> "";
      case VALUES -> ", different `%s`".formatted(fields);
      case SUM -> ", sum of `%s`".formatted(fields);
      case AVERAGE -> ", mean of `%s`".formatted(fields);
      case STEPS -> ", different ones";
    };
  }

  private static String text(Threshold threshold) {
    return threshold.bounds().stream()
        .map(bound -> lowerCase(bound.comparison()) + " " + bound.value().toPlainString())
        .collect(joining(" and "));
  }

  private static String text(Sequence sequence, Absence absence) {
    String unwanted = "`" + absence.unwanted().name() + "` ";
    if (absence.position() == sequence.steps().size()) {
      return unwanted + "for " + minutes(absence.within()) + " after it";
    }
    return unwanted
        + (absence.position() == 0
            ? "for " + minutes(absence.within()) + " before it"
            : "before `" + sequence.steps().get(absence.position()).name() + "`");
  }

  private static String text(Relation relation) {
    String bound = relation.kind().isNumeric() ? " " + text(relation.threshold()) : "";
    return "; %s `%s`%s".formatted(lowerCase(relation.kind()), relation.field(), bound);
  }

  private static String lowerCase(Enum<?> symbol) {
    return symbol.name().toLowerCase(Locale.ROOT);
  }

  private static String minutes(Duration timespan) {
    return timespan.toSecondsPart() == 0
        ? timespan.toMinutes() + " min"
        : timespan.toSeconds() + " s";
  }
}
