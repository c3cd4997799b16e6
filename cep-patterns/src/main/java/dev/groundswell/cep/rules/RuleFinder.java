package dev.groundswell.cep.rules;

import java.util.Optional;

/** Finds a rule that a document refers to. */
interface RuleFinder {

  /** The rule of that name or id; empty after noting why not. */
  Optional<Step> find(String reference);
}
