package dev.groundswell.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PopulationTest {

  private static final int USERS = 2_000;

  private final Population population = new Population(new Seeded(7), USERS);
  private final SplittableRandom random = new SplittableRandom(1);

  @Test
  void aFewUsersDoMostOfTheWork() {
    int[] calls = new int[USERS];
    for (int i = 0; i < 100_000; i++) {
      calls[population.drawByActivity(random)]++;
    }
    int[] sorted = Arrays.stream(calls).sorted().toArray();
    int busiestTenth = Arrays.stream(sorted, USERS - USERS / 10, USERS).sum();

    assertThat(busiestTenth).isBetween(45_000, 70_000);
    assertThat(sorted[USERS - 1]).isBetween(2_000, 6_000);
    assertThat(Arrays.stream(calls).filter(count -> count > 0).count())
        .isGreaterThan(USERS * 9 / 10);
  }

  @Test
  void usersAreDistinctAndManyShareAnAddress() {
    Set<String> users = new HashSet<>();
    Map<String, Integer> byAddress = new HashMap<>();
    for (int user = 0; user < USERS; user++) {
      Actor actor = population.actor(user);
      users.add(actor.user());
      byAddress.merge(actor.address(), 1, Integer::sum);
    }

    assertThat(users).hasSize(USERS);
    assertThat(byAddress.values().stream().filter(count -> count > 1).mapToInt(i -> i).sum())
        .isBetween(USERS * 35 / 100, USERS * 45 / 100);
  }

  @Test
  void membersBelongToTheirOrganisation() {
    for (int organization = 0; organization < population.organizations(); organization++) {
      int member = population.drawMember(organization, random);
      assertThat(population.organizationOf(member)).isEqualTo(organization);
    }
  }
}
