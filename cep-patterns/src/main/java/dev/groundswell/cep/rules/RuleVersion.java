package dev.groundswell.cep.rules;

import dev.groundswell.cep.rules.InForce.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One version of a rule, and the event times at which it is in force. */
public final class RuleVersion {

  /**
   * A part of its life.
   *
   * @param since the event time at which it begins
   * @param inForce the rule as it is then; empty where this version is not in force
   */
  record Part(long since, Optional<Rule> inForce) {}

  private final Rule rule;
  private final Part[] latestFirst;
  private final InForce inForce;

  RuleVersion(Rule rule, List<Part> latestFirst) {
    this.rule = rule;
    this.latestFirst = latestFirst.toArray(Part[]::new);
    this.inForce = inForce(latestFirst);
  }

  /** What it consists of. */
  public Rule rule() {
    return rule;
  }

  /**
   * The rule as it is at an event time, ms since 1970-01-01 UTC; empty where it is not in force. In
   * shadow its status is {@code test}.
   */
  public Optional<Rule> at(long time) {
    for (Part part : latestFirst) {
      if (part.since() <= time) {
        return part.inForce();
      }
    }
    return Optional.empty();
  }

  /** When it is in force, in whatever state. */
  public InForce inForce() {
    return inForce;
  }

  private static InForce inForce(List<Part> latestFirst) {
    List<Span> spans = new ArrayList<>();
    long until = Long.MAX_VALUE;
    for (Part part : latestFirst) {
      if (part.inForce().isPresent()) {
        boolean goesOn = !spans.isEmpty() && spans.get(spans.size() - 1).since() == until;
        Span span = new Span(part.since(), goesOn ? spans.remove(spans.size() - 1).until() : until);
        spans.add(span);
      }
      until = part.since();
    }
    return new InForce(spans);
  }
}
