package dev.groundswell.benchmarks;

import dev.groundswell.schemas.EventCategory;
import dev.groundswell.schemas.EventOutcome;
import dev.groundswell.schemas.TelemetryEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Seeded events, ten milliseconds apart. Four of five are benign; the others belong to episodes, in
 * which one user goes through the steps of one rule, or gives up before the end.
 *
 * <p>A user comes back to a rule only when nothing of the episode before can be in a window of it.
 * Flink CEP holds a match back while an earlier run is open, even one that can no longer complete,
 * and would speak late or never of what happens before that one has run out.
 */
final class Traffic {

  static final int KEYS = 10_000;

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration GAP = Duration.ofMillis(10);
  private static final Duration REST = AbuseRule.TIMESPAN.multipliedBy(2).plusMinutes(1);
  private static final double BENIGN = 0.8;
  private static final double GIVES_UP = 0.7;
  private static final int AT_A_TIME = 20;

  /** What one user will do, step by step. */
  private record Episode(AbuseRule rule, int user, Deque<String> steps) {}

  /** A user and a rule. */
  private record Part(int user, int rule) {}

  private final Random random;
  private final List<AbuseRule> rules;
  private final Deque<Episode> episodes = new ArrayDeque<>();
  private final Map<Part, Long> restsUntil = new HashMap<>();

  private Traffic(long seed, List<AbuseRule> rules) {
    this.random = new Random(seed);
    this.rules = rules;
    for (int i = 0; i < AT_A_TIME; i++) {
      episodes.add(episode(0));
    }
  }

  /** Benign events and episodes of the rules. */
  static Stream<TelemetryEvent> mixed(long seed, List<AbuseRule> rules, long events) {
    Traffic traffic = new Traffic(seed, rules);
    return LongStream.range(0, events).mapToObj(traffic::next);
  }

  /** First steps of the rules and nothing else, of so many users in turn. */
  static Stream<TelemetryEvent> openings(List<AbuseRule> rules, long events, int users) {
    return LongStream.range(0, events)
        .mapToObj(
            number ->
                step(
                    number, (int) (number % users), rules.get((int) (number % rules.size())), "a"));
  }

  private TelemetryEvent next(long number) {
    if (random.nextDouble() < BENIGN) {
      return event(number, random.nextInt(KEYS), EventCategory.inference, "chat");
    }
    Episode episode = episodes.remove();
    TelemetryEvent event = step(number, episode.user(), episode.rule(), episode.steps().remove());
    if (episode.steps().isEmpty()) {
      restsUntil.put(
          new Part(episode.user(), episode.rule().number()),
          event.getEventTime() + REST.toMillis());
      episodes.add(episode(event.getEventTime()));
    } else {
      episodes.add(episode);
    }
    return event;
  }

  private Episode episode(long now) {
    AbuseRule rule = rules.get(random.nextInt(rules.size()));
    List<String> script = rule.script();
    int length =
        random.nextDouble() < GIVES_UP ? 1 + random.nextInt(script.size() - 1) : script.size();
    int user = random.nextInt(KEYS);
    // A user in an episode of the rule rests until the end of time.
    while (restsUntil.getOrDefault(new Part(user, rule.number()), 0L) > now) {
      user = random.nextInt(KEYS);
    }
    restsUntil.put(new Part(user, rule.number()), Long.MAX_VALUE);
    return new Episode(rule, user, new ArrayDeque<>(script.subList(0, length)));
  }

  private static TelemetryEvent step(long number, int user, AbuseRule rule, String step) {
    return event(number, user, EventCategory.valueOf(AbuseRule.CATEGORY), rule.action(step));
  }

  private static TelemetryEvent event(
      long number, int user, EventCategory category, String action) {
    return TelemetryEvent.newBuilder()
        .setEventId("5b0c2f-" + number)
        .setEventTime(START.toEpochMilli() + number * GAP.toMillis())
        .setEventReference("telemetry-0-" + number)
        .setEventCategory(category)
        .setEventAction(action)
        .setEventOutcome(EventOutcome.success)
        .setUserId(pseudonym(user))
        .setOrganizationId(pseudonym(user % 100))
        .setServiceName("chat")
        .setCloudRegion("eu-west-1")
        .setGenAiProviderName("aws.bedrock")
        .setGenAiRequestModel("large-2")
        .setGenAiUsageInputTokens(374L)
        .setGenAiUsageOutputTokens(44L)
        .build();
  }

  /** 32 hex digits, as ingest writes them. */
  static String pseudonym(int identity) {
    Random digits = new Random(identity);
    return "%016x%016x".formatted(digits.nextLong(), digits.nextLong());
  }
}
