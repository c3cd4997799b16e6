package dev.groundswell.pipelines.decide;

import dev.groundswell.pipelines.ledger.Accountable;
import dev.groundswell.pipelines.ledger.Entry;
import dev.groundswell.pipelines.ledger.StageLedger;
import dev.groundswell.schemas.Alert;
import dev.groundswell.schemas.Detection;
import dev.groundswell.schemas.Disposition;
import dev.groundswell.schemas.EntityRisk;
import dev.groundswell.schemas.RuleLevel;
import dev.groundswell.sinks.prometheus.CounterSeries;
import dev.groundswell.sinks.prometheus.Exposition;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
import dev.groundswell.sinks.prometheus.ExpositionLease;
import dev.groundswell.sinks.prometheus.Metric;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Adds up what one actor did against different rules. Detections wait for the watermark, so that
 * equal ones give equal alerts in any order of arrival. After an alert the actor starts afresh,
 * when the same would page again.
 */
final class RiskFunction extends KeyedProcessFunction<String, Alert, Alert> implements Accountable {

  static final String WAITING = "waiting";
  static final String LATEST = "latest";
  static final String QUIET_UNTIL = "quiet-until";
  static final String WAKE_UP = "wake-up";

  private final EntityRisks risks;
  private final Duration suppression;
  private final Clock clock;
  private final ExpositionConfig expositionConfig;
  private final StageLedger ledger;

  /** By the time of their last event. */
  private transient MapState<Long, List<Detection>> waiting;

  private transient MapState<String, Detection> latest;
  private transient ValueState<Long> quietUntil;

  /** When something is to be forgotten. */
  private transient ValueState<Long> wakeUp;

  private transient ExpositionLease exposition;

  RiskFunction(DecideConfig config, Clock clock, ExpositionConfig expositionConfig) {
    this.risks = new EntityRisks(new RiskScore(config.riskHalfLife()), config.riskBar());
    this.suppression = config.suppression();
    this.clock = clock;
    this.expositionConfig = expositionConfig;
    this.ledger = new StageLedger("risk", expositionConfig);
  }

  @Override
  public StageLedger ledger() {
    return ledger;
  }

  @Override
  public void open(OpenContext context) throws Exception {
    AvroTypeInfo<Detection> detection = new AvroTypeInfo<>(Detection.class);
    waiting =
        getRuntimeContext()
            .getMapState(new MapStateDescriptor<>(WAITING, Types.LONG, Types.LIST(detection)));
    latest =
        getRuntimeContext().getMapState(new MapStateDescriptor<>(LATEST, Types.STRING, detection));
    quietUntil = getRuntimeContext().getState(new ValueStateDescriptor<>(QUIET_UNTIL, Types.LONG));
    wakeUp = getRuntimeContext().getState(new ValueStateDescriptor<>(WAKE_UP, Types.LONG));
    exposition = Exposition.lease(expositionConfig);
    ledger.open(getRuntimeContext());
    alerts(RuleLevel.high); // born at 0, as those of rules are
    alerts(RuleLevel.critical);
  }

  @Override
  public void close() {
    ledger.close();
    if (exposition != null) {
      exposition.close();
    }
  }

  @Override
  public void processElement(Alert alert, Context context, Collector<Alert> out) throws Exception {
    Detection detection = alert.getDetection();
    ledger.add(Entry.CONTRIBUTIONS);
    if (context.getCurrentKey().equals(DecideStage.NOBODY)) {
      ledger.add(Entry.ACTORLESS);
      return;
    }
    ledger.waiting(Entry.UNWEIGHED, 1);
    List<Detection> ofTime = waiting.get(detection.getLast());
    List<Detection> all = ofTime == null ? new ArrayList<>() : new ArrayList<>(ofTime);
    all.add(detection);
    waiting.put(detection.getLast(), all);
    context.timerService().registerEventTimeTimer(detection.getLast());
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<Alert> out) throws Exception {
    forget(time);
    List<Detection> due = waiting.get(time);
    if (due != null) {
      waiting.remove(time);
      for (Detection detection : due.stream().sorted(EntityRisks.ORDER).toList()) {
        ledger.waiting(Entry.UNWEIGHED, -1);
        weigh(detection, out);
      }
    }
    wakeUpToForget(time, context.timerService());
  }

  private void weigh(Detection detection, Collector<Alert> out) throws Exception {
    if (quietUntil.value() != null) {
      ledger.add(Entry.AFTERMATH);
      return;
    }
    ledger.add(Entry.WEIGHED);
    latest.put(detection.getRuleId(), detection);
    List<Detection> contributors = contributors();
    Optional<EntityRisk> risk = risks.of(contributors);
    if (risk.isPresent()) {
      long until = detection.getLast() + suppression.toMillis();
      latest.clear();
      quietUntil.update(until);
      Alert alert =
          EntityRiskAlert.of(
              Actor.of(detection).orElseThrow(), contributors, risk.get(), clock.millis());
      ledger.add(Entry.ENTITY_RISKS);
      alerts(alert.getDetection().getRuleLevel()).add(1);
      out.collect(alert);
    }
  }

  private List<Detection> contributors() throws Exception {
    List<Detection> contributors = new ArrayList<>();
    latest.values().forEach(contributors::add);
    contributors.sort(EntityRisks.ORDER);
    return contributors;
  }

  /** Removes what no longer counts at that event time. */
  private void forget(long time) throws Exception {
    for (Detection detection : contributors()) {
      if (risks.forgottenAt(detection) <= time) {
        latest.remove(detection.getRuleId());
      }
    }
    Long quiet = quietUntil.value();
    if (quiet != null && quiet <= time) {
      quietUntil.clear();
    }
  }

  /**
   * One timer for all that is left, no later than the first of it is over. None is deleted: at its
   * time something may wait.
   */
  private void wakeUpToForget(long time, TimerService timers) throws Exception {
    long next = quietUntil.value() == null ? Long.MAX_VALUE : quietUntil.value();
    for (Detection detection : latest.values()) {
      next = Math.min(next, risks.forgottenAt(detection));
    }
    Long known = wakeUp.value();
    if (next == Long.MAX_VALUE) {
      wakeUp.clear();
    } else if (known == null || known <= time || next < known) {
      timers.registerEventTimeTimer(next);
      wakeUp.update(next);
    }
  }

  private CounterSeries alerts(RuleLevel level) {
    return exposition.counter(
        Metric.ALERTS, EntityRiskAlert.RULE_NAME, level.name(), Disposition.entity_risk.name());
  }
}
