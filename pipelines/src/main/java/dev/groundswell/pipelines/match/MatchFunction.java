package dev.groundswell.pipelines.match;

import dev.groundswell.cep.match.EventMatches;
import dev.groundswell.cep.match.StepMatcher;
import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.pipelines.ledger.Accountable;
import dev.groundswell.pipelines.ledger.Entry;
import dev.groundswell.pipelines.ledger.StageLedger;
import dev.groundswell.schemas.StepMatch;
import dev.groundswell.schemas.TelemetryEvent;
import java.io.IOException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Ships satisfied steps, and sets the events behind an entity's timeline aside. */
final class MatchFunction extends ProcessFunction<TelemetryEvent, StepMatch>
    implements Accountable {

  private final RulePack rules;
  private final StageLedger ledger;
  private transient StepMatcher matcher;

  MatchFunction(RulePack rules, StageLedger ledger) {
    this.rules = rules;
    this.ledger = ledger;
  }

  @Override
  public StageLedger ledger() {
    return ledger;
  }

  @Override
  public void open(OpenContext context) throws IOException {
    ledger.open(getRuntimeContext());
    matcher = new StepMatcher(rules);
  }

  @Override
  public void close() {
    ledger.close();
  }

  @Override
  public void processElement(TelemetryEvent event, Context context, Collector<StepMatch> out) {
    EventMatches matches = matcher.match(event);
    ledger.add(Entry.EVENTS);
    ledger.add(became(matches));
    ledger.add(Entry.ABSENT_FIELDS, matches.absentFields().size());
    ledger.add(Entry.SHIPPED, matches.matches().size());
    matches.matches().forEach(out::collect);
    if (matches.selective() || !event.getVerdicts().isEmpty()) {
      context.output(MatchStage.NOTABLE, event);
    }
  }

  private static Entry became(EventMatches matches) {
    if (!matches.matches().isEmpty()) {
      return Entry.MATCHED;
    }
    return matches.absentFields().isEmpty() ? Entry.BENIGN : Entry.GROUPLESS;
  }
}
