package dev.groundswell.benchmarks;

import dev.groundswell.cep.match.StepMatcher;
import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.schemas.StepMatch;
import dev.groundswell.schemas.TelemetryEvent;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;

/** The match stage, without its books. */
final class MatchFunction extends RichFlatMapFunction<TelemetryEvent, StepMatch> {

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
  public void flatMap(TelemetryEvent event, Collector<StepMatch> out) {
    matcher.match(event).matches().forEach(out::collect);
  }
}
