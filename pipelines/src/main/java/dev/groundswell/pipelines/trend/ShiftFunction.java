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
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
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

  /** Four half-lives: what is left of a baseline then is a sixteenth of what it knew. */
  private static final long REMEMBERED = LEARNING.halfLife().multipliedBy(4).toMillis();

  /** So that not every tick looks at all targets. */
  private static final long BETWEEN_LOOKS = Duration.ofHours(1).toMillis();

  private final ShiftConfig config;
  private final ExpositionConfig expositionConfig;
  private final StageLedger ledger;

  /** Panes by tick and target. */
  private transient MapState<String, TrendDelta> waiting;

  /**
   * Start of a target's first and last tick with requests; of kinds without requests of their own,
   * of those of all products.
   */
  private transient MapState<String, Tuple2<Long, Long>> watched;

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
    watched = state("watched", Types.TUPLE(Types.LONG, Types.LONG));
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
      if (target.getValue() > 0) {
        watch(target.getKey(), tick.start());
      }
    }
    for (TargetKind kind : TargetKind.values()) {
      if (!Targets.hasExposure(kind) && tick.ofProducts() > 0) {
        watch(kind.name(), tick.start());
      }
    }
    if (tick.start() % BETWEEN_LOOKS == 0) {
      remove(watched, last -> last.f1 < tick.start() - REMEMBERED);
    }
  }

  private void watch(String target, long tickStart) throws Exception {
    Tuple2<Long, Long> known = watched.get(target);
    watched.put(target, Tuple2.of(known == null ? tickStart : known.f0, tickStart));
  }

  private static <T> void remove(MapState<String, T> state, Predicate<T> isOver) throws Exception {
    List<String> over = new ArrayList<>();
    for (Map.Entry<String, T> entry : state.entries()) {
      if (isOver.test(entry.getValue())) {
        over.add(entry.getKey());
      }
    }
    for (String key : over) {
      state.remove(key);
    }
  }

  private Duration watched(Target target, Tick tick) throws Exception {
    String key = Targets.hasExposure(target.kind()) ? target.key() : target.kind().name();
    return Duration.ofMillis(tick.start() - watched.get(key).f0);
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
    long watch = config.watch().toMillis();
    remove(mitigations, mitigation -> mitigation.getTime() + watch < tick.end());
    List<Mitigation> left = new ArrayList<>();
    mitigations.values().forEach(left::add);
    return new Watches(left, config.watch());
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
    forget(known, tick.start() - REMEMBERED);
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

  private void forget(Map<String, TrendCell> known, long lastSeenBefore) throws Exception {
    Iterator<Map.Entry<String, TrendCell>> entries = known.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<String, TrendCell> cell = entries.next();
      if (cell.getValue().getLastSeen() < lastSeenBefore && cell.getValue().getOpen().isEmpty()) {
        entries.remove();
        cells.remove(cell.getKey());
        weeks.remove(cell.getKey());
      }
    }
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
