package dev.groundswell.cep.correlate;

import dev.groundswell.cep.correlate.DrawnStep.Absent;
import dev.groundswell.cep.correlate.DrawnStep.Base;
import dev.groundswell.cep.correlate.DrawnStep.Bound;
import dev.groundswell.cep.correlate.DrawnStep.Correlated;
import dev.groundswell.cep.correlate.DrawnStep.Counted;
import dev.groundswell.cep.correlate.DrawnStep.Measured;
import dev.groundswell.cep.correlate.DrawnStep.Ordered;
import dev.groundswell.cep.correlate.DrawnStep.Place;
import dev.groundswell.cep.correlate.DrawnStep.Where;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Rules as analysts might write them, at random. */
final class DrawnRules {

  static final List<String> BASE_RULES = List.of("a", "b", "c", "d");

  private static final int MOST_ASKED_FOR = 5;
  private static final String TOKENS = "gen_ai.usage.input_tokens";
  private static final String VALUE = "labels.value";
  private static final String OWNER = "labels.owner";
  private static final int MAX_DEPTH = 3;

  private DrawnRules() {}

  static Arbitrary<DrawnRule> rules() {
    Arbitrary<Correlated> any = correlations(MAX_DEPTH);
    Arbitrary<Correlated> extended =
        Arbitraries.oneOf(
            ordered(2, 2, absences(), none()),
            ordered(1, 3, absences(), none()),
            ordered(1, 2, none(), relations()),
            ordered(1, 2, none(), relations()),
            ordered(1, 3, none(), relations()),
            ordered(1, 3, absences(), relations()));
    return Combinators.combine(Arbitraries.oneOf(any, extended), actors())
        .as((root, actors) -> new DrawnRule(DrawnRule.named(root), actors));
  }

  /** Mostly one field for all; else two of them in turn. */
  private static Arbitrary<Map<String, String>> actors() {
    Arbitrary<Map<String, String>> aliased =
        Arbitraries.of(DrawnRule.USER, OWNER)
            .list()
            .ofSize(BASE_RULES.size())
            .map(
                fields -> {
                  Map<String, String> actors = new HashMap<>();
                  for (int i = 0; i < fields.size(); i++) {
                    actors.put(BASE_RULES.get(i), fields.get(i));
                  }
                  return actors;
                });
    return Arbitraries.frequencyOf(Tuple.of(4, Arbitraries.just(Map.of())), Tuple.of(1, aliased));
  }

  private static Arbitrary<DrawnStep> steps(int depth) {
    Arbitrary<DrawnStep> bases = Arbitraries.of(BASE_RULES).map(Base::new);
    return depth <= 1
        ? bases
        : Arbitraries.frequencyOf(
            Tuple.of(3, bases), Tuple.of(1, Arbitraries.lazy(() -> nested(depth - 1))));
  }

  /** Only the root may have extensions. */
  private static Arbitrary<DrawnStep> nested(int depth) {
    return Arbitraries.oneOf(counts(depth), ordered(depth, 4, none(), none()))
        .map(DrawnStep.class::cast);
  }

  private static Arbitrary<Correlated> correlations(int depth) {
    return Arbitraries.frequencyOf(
        Tuple.of(3, counts(depth)), Tuple.of(1, ordered(depth, 4, none(), none())));
  }

  private static Arbitrary<Correlated> counts(int depth) {
    return Arbitraries.oneOf(
        counted(depth, Measured.EVENT_COUNT, conditions()),
        counted(depth, Measured.VALUE_COUNT, conditions(), VALUE),
        counted(depth, Measured.VALUE_COUNT, conditions(), VALUE, DrawnRule.PART),
        counted(depth, Measured.VALUE_SUM, conditions(), TOKENS),
        counted(depth, Measured.VALUE_AVG, conditions(), TOKENS),
        counted(
            depth,
            Measured.TEMPORAL,
            Arbitraries.of(List.of(), List.of(new Bound("gte", 2)), List.of(new Bound("eq", 1)))));
  }

  private static Arbitrary<Correlated> counted(
      int depth, Measured measured, Arbitrary<List<Bound>> conditions, String... fields) {
    return Combinators.combine(
            steps(depth).list().ofMinSize(1).ofMaxSize(3), flags(), seconds(), conditions)
        .as(
            (steps, finer, seconds, bounds) ->
                new Counted("", steps, finer, seconds, measured, List.of(fields), bounds))
        .filter(counted -> measured != Measured.TEMPORAL || isPossible(counted))
        .map(Correlated.class::cast);
  }

  /** Whether there are as many different steps as the condition asks for. */
  private static boolean isPossible(Counted temporal) {
    long bases = temporal.steps().stream().filter(Base.class::isInstance).distinct().count();
    long others = temporal.steps().stream().filter(step -> !(step instanceof Base)).count();
    return holdsWithin(temporal.bounds(), (int) (bases + others));
  }

  /** Whether the condition holds for one of so many. */
  private static boolean holdsWithin(List<Bound> bounds, int most) {
    return IntStream.rangeClosed(1, most)
        .anyMatch(number -> bounds.stream().allMatch(bound -> bound.holds(number)));
  }

  private static Arbitrary<Correlated> ordered(
      int depth, int most, Arbitrary<List<Absent>> absences, Arbitrary<List<Where>> relations) {
    return Combinators.combine(
            steps(depth).list().ofMinSize(2).ofMaxSize(most),
            flags(),
            seconds(),
            absences,
            relations)
        .as(DrawnRules::ordered);
  }

  /** What names the first or the last step needs one of that name. */
  private static Correlated ordered(
      List<DrawnStep> steps,
      boolean finer,
      long seconds,
      List<Absent> absences,
      List<Where> relations) {
    boolean isUnambiguous =
        isOnce(steps.get(0), steps) && isOnce(steps.get(steps.size() - 1), steps);
    return new Ordered(
        "",
        steps,
        finer,
        seconds,
        isUnambiguous ? absences : List.of(),
        relations.stream().filter(where -> isUnambiguous || !where.ends()).toList());
  }

  /** Correlations get names of their own. */
  private static boolean isOnce(DrawnStep step, List<DrawnStep> steps) {
    return !(step instanceof Base) || steps.indexOf(step) == steps.lastIndexOf(step);
  }

  private static <T> Arbitrary<List<T>> none() {
    return Arbitraries.just(List.of());
  }

  private static Arbitrary<List<Absent>> absences() {
    return Combinators.combine(Arbitraries.of(BASE_RULES), Arbitraries.of(Place.class), seconds())
        .as(Absent::new)
        .list()
        .uniqueElements(Absent::place)
        .ofMinSize(1)
        .ofMaxSize(3);
  }

  private static Arbitrary<List<Where>> relations() {
    return Combinators.combine(
            Arbitraries.of(
                new Where("same", VALUE, null, false),
                new Where("differs", VALUE, null, false),
                new Where("rises", TOKENS, null, false),
                new Where("near", "content.input.simhash", new Bound("lte", 2), false),
                new Where("near", "content.input.simhash", new Bound("gt", 2), false),
                new Where("distance", "client.geo", new Bound("gt", 0.15), false),
                new Where("distance", "client.geo", new Bound("lte", 0.15), false),
                new Where("distance", "client.geo", new Bound("lte", 0.15), false),
                new Where("speed", "client.geo", new Bound("gt", 150), false),
                new Where("speed", "client.geo", new Bound("lte", 150), false),
                new Where("speed", "client.geo", new Bound("lte", 150), false)),
            Arbitraries.of(false, false, true))
        .as((where, ends) -> new Where(where.kind(), where.field(), where.bound(), ends))
        .list()
        .ofMinSize(1)
        .ofMaxSize(2);
  }

  private static Arbitrary<Long> seconds() {
    return Arbitraries.longs().between(1, 9);
  }

  private static Arbitrary<List<Bound>> conditions() {
    Arbitrary<Integer> bounds = Arbitraries.integers().between(1, MOST_ASKED_FOR);
    return Arbitraries.oneOf(
            Combinators.combine(
                    Arbitraries.of("gte", "gte", "gt", "eq", "lt", "lte", "neq"), bounds)
                .as((comparison, value) -> List.of(new Bound(comparison, value))),
            bounds.map(from -> List.of(new Bound("gt", from), new Bound("lte", from + 2))))
        .filter(condition -> holdsWithin(condition, MOST_ASKED_FOR + 2));
  }

  private static Arbitrary<Boolean> flags() {
    return Arbitraries.of(false, false, true);
  }
}
