package dev.groundswell.pipelines.match;

import dev.groundswell.cep.live.LiveRules;
import dev.groundswell.cep.match.EventMatches;
import dev.groundswell.cep.match.TimedMatcher;
import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.pipelines.decide.AlertCounters;
import dev.groundswell.pipelines.ledger.Accountable;
import dev.groundswell.pipelines.ledger.Entry;
import dev.groundswell.pipelines.ledger.StageLedger;
import dev.groundswell.schemas.RulePhase;
import dev.groundswell.schemas.StepMatch;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.sinks.prometheus.Exposition;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
import dev.groundswell.sinks.prometheus.ExpositionLease;
import java.io.IOException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.util.Collector;

/** Ships satisfied steps, and sets the events behind an entity's timeline aside. */
final class MatchFunction extends BroadcastProcessFunction<TelemetryEvent, RulePhase, StepMatch>
    implements Accountable {

  private final RulePack pack;
  private final ExpositionConfig expositionConfig;
  private final StageLedger ledger;
  private transient ExpositionLease exposition;
  private transient LiveRules rules;
  private transient TimedMatcher matcher;

  MatchFunction(RulePack pack, ExpositionConfig expositionConfig) {
    this.pack = pack;
    this.expositionConfig = expositionConfig;
    this.ledger = new StageLedger(MatchStage.MATCH_UID, expositionConfig);
  }

  @Override
  public StageLedger ledger() {
    return ledger;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    Accountable.super.initializeState(context);
    rules = LiveRules.restore(pack, context.getOperatorStateStore());
  }

  @Override
  public void open(OpenContext context) throws IOException {
    exposition = Exposition.lease(expositionConfig);
    ledger.open(getRuntimeContext());
    follow();
  }

  @Override
  public void close() {
    ledger.close();
    if (exposition != null) {
      exposition.close();
    }
  }

  @Override
  public void processBroadcastElement(RulePhase change, Context context, Collector<StepMatch> out)
      throws Exception {
    rules.timeline().forgetUntil(context.currentWatermark());
    rules.change(change);
    follow();
  }

  /** Takes the rules as they are known now. Every process that decides has a subtask of this. */
  private void follow() {
    matcher = new TimedMatcher(rules.timeline());
    rules.timeline().versions().forEach(rule -> AlertCounters.bear(exposition, rule.rule()));
  }

  @Override
  public void processElement(
      TelemetryEvent event, ReadOnlyContext context, Collector<StepMatch> out) {
    EventMatches matches = matcher.match(event);
    ledger.add(Entry.EVENTS);
    ledger.add(became(matches));
    ledger.add(Entry.ABSENT_FIELDS, matches.absentFields().size());
    ledger.add(Entry.SHIPPED, matches.matches().size());
    matches.matches().forEach(out::collect);
    if (matches.selective() || !event.getVerdicts().isEmpty()) {
      context.output(MatchStage.NOTABLE, event);
    }
    context.output(MatchStage.EVENTS, event);
  }

  private static Entry became(EventMatches matches) {
    if (!matches.matches().isEmpty()) {
      return Entry.MATCHED;
    }
    return matches.absentFields().isEmpty() ? Entry.BENIGN : Entry.GROUPLESS;
  }
}
