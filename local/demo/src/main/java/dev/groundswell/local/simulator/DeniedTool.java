package dev.groundswell.local.simulator;

import dev.groundswell.local.simulator.wire.Producer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A session tries one tool at least five times within an hour, and is denied it every time. */
final class DeniedTool implements Scenario {

  private static final int BAR = 5;
  private static final Duration WINDOW = Duration.ofHours(1);
  private static final Duration WELL_INSIDE = Duration.ofMinutes(50);
  private static final List<String> TOOLS =
      List.of("shell", "delete_records", "grant_access", "transfer_funds");
  private static final String HARMLESS = "read_file";

  @Override
  public String rule() {
    return "denied_tool_persistence";
  }

  /** Logs tell no tools, and traces not that one was denied. */
  @Override
  public List<Producer> producers() {
    return List.of(Producer.CANONICAL);
  }

  @Override
  public Duration outsideWindow() {
    return Duration.ofMinutes(63);
  }

  @Override
  public void complete(Script script) {
    Actor user = script.user();
    long[] times = tries(script, script.count(BAR, 8));
    script.completedByNumber(BAR, deny(script, user, script.oneOf(TOOLS), times));
    execute(script, user, HARMLESS, script.times(script.count(0, 3), 0, times[BAR - 1]));
  }

  @Override
  public void oneStepShort(Script script) {
    Actor user = script.user();
    String tool = script.oneOf(TOOLS);
    long[] times = tries(script, BAR);
    deny(script, user, tool, script.times(BAR - 1, 0, times[BAR - 1]));
    if (script.count(0, 1) == 0) {
      execute(script, user, tool, times);
    } else {
      deny(script, user, HARMLESS, script.times(BAR - 1, 0, times[BAR - 1]));
    }
  }

  @Override
  public void outsideWindow(Script script) {
    deny(script, script.user(), script.oneOf(TOOLS), script.stretched(BAR, WINDOW));
  }

  @Override
  public void split(Script script) {
    String tool = script.oneOf(TOOLS);
    for (Actor colleague : script.crew(3)) {
      deny(script, colleague, tool, tries(script, script.count(2, BAR - 1)));
    }
  }

  private static long[] tries(Script script, int count) {
    return script.times(count, 0, script.pause(WELL_INSIDE, 0.8));
  }

  private static List<Script.Step> deny(Script script, Actor user, String tool, long[] times) {
    String conversation = script.conversation();
    List<Script.Step> denied = new ArrayList<>();
    for (long at : times) {
      denied.add(script.happens(at, AgentActivity.denied(user, conversation, tool)));
    }
    return denied;
  }

  private static void execute(Script script, Actor user, String tool, long[] times) {
    String conversation = script.conversation();
    for (long at : times) {
      script.happens(at, AgentActivity.executed(user, conversation, tool));
    }
  }
}
