package dev.groundswell.pipelines.trend;

import dev.groundswell.pipelines.trend.statistics.Learning;
import dev.groundswell.pipelines.trend.statistics.SeasonalBaseline;
import dev.groundswell.schemas.TargetKind;
import dev.groundswell.schemas.TrendCell;
import dev.groundswell.schemas.TrendShift;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A cell that is judged tick by tick, with a thousand requests in each unless told otherwise. */
final class CellHistory {

  static final long TICK = Duration.ofMinutes(5).toMillis();
  static final long START = Instant.parse("2026-11-02T00:00:00Z").toEpochMilli();
  static final Cell CELL = new Cell("AML.T0054", new Target(TargetKind.product, "chat"));

  private final Random random = new Random(1);
  private final CellJudge judge;
  private final double parentRate;
  private SeasonalBaseline baseline = SeasonalBaseline.unlearned(Learning.defaults());
  private TrendCell cell;
  private long time = START;
  private int strangers;
  final List<TrendShift> revisions = new ArrayList<>();

  CellHistory(ShiftConfig config, double parentRate) {
    this.judge = new CellJudge(config);
    this.parentRate = parentRate;
  }

  /** Ticks with so many actors each, of whom nobody comes twice. */
  CellHistory ticks(int ticks, int actors) {
    for (int i = 0; i < ticks; i++) {
      tick(1000, strangers(actors));
    }
    return this;
  }

  /** Ticks with as many actors as a Poisson process brings. */
  CellHistory randomTicks(int ticks, double mean) {
    for (int i = 0; i < ticks; i++) {
      int count = -1;
      for (double sum = 0; sum < mean; count++) {
        sum -= Math.log(1 - random.nextDouble());
      }
      ticks(1, Math.max(0, count));
    }
    return this;
  }

  CellHistory tick(long exposure, Stream<String> actors) {
    return tick(exposure, Actors.of(sketch(actors)), Reviewed.NONE);
  }

  /** Ticks with so many actors each whose calls are reviewed, of whom such a share passes. */
  CellHistory reviewedTicks(int ticks, int actors, double share) {
    for (int i = 0; i < ticks; i++) {
      int passed = (int) random.ints(actors, 0, 1000).filter(draw -> draw < 1000 * share).count();
      review(actors, passed);
    }
    return this;
  }

  /** A tick with so many actors whose calls are reviewed. */
  CellHistory review(int actors, int passed) {
    return review(strangers(actors - passed), strangers(passed));
  }

  CellHistory review(Stream<String> stopped, Stream<String> passed) {
    List<String> some = passed.toList();
    Actors all = Actors.of(sketch(Stream.concat(stopped, some.stream())));
    return tick(1000, all, new Reviewed(all.count(), Actors.of(sketch(some.stream()))));
  }

  private static ByteBuffer sketch(Stream<String> actors) {
    ActorSketch sketch = ActorSketch.empty();
    actors.forEach(sketch::add);
    return sketch.toBytes();
  }

  CellHistory tick(long exposure, Actors actors, Reviewed reviewed) {
    CellTick tick =
        new CellTick(
            time,
            time + TICK,
            actors,
            reviewed,
            exposure,
            parentRate,
            Duration.ofMillis(time - START));
    if (cell == null && actors.count() > 0) {
      cell = judge.discover(CELL, tick);
    }
    if (cell != null) {
      CellJudge.Judgement judgement = judge.judge(cell, baseline, tick);
      baseline = judgement.learned();
      revisions.addAll(judgement.revisions());
    }
    time = tick.end();
    return this;
  }

  /** Ticks without any request. */
  CellHistory silence(int ticks) {
    for (int i = 0; i < ticks; i++) {
      time += TICK;
      revisions.addAll(judge.pass(cell, time));
    }
    return this;
  }

  Stream<String> strangers(int actors) {
    return IntStream.range(0, actors).mapToObj(i -> "stranger-" + strangers++);
  }

  TrendCell cell() {
    return cell;
  }

  /** How many figures the baseline keeps of the hours of the week. */
  int weekFigures() {
    return baseline.weekFigures().length;
  }

  long now() {
    return time;
  }
}
