package dev.groundswell.cep.correlate;

import static java.util.stream.Collectors.joining;

import dev.groundswell.cep.correlate.DrawnStep.Absent;
import dev.groundswell.cep.correlate.DrawnStep.Base;
import dev.groundswell.cep.correlate.DrawnStep.Bound;
import dev.groundswell.cep.correlate.DrawnStep.Correlated;
import dev.groundswell.cep.correlate.DrawnStep.Counted;
import dev.groundswell.cep.correlate.DrawnStep.Measured;
import dev.groundswell.cep.correlate.DrawnStep.Ordered;
import dev.groundswell.cep.correlate.DrawnStep.Place;
import dev.groundswell.cep.correlate.DrawnStep.Where;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A rule as it was drawn.
 *
 * @param root its tree
 * @param actors the field that names the actor in the events of each base rule; none if that is
 *     {@code user.id} in all of them
 */
record DrawnRule(Correlated root, Map<String, String> actors) {

  static final String USER = "user.id";
  static final String PART = "labels.part";

  private static final String ALIAS = "who";

  /** The field that names the actor in the events of a base rule. */
  String actor(String base) {
    return actors.getOrDefault(base, USER);
  }

  /** The file that an analyst would write. */
  String text() {
    List<String> documents = new ArrayList<>();
    correlation(root, documents);
    root.bases()
        .forEach(
            base ->
                documents.add(
                    """
                    title: Base
                    name: %s
                    detection: {selection: {labels.%s: "yes"}, condition: selection}
                    """
                        .formatted(base, base)));
    return String.join("---\n", documents);
  }

  @Override
  public String toString() {
    return text();
  }

  private void correlation(Correlated step, List<String> documents) {
    documents.add(
        """
        title: Drawn
        name: %s
        correlation:
          type: %s
          timespan: %ds
          rules: [%s]
          group-by: [%s%s]
        """
                .formatted(
                    step.name(),
                    type(step),
                    step.seconds(),
                    step.steps().stream().map(DrawnStep::name).collect(joining(", ")),
                    actors.isEmpty() ? USER : ALIAS,
                    step.finer() && !step.equals(root) ? ", " + PART : "")
            + aliases(step)
            + (step instanceof Counted counted ? condition(counted) : extensions((Ordered) step)));
    for (DrawnStep each : step.steps()) {
      if (each instanceof Correlated nested) {
        correlation(nested, documents);
      }
    }
  }

  private static String type(Correlated step) {
    return step instanceof Counted counted ? counted.measured().type() : "temporal_ordered";
  }

  private String aliases(Correlated step) {
    if (actors.isEmpty()) {
      return "";
    }
    return "  aliases: {%s: {%s}}\n"
        .formatted(
            ALIAS, step.bases().map(base -> base + ": " + actor(base)).collect(joining(", ")));
  }

  private static String condition(Counted counted) {
    if (counted.measured() == Measured.TEMPORAL && counted.bounds().isEmpty()) {
      return "";
    }
    List<String> parts = new ArrayList<>(counted.bounds().stream().map(DrawnRule::bound).toList());
    if (!counted.fields().isEmpty()) {
      parts.add("field: " + counted.fields());
    }
    return "  condition: {%s}\n".formatted(String.join(", ", parts));
  }

  private static String bound(Bound bound) {
    String number = BigDecimal.valueOf(bound.value()).stripTrailingZeros().toPlainString();
    return bound.comparison() + ": " + number;
  }

  private static String extensions(Ordered ordered) {
    String absent =
        ordered.absent().stream().map(each -> absent(ordered, each)).collect(joining(", "));
    String where =
        ordered.where().stream().map(each -> where(ordered, each)).collect(joining(", "));
    return (absent.isEmpty() ? "" : "  x-absent: [%s]\n".formatted(absent))
        + (where.isEmpty() ? "" : "  x-where: [%s]\n".formatted(where));
  }

  private static String absent(Ordered ordered, Absent absent) {
    String place =
        switch (absent.place()) {
          case BEFORE_FIRST -> "before: " + first(ordered);
          case BEFORE_LAST -> "before: " + last(ordered);
          case AFTER_LAST -> "after: " + last(ordered);
        };
    return "{rule: %s, %s%s}"
        .formatted(
            absent.rule(),
            place,
            absent.place() == Place.BEFORE_LAST ? "" : ", within: %ds".formatted(absent.seconds()));
  }

  private static String where(Ordered ordered, Where where) {
    return "{%s: %s%s%s}"
        .formatted(
            where.kind(),
            where.field(),
            where.bound() == null ? "" : ", " + bound(where.bound()),
            where.ends() ? ", of: [%s, %s]".formatted(first(ordered), last(ordered)) : "");
  }

  private static String first(Ordered ordered) {
    return ordered.steps().get(0).name();
  }

  private static String last(Ordered ordered) {
    return ordered.steps().get(ordered.steps().size() - 1).name();
  }

  /** Gives every correlation a name of its own. */
  static Correlated named(Correlated root) {
    return (Correlated) new Names().of(root);
  }

  private static final class Names {

    private int given;

    DrawnStep of(DrawnStep step) {
      if (step instanceof Base) {
        return step;
      }
      String name = "n" + given++;
      List<DrawnStep> steps = step.steps().stream().map(this::of).toList();
      if (step instanceof Counted counted) {
        return new Counted(
            name,
            steps,
            counted.finer(),
            counted.seconds(),
            counted.measured(),
            counted.fields(),
            counted.bounds());
      }
      Ordered ordered = (Ordered) step;
      return new Ordered(
          name, steps, ordered.finer(), ordered.seconds(), ordered.absent(), ordered.where());
    }
  }
}
