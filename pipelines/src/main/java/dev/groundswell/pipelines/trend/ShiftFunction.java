package dev.groundswell.pipelines.trend;

import dev.groundswell.pipelines.ledger.Accountable;
import dev.groundswell.pipelines.ledger.Entry;
import dev.groundswell.pipelines.ledger.StageLedger;
import dev.groundswell.pipelines.trend.statistics.Learning;
import dev.groundswell.pipelines.trend.statistics.SeasonalBaseline;
import dev.groundswell.schemas.Baseline;
import dev.groundswell.schemas.CellDays;
import dev.groundswell.schemas.Mitigation;
import dev.groundswell.schemas.ShiftState;
import dev.groundswell.schemas.TrendCell;
import dev.groundswell.schemas.TrendDelta;
import dev.groundswell.schemas.TrendReach;
import dev.groundswell.schemas.TrendShift;
import dev.groundswell.sinks.prometheus.Exposition;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges every known cell when the watermark passes the end of a tick, in one place, since what a
 * cell is compared with is in all targets. All panes of a tick are here by then: whoever sends them
 * does so before the watermark. A tick is judged once; what comes later is in the points only.
 */
final class ShiftFunction extends KeyedCoProcessFunction<String, TrendDelta, Mitigation, TrendShift>
    implements Accountable {

  static final String UID = "trend-shifts";

  /** The one key. */
  static final String ALL = "all";

  /** What was learned by the end of each day, when the next one begins. */
  static final OutputTag<Baseline> BASELINES =
      new OutputTag<>("baselines", new AvroTypeInfo<>(Baseline.class));

  private static final Logger LOG = LoggerFactory.getLogger(ShiftFunction.class);

  private static final Learning LEARNING = Learning.defaults();

  /** Four half-lives: what is left of a baseline then is a sixteenth of what it knew. */
  private static final Duration REMEMBERED = LEARNING.halfLife().multipliedBy(4);

  private final ShiftConfig config;
  private final ExpositionConfig expositionConfig;
  private final StageLedger ledger;
  private final WarmStart start;

  private transient WaitingState waiting;
  private transient WatchedState watched;
  private transient SumState sums;
  private transient CellState cells;
  private transient ReachState reaches;
  private transient MitigationState mitigations;
  private transient LearnedState learned;
  private transient boolean isStarted;
  private transient CellJudge judge;
  private transient ShiftGauges gauges;

  /**
   * @param start what is known if there is no state
   */
  ShiftFunction(ShiftConfig config, ExpositionConfig expositionConfig, WarmStart start) {
    this.expositionConfig = expositionConfig;
    this.config = config;
    this.start = start;
    this.ledger = new StageLedger("shifts", expositionConfig);
  }

  @Override
  public StageLedger ledger() {
    return ledger;
  }

  @Override
  public void open(OpenContext context) throws Exception {
    learned =
        new LearnedState(
            state("cells", new AvroTypeInfo<>(TrendCell.class)),
            state("weeks", PrimitiveArrayTypeInfo.DOUBLE_PRIMITIVE_ARRAY_TYPE_INFO),
            state("watched", Types.TUPLE(Types.LONG, Types.LONG)),
            state("actor-sums", Types.DOUBLE),
            state("exposure-sums", Types.DOUBLE),
            getRuntimeContext().getState(new ValueStateDescriptor<>("told-day", Types.LONG)),
            getRuntimeContext().getState(new ValueStateDescriptor<>("known", Types.LONG)));
    reaches =
        new ReachState(
            state("reaches", new AvroTypeInfo<>(TrendReach.class)),
            new DayState(
                state("cell-days", new AvroTypeInfo<>(CellDays.class)),
                state("requests-of-days", PrimitiveArrayTypeInfo.LONG_PRIMITIVE_ARRAY_TYPE_INFO),
                getRuntimeContext()
                    .getState(
                        new ValueStateDescriptor<>("day", Types.TUPLE(Types.LONG, Types.INT)))),
            config);
    waiting = new WaitingState(state("waiting", new AvroTypeInfo<>(TrendDelta.class)));
    watched = new WatchedState(learned.watched(), REMEMBERED);
    sums = new SumState(learned.actors(), learned.exposures(), LEARNING, config.tickLength());
    cells = new CellState(learned.cells(), learned.weeks(), LEARNING);
    mitigations =
        new MitigationState(
            state("mitigations", new AvroTypeInfo<>(Mitigation.class)), config.watch());
    judge = new CellJudge(config);
    gauges = new ShiftGauges(Exposition.lease(expositionConfig));
    ledger.open(getRuntimeContext());
  }

  private <T> MapState<String, T> state(String name, TypeInformation<T> type) {
    return getRuntimeContext().getMapState(new MapStateDescriptor<>(name, Types.STRING, type));
  }

  @Override
  public void close() {
    ledger.close();
    if (gauges != null) {
      gauges.close();
    }
  }

  @Override
  public void processElement1(TrendDelta pane, Context context, Collector<TrendShift> out)
      throws Exception {
    startOnce();
    ledger.add(Entry.PANES);
    ledger.waiting(Entry.UNJUDGED, 1);
    waiting.add(pane);
    context
        .timerService()
        .registerEventTimeTimer(Panes.end(config.tick(), pane.getPaneStart()) - 1);
  }

  @Override
  public void processElement2(Mitigation mitigation, Context context, Collector<TrendShift> out)
      throws Exception {
    mitigations.add(mitigation);
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<TrendShift> out)
      throws Exception {
    startOnce();
    Tick tick = take(Panes.start(config.tick(), time));
    if (learned.isKnown(tick)) {
      return;
    }
    for (Baseline baseline : learned.tellBefore(tick, config.tick())) {
      context.output(BASELINES, baseline);
    }
    watched.see(tick);
    boolean isOpen = judge(tick, out);
    if (isOpen) {
      // In silence, too, what is open must close.
      context.timerService().registerEventTimeTimer(time + config.tickLength().toMillis());
    }
  }

  /** Before anything is judged; what has a state of its own goes on from that. */
  private void startOnce() throws Exception {
    if (isStarted) {
      return;
    }
    isStarted = true;
    Optional<Learned> others = learned.isFresh() ? start.read(config.tick()) : Optional.empty();
    if (others.isPresent()) {
      learned.startWith(others.get());
      LOG.info("the trends start with {}", others.get().summary());
    }
  }

  private Tick take(long start) throws Exception {
    Collection<TrendDelta> panes = waiting.take(start);
    Tick tick = Tick.of(start, Panes.end(config.tick(), start), panes);
    boolean isKnown = learned.isKnown(tick);
    for (TrendDelta pane : panes) {
      ledger.waiting(Entry.UNJUDGED, -1);
      ledger.add(isKnown ? Entry.KNOWN : judged(tick, Target.of(pane)));
    }
    return tick;
  }

  private static Entry judged(Tick tick, Target target) {
    return tick.exposure(target) > 0 ? Entry.JUDGED : Entry.UNEXPOSED;
  }

  /** A cell that was judged, and what became of its shifts. */
  private record Revised(TrendCell cell, List<TrendShift> revisions) {}

  /** Judges and learns all cells; whether a shift is open. */
  private boolean judge(Tick tick, Collector<TrendShift> out) throws Exception {
    ParentRates rates = sums.rates();
    Watches watches = mitigations.at(tick.end());
    Map<Cell, Long> counts = new LinkedHashMap<>();
    Map<Cell, Revised> revised = new LinkedHashMap<>();
    Drivers drivers = new Drivers(tick);
    boolean isOpen = false;
    for (TrendCell cell : known(tick, rates).values()) {
      Cell name = Cell.of(cell);
      if (tick.exposure(name.target()) > 0) {
        CellTick ofCell = ofCell(name, tick, rates);
        CellJudge.Judgement judgement = judge(name.key(), cell, ofCell);
        watches.escalate(judgement.revisions());
        drivers.add(name, cell, judgement.expected());
        revised.put(name, new Revised(cell, judgement.revisions()));
        counts.put(name, ofCell.actors().count());
      } else if (!cell.getOpen().isEmpty()) {
        revised.put(name, new Revised(cell, judge.pass(cell, tick.end())));
        cells.put(name.key(), cell);
      }
      gauges.show(cell);
      isOpen |= !cell.getOpen().isEmpty();
    }
    List<ReachedCell> reached = new ArrayList<>();
    for (Map.Entry<Cell, Revised> cell : revised.entrySet()) {
      tell(cell.getKey(), cell.getValue(), drivers, out);
      reached.addAll(ReachedCell.of(cell.getValue().cell(), cell.getValue().revisions()));
    }
    tell(reaches.judge(tick, reached, watched, watches), out);
    reaches.show(gauges);
    isOpen |= reaches.isOpen();
    sums.learn(rates, tick, counts, cells.all());
    return isOpen;
  }

  /** The known cells, and those that are seen for the first time, in the order of their keys. */
  private Map<String, TrendCell> known(Tick tick, ParentRates rates) throws Exception {
    Map<String, TrendCell> known = cells.since(tick.start() - REMEMBERED.toMillis());
    for (Map.Entry<String, Cell> cell : tick.cells().entrySet()) {
      Cell name = cell.getValue();
      if (!known.containsKey(cell.getKey()) && tick.exposure(name.target()) > 0) {
        CellTick first = ofCell(name, tick, rates);
        if (first.actors().count() > 0) {
          known.put(cell.getKey(), judge.discover(name, first));
        }
      }
    }
    return known;
  }

  private CellTick ofCell(Cell cell, Tick tick, ParentRates rates) throws Exception {
    long exposure = tick.exposure(cell.target());
    return new CellTick(
        tick.start(),
        tick.end(),
        tick.actors(cell),
        tick.reviewed(cell),
        exposure,
        rates.of(cell, exposure),
        watched.until(tick, cell.target()));
  }

  private CellJudge.Judgement judge(String key, TrendCell cell, CellTick tick) throws Exception {
    SeasonalBaseline known = cells.baseline(key, cell);
    CellJudge.Judgement judgement = judge.judge(cell, known, tick);
    cells.put(key, cell, known, judgement.learned());
    return judgement;
  }

  private void tell(Cell name, Revised revised, Drivers drivers, Collector<TrendShift> out)
      throws Exception {
    if (revised.revisions().isEmpty()) {
      return;
    }
    drivers.name(revised.cell(), revised.revisions());
    cells.put(name.key(), revised.cell());
    tell(revised.revisions(), out);
  }

  private void tell(List<TrendShift> revisions, Collector<TrendShift> out) {
    for (TrendShift revision : revisions) {
      if (revision.getState() == ShiftState.opened) {
        ledger.add(Entry.OPENED);
        ledger.waiting(Entry.OPEN, 1);
      } else if (revision.getState() == ShiftState.closed) {
        ledger.add(Entry.CLOSED);
        ledger.waiting(Entry.OPEN, -1);
      }
      out.collect(revision);
    }
  }
}
