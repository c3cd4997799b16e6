package dev.groundswell.local.simulator;

import dev.groundswell.local.simulator.wire.Producer;
import dev.groundswell.schemas.EventCategory;
import java.time.Duration;
import java.util.List;

/** A guardrail or a log is taken away, and within an hour whoever did it calls a model. */
final class SafetyControlDisabled implements Scenario {

  private static final Duration WINDOW = Duration.ofHours(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(50);
  private static final List<String> REMOVALS =
      List.of("guardrail.delete", "invocation_logging.delete", "audit_log.stop");

  @Override
  public String rule() {
    return "safety_control_disabled";
  }

  @Override
  public List<Producer> producers() {
    return List.of(Producer.CANONICAL, Producer.AWS);
  }

  @Override
  public Duration outsideWindow() {
    return Duration.ofMinutes(63);
  }

  @Override
  public void complete(Script script) {
    Actor admin = script.user();
    long removed = script.between(0, 5_000);
    script.chatter(admin, 2, 0, removed - Script.STEP_MS);
    remove(script, admin, removed, true);
    long use = removed + pause(script);
    script.completedBy(script.answered(admin, use, script.text()));
    long after = use + Script.STEP_MS;
    script.chatter(admin, 8, after, after + script.atMost(Duration.ofMinutes(5), 0.2));
  }

  @Override
  public void oneStepShort(Script script) {
    Actor admin = script.user();
    if (script.count(0, 1) == 0) {
      remove(script, admin, 0, false);
      script.answered(admin, pause(script), script.text());
    } else {
      long removed = 5_000 + script.between(0, 5_000);
      script.chatter(admin, 3, 0, removed - Script.STEP_MS);
      remove(script, admin, removed, true);
    }
  }

  @Override
  public void outsideWindow(Script script) {
    Actor admin = script.user();
    remove(script, admin, 0, true);
    script.answered(admin, script.justOutside(WINDOW), script.text());
  }

  @Override
  public void split(Script script) {
    List<Actor> crew = script.crew(3);
    remove(script, crew.get(0), 0, true);
    for (Actor colleague : crew.subList(1, crew.size())) {
      script.answered(colleague, pause(script), script.text());
    }
  }

  private static void remove(Script script, Actor actor, long at, boolean success) {
    String action = REMOVALS.get(script.count(0, REMOVALS.size() - 1));
    script.administered(actor, at, EventCategory.admin, action, success);
  }

  private static long pause(Script script) {
    return script.between(Script.STEP_MS, script.atMost(LONGEST_PAUSE, 0.5));
  }
}
