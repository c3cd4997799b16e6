package dev.groundswell.pipelines.match;

import dev.groundswell.cep.match.EventMatches;
import dev.groundswell.cep.match.StepMatcher;
import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.schemas.StepMatch;
import dev.groundswell.schemas.TelemetryEvent;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Ships satisfied steps, and sets the events behind an entity's timeline aside. */
final class MatchFunction extends ProcessFunction<TelemetryEvent, StepMatch> {

  private final RulePack rules;
  private transient StepMatcher matcher;

  MatchFunction(RulePack rules) {
    this.rules = rules;
  }

  @Override
  public void open(OpenContext context) {
    matcher = new StepMatcher(rules);
  }

  @Override
  public void processElement(TelemetryEvent event, Context context, Collector<StepMatch> out) {
    EventMatches matches = matcher.match(event);
    matches.matches().forEach(out::collect);
    if (matches.selective() || !event.getVerdicts().isEmpty()) {
      context.output(MatchStage.NOTABLE, event);
    }
  }
}
