package dev.groundswell.pipelines.trend;

import dev.groundswell.schemas.TargetKind;
import dev.groundswell.schemas.TrendReach;
import dev.groundswell.schemas.TrendShift;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A technique whose actors are mixed over products, day by day. */
final class MixHistory {

  static final long START = Instant.parse("2026-11-02T00:00:00Z").toEpochMilli();
  static final long DAY = Duration.ofDays(1).toMillis();
  private static final int WEEK = 7;

  /** What a product had on a day. */
  record OfDay(long actors, long requests) {}

  private final MixJudge judge = new MixJudge(ShiftConfig.defaults());
  private final Deque<Map<String, OfDay>> before = new ArrayDeque<>();
  private final TrendReach reach =
      TrendReach.newBuilder()
          .setTechnique("AML.T0054")
          .setTargetKind(TargetKind.product)
          .setFirstSeen(START)
          .setReached(List.of())
          .setMixStatistics(0)
          .setMixFreedom(0)
          .setOpen(new ArrayList<>())
          .build();
  private int day;
  final List<TrendShift> revisions = new ArrayList<>();

  /** A day with so many actors at each of the products a, b, c and so on, of equal requests. */
  MixHistory day(long... actors) {
    Map<String, OfDay> products = new TreeMap<>();
    for (int i = 0; i < actors.length; i++) {
      products.put(String.valueOf((char) ('a' + i)), new OfDay(actors[i], 10_000));
    }
    return day(products);
  }

  MixHistory days(int days, long... actors) {
    for (int i = 0; i < days; i++) {
      day(actors);
    }
    return this;
  }

  MixHistory day(Map<String, OfDay> products) {
    List<DayMix.OfTarget> targets =
        products.entrySet().stream()
            .map(
                product ->
                    new DayMix.OfTarget(
                        product.getKey(),
                        actors(product.getKey(), product.getValue().actors()),
                        product.getValue().requests(),
                        sum(product.getKey(), true),
                        sum(product.getKey(), false)))
            .toList();
    judge
        .judge(
            reach,
            new DayMix(START + day * DAY, START + (day + 1) * DAY, before.size() == WEEK, targets))
        .ifPresent(revisions::add);
    before.addLast(products);
    if (before.size() > WEEK) {
      before.removeFirst();
    }
    day++;
    return this;
  }

  private long sum(String product, boolean ofActors) {
    OfDay none = new OfDay(0, 0);
    return before.stream()
        .map(products -> products.getOrDefault(product, none))
        .mapToLong(known -> ofActors ? known.actors() : known.requests())
        .sum();
  }

  /** Somebody, who counts as many. */
  private static Actors actors(String product, long count) {
    ActorSketch sketch = ActorSketch.empty();
    sketch.add(product);
    return new Actors(sketch.toBytes(), count);
  }

  long now() {
    return START + day * DAY;
  }

  TrendReach reach() {
    return reach;
  }
}
