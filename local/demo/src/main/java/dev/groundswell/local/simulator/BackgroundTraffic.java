package dev.groundswell.local.simulator;

import dev.groundswell.local.simulator.wire.Producer;
import dev.groundswell.schemas.TelemetryEvent;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/** Benign traffic, one turn at a time: single calls of busy users between honest episodes. */
final class BackgroundTraffic {

  private final Seeded seeded;
  private final Population population;
  private final SplittableRandom random;
  private final HonestEpisodes episodes;
  private final Map<HonestBehaviour, Long> begun = new EnumMap<>(HonestBehaviour.class);
  private long texts;

  BackgroundTraffic(Seeded seeded, Population population, Duration span) {
    this.seeded = seeded;
    this.population = population;
    this.random = seeded.random(Seeded.Stream.BACKGROUND, 0);
    this.episodes =
        new HonestEpisodes(
            population, this::textNumber, span, seeded.random(Seeded.Stream.BACKGROUND, 1));
    for (HonestBehaviour behaviour : HonestBehaviour.values()) {
      begun.put(behaviour, 0L);
    }
  }

  /**
   * What happens next.
   *
   * @param nowMs event time since the run's start, never decreasing
   * @param progress how much of the run is over, 0 to 1
   */
  Turn next(long nowMs, RequestTrace.Request sizes, double progress) {
    Optional<Turn> waiting = episodes.due(nowMs, sizes);
    if (waiting.isPresent()) {
      return waiting.get();
    }
    double draw = random.nextDouble();
    for (HonestBehaviour behaviour : HonestBehaviour.values()) {
      draw -= behaviour.share();
      if (draw < 0) {
        Optional<Turn> turn = begin(behaviour, nowMs, sizes, progress);
        turn.ifPresent(begin -> begun.merge(behaviour, 1L, Long::sum));
        return turn.orElseGet(() -> plain(sizes));
      }
    }
    return plain(sizes);
  }

  /** A call that was answered, with a text that nobody else sends. */
  Turn plain(RequestTrace.Request sizes) {
    return answered(population.drawByActivity(random), sizes, Prompts.unique(textNumber()));
  }

  /** The same of somebody who uses a service of our own. */
  Turn canonical(RequestTrace.Request sizes) {
    int user = active(producer -> producer == Producer.CANONICAL);
    return answered(user, sizes, Prompts.unique(textNumber()));
  }

  /** How often each behaviour began. */
  Map<HonestBehaviour, Long> begun() {
    return Map.copyOf(begun);
  }

  private Optional<Turn> begin(
      HonestBehaviour behaviour, long nowMs, RequestTrace.Request sizes, double progress) {
    switch (behaviour) {
      case REWRITE -> {
        if (!episodes.rewrite(nowMs)) {
          return Optional.empty();
        }
      }
      case RETRY -> episodes.retry(nowMs);
      case POPULAR_PROMPT -> episodes.popularPrompt(nowMs);
      case MISTYPED_PASSWORD -> {
        if (!episodes.mistypedPassword(nowMs)) {
          return Optional.empty();
        }
      }
      case ROAM -> {
        if (!episodes.roam(nowMs)) {
          return Optional.empty();
        }
      }
      case COMMON_PROMPT -> {
        int user = population.drawByActivity(random);
        return Optional.of(answered(user, sizes, Prompts.common(random)));
      }
      case LOGIN -> {
        int user = active(Producer::reportsLogins);
        Actor actor = population.actor(user);
        return Optional.of(new Turn(user, actor.producer(), Activity.login(actor, true)));
      }
      case FLAGGED -> {
        int user = active(Producer::reportsWarnings);
        if (episodes.wasBlocked(user, nowMs)) {
          return Optional.empty();
        }
        Turn turn = answered(user, sizes, Prompts.unique(textNumber()));
        turn.event().setVerdicts(List.of(Verdicts.low(turn.producer(), progress, random)));
        return Optional.of(turn);
      }
    }
    return episodes.due(nowMs, sizes);
  }

  private Turn answered(int user, RequestTrace.Request sizes, String text) {
    Actor actor = population.actor(user);
    TelemetryEvent event = Activity.answered(actor, product(sizes), sizes, text);
    return new Turn(user, actor.producer(), event);
  }

  /** A user, the busy ones more often, of whom a wanted producer reports. */
  private int active(Predicate<Producer> wanted) {
    return population.firstOf(() -> population.drawByActivity(random), wanted);
  }

  private Product product(RequestTrace.Request sizes) {
    if (sizes.code()) {
      return Product.CODE;
    }
    int draw = random.nextInt(20);
    return draw < 15 ? Product.CHAT : draw < 18 ? Product.AGENTS : Product.IMAGES;
  }

  private long textNumber() {
    return seeded.value(Seeded.Stream.BACKGROUND_TEXT, texts++);
  }
}
