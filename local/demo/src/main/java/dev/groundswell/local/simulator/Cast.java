package dev.groundswell.local.simulator;

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

  /** Somebody new in an organisation of the population. */
  Actor user() {
    return population.actor(nextUser++, random.nextInt(population.organizations()));
  }

  /** New people in a new organisation. */
  List<Actor> crew(int size) {
    int organization = nextOrganization++;
    List<Actor> crew = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      crew.add(population.actor(nextUser++, organization));
    }
    return crew;
  }

  String eventId() {
    return seeded.id(Seeded.Stream.CAMPAIGN_EVENT, nextEvent++);
  }
}
