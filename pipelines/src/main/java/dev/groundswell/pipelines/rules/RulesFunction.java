package dev.groundswell.pipelines.rules;

import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.pipelines.ledger.Accountable;
import dev.groundswell.pipelines.ledger.Entry;
import dev.groundswell.pipelines.ledger.StageLedger;
import dev.groundswell.schemas.RulePhase;
import dev.groundswell.schemas.RuleRecord;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
import java.io.IOException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Decides about changes to the rules, one after the other, and writes down what became of each. */
final class RulesFunction extends ProcessFunction<RuleRecord, RulePhase> implements Accountable {

  static final String PHASES = "phases";

  private final RulePack pack;
  private final StageLedger ledger;
  private final RuleStateGauges gauges;
  private transient ListState<RulePhase> state;
  private transient RuleJudge judge;

  RulesFunction(RulePack pack, ExpositionConfig exposition) {
    this.pack = pack;
    this.ledger = new StageLedger(RulesStage.RULES_UID, exposition);
    this.gauges = new RuleStateGauges(exposition);
  }

  @Override
  public StageLedger ledger() {
    return ledger;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    Accountable.super.initializeState(context);
    state =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>(PHASES, new AvroTypeInfo<>(RulePhase.class)));
    judge = new RuleJudge(pack, state.get());
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    Accountable.super.snapshotState(context);
    state.update(judge.book().phases());
  }

  @Override
  public void open(OpenContext context) throws IOException {
    ledger.open(getRuntimeContext());
    gauges.open(judge.book().states());
  }

  @Override
  public void close() {
    gauges.close();
    ledger.close();
  }

  @Override
  public void processElement(RuleRecord record, Context context, Collector<RulePhase> out) {
    RuleJudge.Judgement judgement = judge.judge(record);
    RuleDecision decision = judgement.decision();
    ledger.add(Entry.CHANGES);
    ledger.add(became(decision));
    gauges.show(record.getKey(), decision, judge.book().states());
    decision
        .refusal()
        .ifPresent(
            refusal -> context.output(RulesStage.DEAD_LETTERS, RuleAudits.letter(record, refusal)));
    context.output(RulesStage.AUDITS, RuleAudits.audit(record, judgement.change(), decision));
    decision.phase().ifPresent(out::collect);
  }

  private static Entry became(RuleDecision decision) {
    if (decision.refusal().isPresent()) {
      return Entry.REFUSED;
    }
    return decision.phase().isPresent() ? Entry.ACCEPTED : Entry.UNCHANGED;
  }
}
