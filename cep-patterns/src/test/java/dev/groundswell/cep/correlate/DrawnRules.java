package dev.groundswell.cep.correlate;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Rules as analysts might write them, at random, in the text that the loader reads. */
final class DrawnRules {

  static final List<String> BASE_RULES = List.of("a", "b", "c", "d");

  private static final int MAX_DEPTH = 3;

  private DrawnRules() {}

  /** The text of a rule file. */
  static Arbitrary<String> texts() {
    Arbitrary<Drawn> any = correlations(MAX_DEPTH);
    Arbitrary<Drawn> extended =
        Arbitraries.oneOf(
            ordered(2, 2, absences()),
            ordered(1, 3, absences()),
            ordered(1, 2, relations()),
            ordered(1, 3, relations()));
    return Arbitraries.oneOf(any, extended).map(Text::of);
  }

  /** A correlation or the name of a base rule. */
  sealed interface Drawn {}

  record Base(String name) implements Drawn {}

  /**
   * A correlation.
   *
   * @param body its keys, but for the rules, the group and its name
   * @param rootBody keys that it has if it is the root
   * @param finer whether it looks at the parts of the group one by one if it is not the root
   */
  record Correlated(String body, String rootBody, boolean finer, List<Drawn> steps)
      implements Drawn {}

  private static Arbitrary<Drawn> steps(int depth) {
    Arbitrary<Drawn> bases = Arbitraries.of(BASE_RULES).map(Base::new);
    return depth <= 1
        ? bases
        : Arbitraries.frequencyOf(
            Tuple.of(3, bases), Tuple.of(1, Arbitraries.lazy(() -> correlations(depth - 1))));
  }

  private static Arbitrary<Drawn> correlations(int depth) {
    return Arbitraries.oneOf(
        counted(depth, "event_count", ""),
        counted(depth, "value_count", ", field: labels.value"),
        counted(depth, "value_count", ", field: [labels.value, labels.part]"),
        counted(depth, "value_sum", ", field: gen_ai.usage.input_tokens"),
        counted(depth, "value_avg", ", field: gen_ai.usage.input_tokens"),
        temporal(depth),
        ordered(depth),
        ordered(depth));
  }

  private static Arbitrary<Drawn> counted(int depth, String type, String fields) {
    return Combinators.combine(
            timespans(), conditions(), flags(), steps(depth).list().ofMinSize(1).ofMaxSize(3))
        .as(
            (timespan, condition, finer, steps) ->
                new Correlated(
                    "type: %s\n  timespan: %s\n  condition: {%s%s}"
                        .formatted(type, timespan, condition, fields),
                    "",
                    finer,
                    steps));
  }

  private static Arbitrary<Drawn> temporal(int depth) {
    return Combinators.combine(
            timespans(),
            Arbitraries.of("", "\n  condition: {gte: 2}", "\n  condition: {eq: 1}"),
            flags(),
            steps(depth).list().ofMinSize(1).ofMaxSize(3))
        .as(
            (timespan, condition, finer, steps) ->
                new Correlated(
                    "type: temporal\n  timespan: " + timespan + condition, "", finer, steps));
  }

  private static Arbitrary<Drawn> ordered(int depth) {
    return ordered(depth, 4, Arbitraries.oneOf(Arbitraries.just(""), absences(), relations()));
  }

  private static Arbitrary<Drawn> ordered(int depth, int most, Arbitrary<String> extensions) {
    return Combinators.combine(
            timespans(), extensions, flags(), steps(depth).list().ofMinSize(2).ofMaxSize(most))
        .as(
            (timespan, extension, finer, steps) ->
                new Correlated(
                    "type: temporal_ordered\n  timespan: " + timespan, extension, finer, steps));
  }

  /** Placeholders for steps become their names once these are known. */
  private static Arbitrary<String> absences() {
    return Combinators.combine(
            Arbitraries.of(BASE_RULES),
            Arbitraries.of(
                "before: FIRST, within: SPAN", "before: LAST", "after: LAST, within: SPAN"),
            timespans())
        .as(
            (rule, where, span) ->
                "\n  x-absent: {rule: %s, %s}".formatted(rule, where.replace("SPAN", span)));
  }

  private static Arbitrary<String> relations() {
    return Arbitraries.of(
        "\n  x-where: {same: labels.value}",
        "\n  x-where: {differs: labels.value}",
        "\n  x-where: {rises: gen_ai.usage.input_tokens}",
        "\n  x-where: [{same: labels.value, of: [FIRST, LAST]}]",
        "\n  x-where: [{differs: labels.value, of: [FIRST, LAST]},"
            + " {rises: gen_ai.usage.input_tokens}]");
  }

  private static Arbitrary<String> timespans() {
    return Arbitraries.integers().between(1, 9).map(seconds -> seconds + "s");
  }

  private static Arbitrary<String> conditions() {
    Arbitrary<Integer> bounds = Arbitraries.integers().between(1, 5);
    return Arbitraries.oneOf(
        Combinators.combine(Arbitraries.of("gte", "gte", "gt", "eq", "lt", "lte", "neq"), bounds)
            .as("%s: %d"::formatted),
        bounds.map(from -> "gt: %d, lte: %d".formatted(from, from + 2)));
  }

  private static Arbitrary<Boolean> flags() {
    return Arbitraries.of(false, false, true);
  }

  /** Writes a drawn tree down. */
  private static final class Text {

    private final StringBuilder documents = new StringBuilder();
    private final List<String> bases = new ArrayList<>();
    private int correlations;

    static String of(Drawn root) {
      Text text = new Text();
      text.write(root, true);
      return text.documents.substring(0, text.documents.lastIndexOf("---"));
    }

    private String write(Drawn drawn, boolean root) {
      if (drawn instanceof Base base) {
        base(base.name());
        return base.name();
      }
      Correlated correlated = (Correlated) drawn;
      String name = "n" + correlations++;
      List<String> steps = correlated.steps().stream().map(step -> write(step, false)).toList();
      String last = steps.get(steps.size() - 1);
      String first = steps.get(0);
      boolean isUnambiguous =
          steps.indexOf(first) == steps.lastIndexOf(first)
              && steps.indexOf(last) == steps.lastIndexOf(last);
      String extension =
          root && (isUnambiguous || !correlated.rootBody().matches("(?s).*(FIRST|LAST).*"))
              ? correlated.rootBody().replace("FIRST", first).replace("LAST", last)
              : "";
      Matcher unwanted = Pattern.compile("rule: (\\w)").matcher(extension);
      if (unwanted.find()) {
        base(unwanted.group(1));
      }
      documents.insert(
          0,
          """
          title: Drawn
          name: %s
          correlation:
            %s
            group-by: [user.id%s]
            rules: [%s]%s
          ---
          """
              .formatted(
                  name,
                  correlated.body(),
                  correlated.finer() && !root ? ", labels.part" : "",
                  String.join(", ", steps),
                  extension));
      return name;
    }

    private void base(String name) {
      if (!bases.contains(name)) {
        bases.add(name);
        documents.append(
            """
            title: Base
            name: %s
            detection: {selection: {labels.%s: "yes"}, condition: selection}
            ---
            """
                .formatted(name, name));
      }
    }
  }
}
