package dev.groundswell.local.simulator;

import dev.groundswell.local.simulator.wire.Producer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Hands out the people of planted stories, each once, and the ids of their events. */
final class Cast {

  private final Seeded seeded;
  private final Population population;
  private final SplittableRandom random;
  private int nextUser;
  private int nextOrganization;
  private long nextEvent;

  Cast(Seeded seeded, Population population) {
    this.seeded = seeded;
    this.population = population;
    this.random = seeded.random(Seeded.Stream.CAMPAIGN, -1);
    this.nextUser = population.users();
    this.nextOrganization = population.organizations();
  }

  /** Somebody new in an organisation of the population of which the producer reports. */
  Actor user(Producer producer) {
    int organization = random.nextInt(population.organizations());
    while (population.producerOf(organization) != producer) {
      organization = random.nextInt(population.organizations());
    }
    return population.actor(nextUser++, organization);
  }

  /** New people in a new organisation of which the producer reports. */
  List<Actor> crew(Producer producer, int size) {
    while (population.producerOf(nextOrganization) != producer) {
      nextOrganization++;
    }
    int organization = nextOrganization++;
    List<Actor> crew = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      crew.add(population.actor(nextUser++, organization));
    }
    return crew;
  }

  /** Somebody at home and at the places of others, each in a network of its own. */
  List<Actor> atPlaces(Actor person, int places) {
    return population.atPlaces(person, places, random);
  }

  String eventId(Producer producer) {
    return producer.eventId(seeded.id(Seeded.Stream.CAMPAIGN_EVENT, nextEvent++));
  }
}
