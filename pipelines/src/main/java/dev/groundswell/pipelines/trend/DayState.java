package dev.groundswell.pipelines.trend;

import dev.groundswell.schemas.CellDays;
import dev.groundswell.schemas.Grain;
import dev.groundswell.schemas.TargetKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.java.tuple.Tuple2;

/**
 * Who was in the cells, and what requests reached the targets, on this day and the seven before it;
 * of single targets that have a name.
 */
final class DayState {

  private static final int DAYS = 7;
  private static final long DAY = Duration.ofDays(1).toMillis();

  /** A day of which the begin was missed. */
  private static final int PARTIAL = -1;

  private static final List<Long> NOBODY = Collections.nCopies(DAYS, 0L);

  /** By cell. */
  private final MapState<String, CellDays> cells;

  /** Requests by target, of kinds without their own by kind: of the day, and of those before. */
  private final MapState<String, long[]> requests;

  /** Start of the day, and how many full days are known before it; seven at most. */
  private final ValueState<Tuple2<Long, Integer>> day;

  DayState(
      MapState<String, CellDays> cells,
      MapState<String, long[]> requests,
      ValueState<Tuple2<Long, Integer>> day) {
    this.cells = cells;
    this.requests = requests;
    this.day = day;
  }

  /** Whether the day is over at a time, and waits to be ended. */
  boolean isOverAt(long time) throws Exception {
    return day.value() != null && day.value().f0 + DAY <= time;
  }

  /** Start of the day, in milliseconds since the epoch. */
  long start() throws Exception {
    return day.value().f0;
  }

  /** The day, of a technique that nobody used on it or before. */
  DayMix none() throws Exception {
    return new DayMix(start(), start() + DAY, false, List.of());
  }

  /** Adds a tick to its day, which is the one that is not over. */
  void add(Tick tick) throws Exception {
    if (day.value() == null) {
      day.update(begin(tick.start()));
    }
    for (Map.Entry<String, Long> target : tick.exposures().entrySet()) {
      if (Targets.SINGLE.contains(Target.ofKey(target.getKey()).kind())) {
        addRequests(target.getKey(), target.getValue());
      }
    }
    for (TargetKind kind : Targets.SINGLE) {
      if (!Targets.hasExposure(kind)) {
        addRequests(kind.name(), tick.ofProducts());
      }
    }
    for (Map.Entry<String, Cell> cell : tick.cells().entrySet()) {
      Target target = cell.getValue().target();
      if (Targets.isNamed(target) && tick.exposure(target) > 0) {
        addActors(cell.getKey(), tick.actors(cell.getValue()));
      }
    }
  }

  private static Tuple2<Long, Integer> begin(long tickStart) {
    long start = Panes.start(Grain.day, tickStart);
    return Tuple2.of(start, tickStart == start ? 0 : PARTIAL);
  }

  private void addRequests(String key, long more) throws Exception {
    if (more > 0) {
      long[] days = requests.contains(key) ? requests.get(key) : new long[1 + DAYS];
      days[0] += more;
      requests.put(key, days);
    }
  }

  private void addActors(String key, Actors actors) throws Exception {
    if (actors.count() > 0) {
      CellDays known = cells.get(key);
      CellDays days = known == null ? new CellDays(null, NOBODY) : known;
      days.setToday(ActorSketch.union(days.getToday(), actors.sketch()));
      cells.put(key, days);
    }
  }

  /**
   * Ends the day, and tells of every technique and kind how its actors were mixed.
   *
   * @param watched since when targets are
   * @return by the key of {@link ReachState#key}
   */
  Map<String, DayMix> end(WatchedState watched) throws Exception {
    long start = day.value().f0;
    int full = Math.max(0, day.value().f1);
    Map<String, DayMix> mixes = new TreeMap<>();
    for (Map.Entry<String, CellDays> entry : MapStates.sorted(cells).entrySet()) {
      Cell cell = Cell.ofKey(entry.getKey());
      DayMix mix =
          mixes.computeIfAbsent(
              ReachState.key(cell),
              key -> new DayMix(start, start + DAY, full == DAYS, new ArrayList<>()));
      if (full > 0 && watched.since(cell.target()) <= start - full * DAY) {
        mix.targets().add(ofTarget(cell.target(), entry.getValue(), full));
      }
    }
    return mixes;
  }

  private DayMix.OfTarget ofTarget(Target target, CellDays days, int full) throws Exception {
    long[] known = requests.get(target.exposureKey());
    long before = 0;
    long requestsBefore = 0;
    for (int i = 0; i < full; i++) {
      before += days.getBefore().get(i);
      requestsBefore += known[i + 1];
    }
    return new DayMix.OfTarget(
        target.value(), Actors.of(days.getToday()), known[0], before, requestsBefore);
  }

  /** Goes on to the day after the one that was ended, or to that of a tick. */
  void next(long tickStart) throws Exception {
    Tuple2<Long, Integer> ended = day.value();
    int later = (int) ((Panes.start(Grain.day, tickStart) - ended.f0) / DAY);
    // Days without a request are full as well: nothing was missed of them.
    int full = (ended.f1 == PARTIAL ? 0 : ended.f1 + 1) + later - 1;
    day.update(Tuple2.of(ended.f0 + later * DAY, Math.min(DAYS, full)));
    for (Map.Entry<String, CellDays> cell : MapStates.sorted(cells).entrySet()) {
      List<Long> before = before(cell.getValue(), later);
      cells.put(cell.getKey(), new CellDays(null, before));
    }
    for (Map.Entry<String, long[]> target : MapStates.sorted(requests).entrySet()) {
      requests.put(target.getKey(), before(target.getValue(), later));
    }
    MapStates.removeIf(cells, cell -> cell.getValue().getBefore().stream().allMatch(n -> n == 0));
    MapStates.removeIf(requests, target -> LongStream.of(target.getValue()).allMatch(n -> n == 0));
  }

  private static List<Long> before(CellDays ended, int later) {
    long[] days = new long[1 + DAYS];
    days[0] = Actors.of(ended.getToday()).count();
    for (int i = 0; i < DAYS; i++) {
      days[i + 1] = ended.getBefore().get(i);
    }
    return LongStream.of(before(days, later)).skip(1).boxed().toList();
  }

  /** Days as they are counted from so many days later; those between had nothing. */
  private static long[] before(long[] days, int later) {
    long[] seenLater = new long[1 + DAYS];
    for (int i = later; i <= DAYS; i++) {
      seenLater[i] = days[i - later];
    }
    return seenLater;
  }
}
