package dev.groundswell.local.simulator;

import dev.groundswell.local.simulator.wire.Producer;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.Verdict;
import java.time.Duration;
import java.util.List;

/**
 * Instructions are found in what an agent read, and within ten minutes the agent sends something in
 * the same conversation. A service of our own has detectors of its own; what a traced one read is
 * looked at by a judge, soon after.
 */
final class InjectedInstructions implements Scenario {

  private static final Duration WINDOW = Duration.ofMinutes(10);
  private static final Duration WELL_INSIDE = Duration.ofMinutes(8);

  /** Half of the time for which the demo's monitor remembers a call. */
  private static final Duration LONGEST_JUDGING = Duration.ofSeconds(30);

  private static final List<String> READERS = List.of("read_page", "search_notes", "open_document");
  private static final List<String> SENDERS =
      List.of("send_email", "slackPostMessage", "http_request", "upload_file");

  @Override
  public String rule() {
    return "injection_tool_exfiltration";
  }

  /** The others tell no tools. */
  @Override
  public List<Producer> producers() {
    return List.of(Producer.CANONICAL, Producer.OTEL_PROTO, Producer.OTEL_JSON);
  }

  @Override
  public Duration outsideWindow() {
    return Duration.ofMinutes(13);
  }

  @Override
  public void complete(Script script) {
    Actor user = script.user();
    String talk = script.conversation();
    long found = find(script, user, talk, 0);
    long sent = found + script.pause(WELL_INSIDE, 0.4);
    read(script, user, talk, script.between(found, sent));
    script.completedBy(send(script, user, talk, sent));
    read(script, user, talk, sent + script.pause(WELL_INSIDE, 0.1));
  }

  @Override
  public void oneStepShort(Script script) {
    Actor user = script.user();
    String talk = script.conversation();
    switch (script.count(0, 2)) {
      case 0 -> read(script, user, talk, find(script, user, talk, 0) + script.pause(WINDOW, 0.2));
      case 1 -> {
        read(script, user, talk, 0);
        send(script, user, talk, script.pause(WELL_INSIDE, 0.4));
      }
      default -> {
        send(script, user, talk, 0);
        find(script, user, talk, script.pause(WELL_INSIDE, 0.4));
      }
    }
  }

  @Override
  public void outsideWindow(Script script) {
    Actor user = script.user();
    String talk = script.conversation();
    send(script, user, talk, find(script, user, talk, 0) + script.justOutside(WINDOW));
  }

  /** One conversation reads, another sends. */
  @Override
  public void split(Script script) {
    Actor user = script.user();
    long found = find(script, user, script.conversation(), 0);
    send(script, user, script.conversation(), found + script.pause(WELL_INSIDE, 0.4));
  }

  /** Reads something in which a detector finds instructions; returns when it had found them. */
  private static long find(Script script, Actor user, String talk, long at) {
    Verdict instructions = Verdicts.instructions(script.random());
    boolean detected = script.producer() == Producer.CANONICAL && script.count(0, 2) > 0;
    if (detected) {
      TelemetryEvent event =
          script.count(0, 1) == 0
              ? AgentActivity.executed(user, talk, script.oneOf(READERS))
              : retrieval(script, user, talk);
      event.setVerdicts(List.of(instructions));
      script.happens(at, event);
      return at + Script.STEP_MS;
    }
    Script.Step read = read(script, user, talk, at);
    long judged = at + script.pause(LONGEST_JUDGING, 0.1);
    script.happens(judged, AgentActivity.judged(read.eventId(), instructions));
    return judged + Script.STEP_MS;
  }

  private static TelemetryEvent retrieval(Script script, Actor user, String talk) {
    TelemetryEvent event = Activity.answered(user, Product.CHAT, script.sizes(), script.text());
    event.setGenAiConversationId(talk);
    return event;
  }

  private static Script.Step read(Script script, Actor user, String talk, long at) {
    return script.happens(at, AgentActivity.executed(user, talk, script.oneOf(READERS)));
  }

  private static Script.Step send(Script script, Actor user, String talk, long at) {
    return script.happens(at, AgentActivity.executed(user, talk, script.oneOf(SENDERS)));
  }
}
