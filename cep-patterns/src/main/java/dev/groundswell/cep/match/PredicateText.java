package dev.groundswell.cep.match;

import dev.groundswell.cep.rules.Predicate;
import dev.groundswell.cep.rules.Predicate.Compared;
import dev.groundswell.cep.rules.Predicate.EqualTo;
import dev.groundswell.cep.rules.Predicate.Exists;
import dev.groundswell.cep.rules.Predicate.Like;
import java.util.Locale;

/** A predicate in words. */
final class PredicateText {

  /** What stands for the wildcards in a pattern. */
  private static final char ANY = '\uE000';

  private static final char ONE = '\uE001';

  private PredicateText() {}

  static String of(Predicate predicate) {
    return predicate.field() + " " + of(predicate.test());
  }

  private static String of(Predicate.Test test) {
    if (test instanceof EqualTo equal) {
      return "is " + equal.text();
    }
    if (test instanceof Like like) {
      return "is like " + like.pattern().pattern().replace(ANY, '*').replace(ONE, '?');
    }
    if (test instanceof Compared compared) {
      return compared.comparison().name().toLowerCase(Locale.ROOT)
          + " "
          + compared.bound().toPlainString();
    }
    if (test instanceof Exists exists) {
      return exists.expected() ? "exists" : "does not exist";
    }
    return test.toString();
  }
}
