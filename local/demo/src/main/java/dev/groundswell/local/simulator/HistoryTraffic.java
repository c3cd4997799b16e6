package dev.groundswell.local.simulator;

import dev.groundswell.local.simulator.wire.Producer;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * What happens in a history, five minutes at a time: requests that come independently of each other
 * at a rate that follows the season; some per cent of them are abuse, each by somebody who was
 * never heard of before; and the stories.
 */
final class HistoryTraffic {

  static final Duration TICK = Duration.ofMinutes(5);

  private static final double TICK_MS = TICK.toMillis();

  /** Requests a tick in an average hour. */
  private static final Map<Product, Double> REQUESTS =
      Map.of(Product.CHAT, 68.0, Product.CODE, 38.0, Product.AGENTS, 22.0, Product.IMAGES, 22.0);

  /** Abuse that is tried on every product, in proportion to its requests. */
  private static final List<Abuse> EVERYWHERE =
      Stream.of(Product.values())
          .flatMap(
              product ->
                  Stream.of(
                      new Abuse("AML.T0054", "hate", product, 0.01 * REQUESTS.get(product)),
                      new Abuse("AML.T0057", "defamation", product, 0.005 * REQUESTS.get(product))))
          .toList();

  private static final int REGULARS = 60_000;
  private static final int NOISY = REGULARS;

  private static final Duration SOONEST_VERDICT = Duration.ofSeconds(10);
  private static final Duration LATEST_VERDICT = Duration.ofSeconds(40);

  private final HistoryConfig config;
  private final Seeded seeded;
  private final SplittableRandom random;
  private final RequestTrace trace = RequestTrace.load();
  private final Crowd crowd;
  private final List<TelemetryEvent> happened = new ArrayList<>();
  private int nextStranger = NOISY + 1;
  private long nextEvent;

  HistoryTraffic(HistoryConfig config) {
    this.config = config;
    this.seeded = new Seeded(config.seed());
    this.random = seeded.random(Seeded.Stream.HISTORY, 0);
    this.crowd = new Crowd(seeded);
  }

  /**
   * The events of a tick, and verdicts about them that come after it, in no order.
   *
   * @param start of the tick, milliseconds since 1970-01-01 UTC
   */
  List<TelemetryEvent> tick(long start) {
    happened.clear();
    double season = Season.factor(start - config.start().toEpochMilli());
    for (Product product : Product.values()) {
      double requests = REQUESTS.get(product) * season * use(product, start);
      times(start, requests, time -> call(random.nextInt(REGULARS), product, time));
    }
    EVERYWHERE.forEach(abuse -> everyday(abuse, start, season));
    for (TrendStory story : TrendStory.values()) {
      everyday(story, start, season);
      story
          .running(config, start)
          .ifPresent(days -> times(start, story.added(days, season), time -> add(story, time)));
    }
    return List.copyOf(happened);
  }

  private void everyday(TrendStory story, long start, double season) {
    if (story == TrendStory.DECAYING_FILTER) {
      Abuse abuse = story.abuse();
      times(start, abuse.perTick() * season, time -> judged(abuse, time));
    } else {
      everyday(story.abuse(), start, season);
    }
  }

  private void everyday(Abuse abuse, long start, double season) {
    double attempts = abuse.perTick() * season * use(abuse.product(), start);
    times(start, attempts, time -> warned(nextStranger++, abuse, time));
  }

  private void add(TrendStory story, long time) {
    warned(story == TrendStory.NOISY_ACTOR ? NOISY : nextStranger++, story.abuse(), time);
  }

  /** By how much more than usual a product is used. */
  private double use(Product product, long time) {
    TrendStory launch = TrendStory.PRODUCT_LAUNCH;
    boolean isLaunched =
        product == launch.abuse().product() && launch.running(config, time).isPresent();
    return isLaunched ? TrendStory.LAUNCH_FACTOR : 1;
  }

  /** A Poisson process over a tick. */
  private void times(long start, double perTick, LongConsumer event) {
    for (double at = gap(perTick); at < TICK_MS; at += gap(perTick)) {
      event.accept(start + (long) at);
    }
  }

  private double gap(double perTick) {
    return -StrictMath.log(1 - random.nextDouble()) * TICK_MS / perTick;
  }

  private void warned(int person, Abuse abuse, long time) {
    call(person, abuse.product(), time).setVerdicts(List.of(Verdicts.warning(abuse, random)));
  }

  /** The filter stops a call or does not, and a judge objects to it either way. */
  private void judged(Abuse abuse, long time) {
    int person = nextStranger++;
    boolean isStopped =
        random.nextDouble() < TrendStory.stopped(TrendStory.DECAYING_FILTER.running(config, time));
    TelemetryEvent call =
        isStopped ? stopped(person, abuse, time) : call(person, abuse.product(), time);
    long delay = random.nextLong(SOONEST_VERDICT.toMillis(), LATEST_VERDICT.toMillis());
    Verdict found = Verdicts.found(abuse, random);
    happened(AgentActivity.judged(call.getEventId(), found), time + delay);
  }

  /** The filter names what it stops by its harm only. */
  private TelemetryEvent stopped(int person, Abuse abuse, long time) {
    Verdict verdict = Verdicts.denied(Producer.CANONICAL, abuse.harm(), random);
    return happened(crowd.stopped(person, abuse.product(), sizes(), verdict), time);
  }

  private TelemetryEvent call(int person, Product product, long time) {
    return happened(crowd.answered(person, product, sizes()), time);
  }

  private TelemetryEvent happened(TelemetryEvent event, long time) {
    event.setEventId(seeded.id(Seeded.Stream.HISTORY_EVENT, nextEvent++).toString());
    event.setEventTime(time);
    happened.add(event);
    return event;
  }

  private RequestTrace.Request sizes() {
    return trace.request(random.nextInt(trace.size()));
  }
}
