package dev.groundswell.local.simulator;

import dev.groundswell.local.simulator.wire.Producer;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.Verdict;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The people of a history: users of the web front ends, who have no keys, of some hundred
 * organisations that no live traffic knows. Everybody is told from everybody else by a number.
 */
final class Crowd {

  private static final int FIRST_USER = 1 << 29;
  private static final int FIRST_ORGANIZATION = 1 << 20;
  private static final int ORGANIZATIONS = 300;

  private static final List<String> REGIONS = List.of("us-east-1", "eu-west-1", "ap-southeast-1");
  private static final double[] UP_TO = {0.5, 0.8, 1};

  private final Seeded seeded;
  private final Population population;
  private final int[] organizations;

  Crowd(Seeded seeded) {
    this.seeded = seeded;
    this.population = new Population(seeded, 1);
    this.organizations =
        IntStream.iterate(FIRST_ORGANIZATION, organization -> organization + 1)
            .filter(organization -> population.producerOf(organization) == Producer.CANONICAL)
            .limit(ORGANIZATIONS)
            .toArray();
  }

  /** Calls a product as that person does. Nobody keeps the texts of weeks. */
  TelemetryEvent answered(int person, Product product, RequestTrace.Request sizes) {
    return Activity.answered(actor(person), product, sizes, null);
  }

  /** The same, but a guardrail refuses it. */
  TelemetryEvent stopped(int person, Product product, RequestTrace.Request sizes, Verdict verdict) {
    return Activity.blocked(actor(person), product, sizes, null, verdict);
  }

  /** A person, who is always served by the same region. */
  private Actor actor(int person) {
    SplittableRandom traits = seeded.random(Seeded.Stream.HISTORY_PERSON, person);
    int organization = organizations[traits.nextInt(ORGANIZATIONS)];
    double place = traits.nextDouble();
    int region = 0;
    while (place >= UP_TO[region]) {
      region++;
    }
    return population
        .actor(FIRST_USER + person, organization)
        .with(null)
        .servedBy(REGIONS.get(region));
  }
}
