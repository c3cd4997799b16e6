package dev.groundswell.cep.lint;

import dev.groundswell.cep.rules.Step.BaseRule;

/**
 * How much of ordinary traffic a step takes.
 *
 * @param rule name of its rule
 * @param step the step
 * @param opens whether it makes state for whoever satisfies it
 * @param satisfied events that take part in it
 * @param events events that there were
 */
public record StepShare(String rule, BaseRule step, boolean opens, long satisfied, long events) {

  /** Above it, a step is broad. */
  private static final double BROAD = 0.01;

  /** From 0 to 1; none of none is 0. */
  public double share() {
    return events == 0 ? 0 : (double) satisfied / events;
  }

  /** Whether it makes state for everybody and the rule does not say so. */
  boolean isUndeclared() {
    return opens && !step.broad() && share() > BROAD;
  }
}
