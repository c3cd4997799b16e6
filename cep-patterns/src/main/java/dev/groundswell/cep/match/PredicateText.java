package dev.groundswell.cep.match;

import dev.groundswell.cep.rules.Predicate;
import dev.groundswell.cep.rules.Predicate.Compared;
import dev.groundswell.cep.rules.Predicate.EqualTo;
import dev.groundswell.cep.rules.Predicate.EqualToField;
import dev.groundswell.cep.rules.Predicate.Exists;
import dev.groundswell.cep.rules.Predicate.Finds;
import dev.groundswell.cep.rules.Predicate.InNetwork;
import dev.groundswell.cep.rules.Predicate.Like;
import java.util.Locale;

/** A predicate in words. */
final class PredicateText {

  private PredicateText() {}

  static String of(Predicate predicate) {
    return predicate.field() + " " + of(predicate.test());
  }

  private static String of(Predicate.Test test) {
    if (test instanceof EqualTo equal) {
      return "is " + equal.text() + cased(equal.cased());
    }
    if (test instanceof Like like) {
      return "is like " + like.pattern() + cased(like.pattern().cased());
    }
    if (test instanceof Finds finds) {
      return "matches " + finds.pattern();
    }
    if (test instanceof InNetwork in) {
      return "lies in " + in.network();
    }
    if (test instanceof EqualToField reference) {
      return "equals " + reference.other();
    }
    if (test instanceof Compared compared) {
      return compared.comparison().name().toLowerCase(Locale.ROOT)
          + " "
          + compared.bound().toPlainString();
    }
    return ((Exists) test).expected() ? "exists" : "does not exist";
  }

  private static String cased(boolean cased) {
    return cased ? ", minding case" : "";
  }
}
