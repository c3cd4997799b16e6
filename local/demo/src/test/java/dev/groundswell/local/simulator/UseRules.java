package dev.groundswell.local.simulator;

import dev.groundswell.schemas.EventOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What models are asked for, what tools are used for, and what it costs. */
final class UseRules {

  static final List<StatedRule> ALL =
      List.of(
          new StatedRule(
              "denial_of_wallet_duplicates", 47, StatedRule.TEXT_OF_USER, UseRules::duplicates),
          new StatedRule("resource_intensive_queries", 47, StatedRule.USER, UseRules::expensive),
          new StatedRule("child_sexual_exploitation", 99, StatedRule.USER, UseRules::children),
          new StatedRule(
              "denied_tool_persistence", 47, StatedRule.TOOL_OF_SESSION, UseRules::deniedTool),
          new StatedRule(
              "injection_tool_exfiltration", 73, StatedRule.CONVERSATION, UseRules::injection));

  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
  private static final Duration SIXTY_MINUTES = Duration.ofMinutes(60);
  private static final List<String> CALLS = List.of("chat", "text_completion", "generate_content");
  private static final Pattern SENDS = Pattern.compile("(?i)send|post|upload|http");

  private UseRules() {}

  private static void duplicates(List<Seen> events, StatedRule.Firing firing) {
    List<Seen> copies = new ArrayList<>();
    for (Seen event : events) {
      if (!isAnswerToLongText(event)) {
        continue;
      }
      copies.add(event);
      if (event.countOf(copies, FIVE_MINUTES) >= 20) {
        firing.fires(copies);
        copies.clear();
      }
    }
  }

  private static boolean isAnswerToLongText(Seen event) {
    return event.isInference()
        && event.isSuccess()
        && CALLS.stream().anyMatch(event::is)
        && event.text().length() >= 80
        && !event.endedBecause("tool_calls", "tool_use", "function_call");
  }

  private static void expensive(List<Seen> events, StatedRule.Firing firing) {
    List<Seen> calls = new ArrayList<>();
    for (Seen event : events) {
      if (event.isInference()
          && event.isSuccess()
          && event.outputTokens() >= 4096
          && event.endedBecause("length", "max_tokens")) {
        calls.removeIf(call -> !call.isWithin(SIXTY_MINUTES, event));
        calls.add(event);
        if (calls.stream().mapToLong(Seen::outputTokens).sum() >= 250_000) {
          firing.fires(calls);
          calls.clear();
        }
      }
    }
  }

  private static void children(List<Seen> events, StatedRule.Firing firing) {
    events.stream()
        .filter(event -> event.harms().contains("child_sexual_exploitation"))
        .forEach(event -> firing.fires(List.of(event)));
  }

  private static void deniedTool(List<Seen> events, StatedRule.Firing firing) {
    List<Seen> denied = new ArrayList<>();
    for (Seen event : events) {
      if (event.isTool() && event.outcome() == EventOutcome.blocked) {
        denied.add(event);
        if (event.countOf(denied, SIXTY_MINUTES) >= 5) {
          firing.fires(denied);
          denied.clear();
        }
      }
    }
  }

  private static void injection(List<Seen> events, StatedRule.Firing firing) {
    Seen found = null;
    for (Seen event : events) {
      if (event.techniques().contains("AML.T0051.001") && !event.isBlocked()) {
        found = event;
      } else if (found != null
          && event.isTool()
          && event.isSuccess()
          && SENDS.matcher(event.tool()).find()
          && found.isWithin(TEN_MINUTES, event)) {
        firing.fires(List.of(found), event);
        found = null;
      }
    }
  }
}
