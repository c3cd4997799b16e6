package dev.groundswell.pipelines.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.schemas.Detection;
import dev.groundswell.schemas.EventSummary;
import dev.groundswell.schemas.GroupField;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ActorTest {

  private static final Duration NOW = Duration.ofHours(1);
  private static final GroupField KEY = new GroupField("api_key.id", "k1");
  private static final GroupField TENANT = new GroupField("organization.id", "o1");

  @Test
  void isTheUserThatTheGroupNames() {
    assertThat(Actor.of(Detections.of("rule", "alice", NOW)))
        .contains(new GroupField("user.id", "alice"));
  }

  @Test
  void isTheOnlyUserOfAKey() {
    assertThat(Actor.of(about(KEY, event("alice", "k1"), event("alice", "k1"))))
        .contains(new GroupField("user.id", "alice"));
  }

  @Test
  void isTheKeyThatSeveralUse() {
    assertThat(Actor.of(about(KEY, event("alice", "k1"), event("bob", "k1")))).contains(KEY);
  }

  @Test
  void isTheOnlyKeyWhereNobodyIsNamed() {
    assertThat(Actor.of(about(TENANT, event(null, "k1"), event(null, "k1")))).contains(KEY);
  }

  @Test
  void isNoUserWhereOneEventNamesNone() {
    assertThat(Actor.of(about(KEY, event("alice", "k1"), event(null, "k1")))).contains(KEY);
  }

  @Test
  void isNobodyWhereSeveralPeopleOfATenantAct() {
    assertThat(Actor.of(about(TENANT, event("alice", "k1"), event("bob", "k2")))).isEmpty();
    assertThat(Actor.of(about(TENANT, event(null, null)))).isEmpty();
  }

  private static Detection about(GroupField group, EventSummary... events) {
    return Detections.about("rule", group, NOW, events);
  }

  private static EventSummary event(String user, String key) {
    return Detections.event(user, key, NOW);
  }
}
