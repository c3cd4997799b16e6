package dev.groundswell.cep.rules;

import dev.groundswell.cep.rules.Step.BaseRule;
import dev.groundswell.cep.rules.Step.Correlation;
import dev.groundswell.cep.rules.Step.Sequence;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What only the whole tree of a rule can tell: whether its parts go together. */
final class TreeCheck {

  private static final String KEY = RuleDocument.CORRELATION;

  private TreeCheck() {}

  /** Notes what does not go together at the root. */
  static void check(Step root, Fields fields) {
    requireUniqueNames(root, new HashMap<>(), fields);
    if (root instanceof Correlation correlation) {
      correlation.steps().forEach(step -> checkNested(correlation, step, fields));
    }
  }

  private static void requireUniqueNames(Step step, Map<String, Step> byName, Fields fields) {
    Step other = byName.putIfAbsent(step.name(), step);
    if (other != null && !other.equals(step)) {
      fields.refuse(KEY, "two rules called `%s` take part; give them names".formatted(step.name()));
    }
    if (step instanceof Correlation correlation) {
      correlation.steps().forEach(each -> requireUniqueNames(each, byName, fields));
    }
    if (step instanceof Sequence sequence) {
      sequence
          .absences()
          .forEach(absence -> requireUniqueNames(absence.unwanted(), byName, fields));
    }
  }

  private static void checkNested(Correlation root, Step step, Fields fields) {
    if (!(step instanceof Correlation nested)) {
      return;
    }
    if (nested instanceof Sequence sequence
        && !(sequence.absences().isEmpty() && sequence.relations().isEmpty())) {
      fields.refuse(
          KEY,
          "`%s` is a step of `%s` and has x-absent or x-where, which only the outermost may have"
              .formatted(nested.name(), root.name()));
    }
    nested.baseRules().forEach(base -> checkGroups(root, nested, base, fields));
    if (nested.baseRules().map(base -> finer(root, nested, base)).distinct().count() > 1) {
      fields.refuse(
          KEY,
          ("`%s` groups by fields that its root `%s` has an alias for, and so by others beyond it"
                  + " in each of its rules; group by the alias there too")
              .formatted(nested.name(), root.name()));
    }
    nested.steps().forEach(each -> checkNested(root, each, fields));
  }

  private static void checkGroups(
      Correlation root, Correlation nested, BaseRule base, Fields fields) {
    List<String> outer = root.groupBy().fields(base.name());
    if (!nested.groupBy().fields(base.name()).containsAll(outer)) {
      fields.refuse(
          KEY,
          "`%s` groups by %s and its step `%s` by %s, which must hold these too"
              .formatted(
                  root.name(), root.groupBy().names(), nested.name(), nested.groupBy().names()));
    }
    for (String name : finer(root, nested, base)) {
      if (nested.groupBy().aliases().containsKey(name)) {
        fields.refuse(
            KEY,
            "`%s` groups by the alias `%s`, which its root `%s` does not; use a field"
                .formatted(nested.name(), name, root.name()));
      }
    }
  }

  private static List<String> finer(Correlation root, Correlation nested, BaseRule base) {
    return nested.groupBy().finerThan(root.groupBy(), base.name());
  }
}
