package dev.groundswell.pipelines.monitor;

import dev.groundswell.cep.rules.Predicate;
import dev.groundswell.cep.rules.Predicate.EqualTo;
import dev.groundswell.cep.rules.Predicate.Exists;
import dev.groundswell.cep.rules.Rule;
import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.pipelines.ingest.content.ContentReader;
import dev.groundswell.pipelines.ingest.content.ContentScorer;
import dev.groundswell.schemas.RuleStatus;
import java.util.Set;

/**
 * What rules want of inputs that ingest does not tell of each. The language of every input costs as
 * much as the rest of ingest, so it is asked only for a rule that could not do with the languages
 * that are told anyway: of inputs that somebody objected to.
 */
final class ContentWishes {

  private static final String LANGUAGE = "content.input.language";

  /** What an event has only if somebody objected to it. */
  private static final Set<String> OBJECTIONS = Set.of("safety.harms", "safety.techniques");

  private ContentWishes() {}

  static ContentReader.Wishes of(RulePack rules) {
    boolean everyLanguage = rules.rules().stream().anyMatch(ContentWishes::wantsEveryLanguage);
    return new ContentReader.Wishes(ContentScorer.NONE, everyLanguage);
  }

  /** A rule that is still experimental is not worth what everybody would pay. */
  private static boolean wantsEveryLanguage(Rule rule) {
    return rule.status() != RuleStatus.experimental
        && rule.reads(LANGUAGE)
        && !rule.baseRules().stream()
            .allMatch(base -> base.condition().needs(ContentWishes::isObjection));
  }

  private static boolean isObjection(Predicate predicate) {
    if (OBJECTIONS.contains(predicate.field())) {
      return !(predicate.test() instanceof Exists exists) || exists.expected();
    }
    return predicate.field().equals("event.outcome")
        && predicate.test() instanceof EqualTo equal
        && equal.text().equals("blocked");
  }
}
