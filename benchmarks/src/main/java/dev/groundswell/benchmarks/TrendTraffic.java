package dev.groundswell.benchmarks;

import dev.groundswell.schemas.EventCategory;
import dev.groundswell.schemas.EventOutcome;
import dev.groundswell.schemas.TelemetryEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Seeded events, a millisecond apart, which is 86 million a day, of 10,000 users of 5 products, 4
 * models, 3 operations and 4 regions. One of twenty has a verdict of one of 16 techniques and 8
 * harms.
 */
final class TrendTraffic {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration GAP = Duration.ofMillis(1);
  private static final int USERS = 10_000;
  private static final int ORGANIZATIONS = 100;
  private static final int PRODUCTS = 5;
  private static final int MODELS = 4;
  private static final int OPERATIONS = 3;
  private static final int REGIONS = 4;
  private static final int TECHNIQUES = 16;
  private static final int HARMS = 8;
  private static final int ABUSIVE_IN = 20;

  private final Random random;

  private TrendTraffic(long seed) {
    this.random = new Random(seed);
  }

  static Stream<TelemetryEvent> mixed(long seed, long events) {
    TrendTraffic traffic = new TrendTraffic(seed);
    return LongStream.range(0, events).mapToObj(traffic::next);
  }

  private TelemetryEvent next(long number) {
    int user = random.nextInt(USERS);
    boolean isAbusive = random.nextInt(ABUSIVE_IN) == 0;
    return TelemetryEvent.newBuilder()
        .setEventId("5b0c2f-" + number)
        .setEventTime(START.toEpochMilli() + number * GAP.toMillis())
        .setEventReference("telemetry-0-" + number)
        .setEventCategory(EventCategory.inference)
        .setEventAction("chat")
        .setEventOutcome(EventOutcome.success)
        .setUserId(Traffic.pseudonym(user))
        .setOrganizationId(Traffic.pseudonym(user % ORGANIZATIONS))
        .setServiceName(drawn("product-", PRODUCTS))
        .setCloudRegion(drawn("region-", REGIONS))
        .setGenAiProviderName("aws.bedrock")
        .setGenAiOperationName(drawn("operation-", OPERATIONS))
        .setGenAiRequestModel(drawn("model-", MODELS))
        .setGenAiUsageInputTokens(374L)
        .setGenAiUsageOutputTokens(44L)
        .setSafetyBlocked(isAbusive && random.nextBoolean())
        .setSafetyTechniques(isAbusive ? List.of(drawn("AML.T", TECHNIQUES)) : List.of())
        .setSafetyHarms(isAbusive ? List.of(drawn("harm-", HARMS)) : List.of())
        .build();
  }

  private String drawn(String prefix, int most) {
    return prefix + random.nextInt(most);
  }
}
