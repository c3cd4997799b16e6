package dev.groundswell.pipelines.trend;

import dev.groundswell.schemas.TargetKind;
import dev.groundswell.schemas.TrendReach;
import dev.groundswell.schemas.TrendShift;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.state.MapState;

/** Techniques over all targets of a kind: how far they reach, and where their actors are. */
final class ReachState {

  /** By technique and kind. */
  private final MapState<String, TrendReach> reaches;

  private final DayState days;
  private final SpreadJudge spread = new SpreadJudge();
  private final MixJudge mix;

  ReachState(MapState<String, TrendReach> reaches, DayState days, ShiftConfig config) {
    this.reaches = reaches;
    this.days = days;
    this.mix = new MixJudge(config);
  }

  /** Name of a cell's technique and kind: a format. */
  static String key(Cell cell) {
    return cell.technique() + "\n" + cell.target().kind();
  }

  /**
   * Judges a tick whose cells have been judged, and the day that ends with it, or ended before it.
   *
   * @param found cells that the tick found to be reached
   * @param watches to be named by what opens in them
   * @return revisions, in the order of their techniques
   */
  List<TrendShift> judge(Tick tick, List<ReachedCell> found, WatchedState watched, Watches watches)
      throws Exception {
    Map<String, TrendReach> known = MapStates.sorted(reaches);
    List<TrendShift> revisions = new ArrayList<>();
    if (days.isOverAt(tick.start())) {
      revisions.addAll(endDay(known, watched, watches, tick.start()));
    }
    days.add(tick);
    if (days.isOverAt(tick.end())) {
      revisions.addAll(endDay(known, watched, watches, tick.end()));
    }
    revisions.addAll(judgeSpread(known, found, watches, tick.end()));
    return revisions;
  }

  /** Shows what is open, and no longer. */
  void show(ShiftGauges gauges) throws Exception {
    for (TrendReach reach : reaches.values()) {
      Target all = new Target(reach.getTargetKind(), Targets.ALL);
      gauges.show(new Cell(reach.getTechnique(), all), reach.getOpen());
    }
  }

  boolean isOpen() throws Exception {
    for (TrendReach reach : reaches.values()) {
      if (!reach.getOpen().isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private List<TrendShift> endDay(
      Map<String, TrendReach> known, WatchedState watched, Watches watches, long next)
      throws Exception {
    Map<String, DayMix> mixes = days.end(watched);
    long start = days.start();
    mixes.forEach((key, day) -> known.computeIfAbsent(key, name -> reach(name, start)));
    List<TrendShift> revisions = new ArrayList<>();
    for (Map.Entry<String, TrendReach> entry : List.copyOf(known.entrySet())) {
      TrendReach reach = entry.getValue();
      DayMix day = mixes.get(entry.getKey());
      List<TrendShift> revised =
          mix.judge(reach, day == null ? days.none() : day).stream().toList();
      watches.escalate(revised);
      revisions.addAll(revised);
      if (day == null
          && revised.isEmpty()
          && reach.getOpen().isEmpty()
          && reach.getReached().isEmpty()) {
        known.remove(entry.getKey());
        reaches.remove(entry.getKey());
      } else {
        reaches.put(entry.getKey(), reach);
      }
    }
    days.next(next);
    return revisions;
  }

  private List<TrendShift> judgeSpread(
      Map<String, TrendReach> known, List<ReachedCell> found, Watches watches, long tickEnd)
      throws Exception {
    Map<String, List<ReachedCell>> byReach = new TreeMap<>();
    for (ReachedCell cell : found) {
      byReach.computeIfAbsent(key(cell.cell()), key -> new ArrayList<>()).add(cell);
      known.computeIfAbsent(key(cell.cell()), key -> reach(key, cell.firstSeen().getFirstSeen()));
    }
    List<TrendShift> revisions = new ArrayList<>();
    for (Map.Entry<String, TrendReach> entry : known.entrySet()) {
      TrendReach reach = entry.getValue();
      List<ReachedCell> reached = byReach.getOrDefault(entry.getKey(), List.of());
      if (!reached.isEmpty() || !reach.getReached().isEmpty()) {
        List<TrendShift> revised = spread.judge(reach, reached, tickEnd).stream().toList();
        watches.escalate(revised);
        revisions.addAll(revised);
        reaches.put(entry.getKey(), reach);
      }
    }
    return revisions;
  }

  private static TrendReach reach(String key, long firstSeen) {
    int kind = key.indexOf('\n') + 1;
    return TrendReach.newBuilder()
        .setTechnique(key.substring(0, kind - 1))
        .setTargetKind(TargetKind.valueOf(key.substring(kind)))
        .setFirstSeen(firstSeen)
        .setReached(new ArrayList<>())
        .setMixStatistics(0)
        .setMixFreedom(0)
        .setOpen(new ArrayList<>())
        .build();
  }
}
