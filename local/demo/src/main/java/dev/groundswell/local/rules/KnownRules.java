package dev.groundswell.local.rules;

import dev.groundswell.cep.rules.Rule;
import dev.groundswell.cep.rules.RuleException;
import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.local.cli.CommandFailure;
import dev.groundswell.schemas.RuleChange;
import dev.groundswell.schemas.RuleState;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The rules that a running monitor knows, with their texts, by id. */
final class KnownRules {

  /** A rule and the whole text of its file. */
  record Known(Rule rule, String text) {

    boolean isCalled(String nameOrId) {
      return rule.name().equals(nameOrId) || rule.id().equals(nameOrId);
    }
  }

  private final Map<String, Known> rules = new LinkedHashMap<>();

  /**
   * Takes what the monitor starts with, and what was said since.
   *
   * @param pack texts of its pack
   * @param changes the last of each rule
   */
  KnownRules(Collection<String> pack, Map<String, RuleChange> changes) {
    pack.forEach(text -> known("pack", text).ifPresent(rule -> rules.put(rule.rule().id(), rule)));
    changes.forEach(
        (id, change) -> {
          if (change.getState() == RuleState.deleted) {
            rules.remove(id);
          } else {
            known(id, change.getText()).ifPresent(rule -> rules.put(id, rule));
          }
        });
  }

  /**
   * The rule of a name or id.
   *
   * @throws CommandFailure if there is none
   */
  Known find(String nameOrId) {
    return rules.values().stream()
        .filter(rule -> rule.isCalled(nameOrId))
        .findFirst()
        .orElseThrow(
            () ->
                new CommandFailure(
                    "there is no rule `%s`; there are %s"
                        .formatted(
                            nameOrId,
                            rules.values().stream().map(rule -> rule.rule().name()).toList())));
  }

  private static Optional<Known> known(String name, String text) {
    try {
      return Optional.of(new Known(RulePack.one(name, text), text));
    } catch (RuleException e) {
      return Optional.empty(); // it needs other files, or the monitor has refused it as well
    }
  }
}
