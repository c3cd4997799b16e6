package dev.groundswell.pipelines.trend;

import dev.groundswell.pipelines.ledger.Accountable;
import dev.groundswell.pipelines.ledger.Entry;
import dev.groundswell.pipelines.ledger.StageLedger;
import dev.groundswell.pipelines.trend.statistics.Learning;
import dev.groundswell.pipelines.trend.statistics.SeasonalBaseline;
import dev.groundswell.schemas.Mitigation;
import dev.groundswell.schemas.ShiftState;
import dev.groundswell.schemas.TargetKind;
import dev.groundswell.schemas.TrendCell;
import dev.groundswell.schemas.TrendDelta;
import dev.groundswell.schemas.TrendShift;
import dev.groundswell.sinks.prometheus.Exposition;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

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

  private static final Learning LEARNING = Learning.defaults();

  private final ShiftConfig config;
  private final ExpositionConfig expositionConfig;
  private final StageLedger ledger;

  /** Panes by tick and target. */
  private transient MapState<String, TrendDelta> waiting;

  /** Start of a target's first tick; of kinds without requests of their own, that of the first. */
  private transient MapState<String, Long> watchedSince;

  private transient MapState<String, Double> actorSums;
  private transient MapState<String, Double> exposureSums;
  private transient MapState<String, TrendCell> cells;

  /** What the cells' baselines know of the hours of the week: large, and new once an hour. */
  private transient MapState<String, double[]> weeks;

  /** By id, until their watch is over. */
  private transient MapState<String, Mitigation> mitigations;

  private transient CellJudge judge;
  private transient ShiftGauges gauges;

  ShiftFunction(ShiftConfig config, ExpositionConfig expositionConfig) {
    this.expositionConfig = expositionConfig;
    this.config = config;
    this.ledger = new StageLedger("shifts", expositionConfig);
  }

  @Override
  public StageLedger ledger() {
    return ledger;
  }

  @Override
  public void open(OpenContext context) throws Exception {
    waiting = state("waiting", new AvroTypeInfo<>(TrendDelta.class));
    watchedSince = state("watched-since", Types.LONG);
    actorSums = state("actor-sums", Types.DOUBLE);
    exposureSums = state("exposure-sums", Types.DOUBLE);
    cells = state("cells", new AvroTypeInfo<>(TrendCell.class));
    weeks = state("weeks", PrimitiveArrayTypeInfo.DOUBLE_PRIMITIVE_ARRAY_TYPE_INFO);
    mitigations = state("mitigations", new AvroTypeInfo<>(Mitigation.class));
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
    ledger.add(Entry.PANES);
    ledger.waiting(Entry.UNJUDGED, 1);
    Target target = Target.of(pane);
    waiting.put(waitingKey(pane.getPaneStart()) + target.key(), pane);
    context
        .timerService()
        .registerEventTimeTimer(Panes.end(config.tick(), pane.getPaneStart()) - 1);
  }

  @Override
  public void processElement2(Mitigation mitigation, Context context, Collector<TrendShift> out)
      throws Exception {
    mitigations.put(mitigation.getMitigationId(), mitigation);
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<TrendShift> out)
      throws Exception {
    Tick tick = take(Panes.start(config.tick(), time));
    watch(tick);
    boolean isOpen = judge(tick, out);
    if (isOpen) {
      // In silence, too, what is open must close.
      context.timerService().registerEventTimeTimer(time + config.tickLength().toMillis());
    }
  }

  private Tick take(long start) throws Exception {
    String prefix = waitingKey(start);
    Map<String, TrendDelta> panes = new TreeMap<>();
    for (Map.Entry<String, TrendDelta> pane : waiting.entries()) {
      if (pane.getKey().startsWith(prefix)) {
        panes.put(pane.getKey(), pane.getValue());
      }
    }
    for (String key : panes.keySet()) {
      waiting.remove(key);
    }
    Tick tick = Tick.of(start, Panes.end(config.tick(), start), panes.values());
    for (TrendDelta pane : panes.values()) {
      Target target = Target.of(pane);
      ledger.waiting(Entry.UNJUDGED, -1);
      ledger.add(tick.exposure(target) > 0 ? Entry.JUDGED : Entry.UNEXPOSED);
    }
    return tick;
  }

  private static String waitingKey(long start) {
    return start + "\n";
  }

  private void watch(Tick tick) throws Exception {
    for (Map.Entry<String, Long> target : tick.exposures().entrySet()) {
      if (target.getValue() > 0 && !watchedSince.contains(target.getKey())) {
        watchedSince.put(target.getKey(), tick.start());
      }
    }
    for (TargetKind kind : TargetKind.values()) {
      if (!Targets.hasExposure(kind)
          && tick.ofProducts() > 0
          && !watchedSince.contains(kind.name())) {
        watchedSince.put(kind.name(), tick.start());
      }
    }
  }

  private Duration watched(Target target, Tick tick) throws Exception {
    Long since =
        watchedSince.get(Targets.hasExposure(target.kind()) ? target.key() : target.kind().name());
    return Duration.ofMillis(tick.start() - since);
  }

  /** Judges and learns all cells; whether a shift is open. */
  private boolean judge(Tick tick, Collector<TrendShift> out) throws Exception {
    ParentRates rates = rates();
    Watches watches = watches(tick);
    Map<Cell, Long> counts = new LinkedHashMap<>();
    boolean isOpen = false;
    for (TrendCell cell : known(tick, rates).values()) {
      Cell name = Cell.of(cell);
      if (tick.exposure(name.target()) > 0) {
        CellTick ofCell = ofCell(name, tick, rates);
        tell(judge(name.key(), cell, ofCell, watches), out);
        counts.put(name, ofCell.actors().count());
      } else if (!cell.getOpen().isEmpty()) {
        tell(judge.pass(cell, tick.end()), out);
        cells.put(name.key(), cell);
      }
      gauges.show(cell);
      isOpen |= !cell.getOpen().isEmpty();
    }
    learn(rates, counts, tick);
    return isOpen;
  }

  /** The mitigations that are watched, or will be; the others are forgotten. */
  private Watches watches(Tick tick) throws Exception {
    List<Mitigation> watched = new ArrayList<>();
    List<String> over = new ArrayList<>();
    for (Mitigation mitigation : mitigations.values()) {
      if (mitigation.getTime() + config.watch().toMillis() < tick.end()) {
        over.add(mitigation.getMitigationId());
      } else {
        watched.add(mitigation);
      }
    }
    for (String id : over) {
      mitigations.remove(id);
    }
    return new Watches(watched, config.watch());
  }

  private static void escalate(List<TrendShift> revisions, Watches watches) {
    for (TrendShift revision : revisions) {
      if (revision.getState() == ShiftState.opened) {
        watches
            .of(revision)
            .ifPresent(mitigation -> revision.setMitigationId(mitigation.getMitigationId()));
      }
    }
  }

  /** A tick is learned once all cells are judged, by what was known before it. */
  private void learn(ParentRates rates, Map<Cell, Long> counts, Tick tick) throws Exception {
    rates.age();
    counts.forEach(rates::addActors);
    addExposure(tick, rates);
    actorSums.putAll(rates.actors());
    exposureSums.putAll(rates.exposures());
  }

  /** The known cells, and those that are seen for the first time, in the order of their keys. */
  private Map<String, TrendCell> known(Tick tick, ParentRates rates) throws Exception {
    Map<String, TrendCell> known = new TreeMap<>();
    for (Map.Entry<String, TrendCell> cell : cells.entries()) {
      known.put(cell.getKey(), cell.getValue());
    }
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
        watched(cell.target(), tick));
  }

  private List<TrendShift> judge(String key, TrendCell cell, CellTick tick, Watches watches)
      throws Exception {
    double[] week = weeks.get(key);
    SeasonalBaseline known =
        week == null
            ? SeasonalBaseline.unlearned(LEARNING)
            : SeasonalBaseline.of(
                LEARNING, cell.getHour().stream().mapToDouble(Double::doubleValue).toArray(), week);
    CellJudge.Judgement judgement = judge.judge(cell, known, tick);
    SeasonalBaseline learned = judgement.learned();
    escalate(judgement.revisions(), watches);
    cell.setHour(DoubleStream.of(learned.hourFigures()).boxed().toList());
    cells.put(key, cell);
    if (week == null || learned.hourBegan() != known.hourBegan()) {
      weeks.put(key, learned.weekFigures());
    }
    return judgement.revisions();
  }

  /** Targets without requests of their own have those of all products, each of them. */
  private void addExposure(Tick tick, ParentRates rates) throws Exception {
    tick.ofKinds().forEach(rates::addExposure);
    Set<Target> unexposed = new HashSet<>();
    for (TrendCell cell : cells.values()) {
      if (!Targets.hasExposure(cell.getTargetKind())) {
        unexposed.add(Cell.of(cell).target());
      }
    }
    unexposed.forEach(target -> rates.addExposure(target.kind(), tick.ofProducts()));
  }

  private ParentRates rates() throws Exception {
    return new ParentRates(
        entries(actorSums), entries(exposureSums), LEARNING, config.tickLength());
  }

  private static Map<String, Double> entries(MapState<String, Double> state) throws Exception {
    Map<String, Double> entries = new HashMap<>();
    for (Map.Entry<String, Double> entry : state.entries()) {
      entries.put(entry.getKey(), entry.getValue());
    }
    return entries;
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
