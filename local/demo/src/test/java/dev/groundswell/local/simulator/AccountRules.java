package dev.groundswell.local.simulator;

import dev.groundswell.schemas.EventOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Who uses an account, and what for. */
final class AccountRules {

  static final List<StatedRule> ALL =
      List.of(
          new StatedRule(
              "account_takeover_abuse", 73, StatedRule.USER, AccountRules::accountTakeover),
          new StatedRule("llmjacking", 73, StatedRule.USER, AccountRules::llmjacking),
          new StatedRule(
              "safety_control_disabled", 73, StatedRule.USER, AccountRules::safetyControlDisabled),
          new StatedRule("key_sharing", 47, StatedRule.KEY, AccountRules::keySharing));

  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
  private static final Duration FIFTEEN_MINUTES = Duration.ofMinutes(15);
  private static final Duration THIRTY_MINUTES = Duration.ofMinutes(30);
  private static final Duration SIXTY_MINUTES = Duration.ofMinutes(60);

  private static final Set<EventOutcome> ACCEPTED =
      EnumSet.of(
          EventOutcome.success, EventOutcome.refused, EventOutcome.blocked, EventOutcome.throttled);
  private static final List<String> LOOKS =
      List.of("list_models", "invocation_logging.get", "cost.get");
  private static final List<String> REMOVALS =
      List.of("guardrail.delete", "invocation_logging.delete", "audit_log.stop");

  private AccountRules() {}

  private static void accountTakeover(List<Seen> events, StatedRule.Firing firing) {
    List<Seen> failed = new ArrayList<>();
    // When the latest burst behind each step began to count; MIN_VALUE for a step not reached.
    long none = Long.MIN_VALUE;
    long guessed = none;
    long loggedIn = none;
    long keyCreated = none;
    for (Seen event : events) {
      if (event.is("login") && event.outcome() == EventOutcome.failed) {
        failed.add(event);
        guessed = event.countOf(failed, THIRTY_MINUTES) >= 5 ? event.time() : guessed;
      } else if (event.is("password.reset") && event.isSuccess()) {
        guessed = none;
      } else if (event.is("login") && event.isSuccess()) {
        loggedIn = Math.max(loggedIn, guessed);
      } else if (event.is("api_key.create") && event.isSuccess()) {
        keyCreated = Math.max(keyCreated, loggedIn);
      } else if (event.isInference()
          && event.isSuccess()
          && keyCreated != none
          && event.time() - keyCreated <= THIRTY_MINUTES.toMillis()) {
        firing.fires(failed, event);
        failed.clear();
        guessed = none;
        loggedIn = none;
        keyCreated = none;
      }
    }
  }

  private static void llmjacking(List<Seen> events, StatedRule.Firing firing) {
    List<Seen> looks = new ArrayList<>();
    Seen looked = null;
    for (Seen event : events) {
      if (look(event) != null) {
        looks.add(event);
        Stream<Seen> recent = looks.stream().filter(look -> look.isWithin(FIFTEEN_MINUTES, event));
        looked = recent.map(AccountRules::look).distinct().count() >= 3 ? event : looked;
      } else if (event.isInference()
          && event.isSuccess()
          && looked != null
          && looked.isWithin(FIFTEEN_MINUTES, event)) {
        firing.fires(looks, event);
        looks.clear();
        looked = null;
      }
    }
  }

  /** What is looked at; null if nothing is. */
  private static String look(Seen event) {
    String invalid = "ValidationException";
    return LOOKS.stream()
        .filter(event::is)
        .findFirst()
        .orElse(invalid.equals(event.error()) ? invalid : null);
  }

  private static void safetyControlDisabled(List<Seen> events, StatedRule.Firing firing) {
    Seen removal = null;
    for (Seen event : events) {
      if (REMOVALS.stream().anyMatch(event::is) && event.isSuccess()) {
        removal = event;
      } else if (removal != null
          && event.isInference()
          && event.isSuccess()
          && removal.isWithin(SIXTY_MINUTES, event)) {
        firing.fires(List.of(removal), event);
        removal = null;
      }
    }
  }

  private static void keySharing(List<Seen> events, StatedRule.Firing firing) {
    List<Seen> uses = new ArrayList<>();
    for (Seen event : events) {
      if (event.network() != null && ACCEPTED.contains(event.outcome())) {
        uses.removeIf(use -> !use.isWithin(TEN_MINUTES, event));
        uses.add(event);
        if (uses.stream().map(Seen::network).distinct().count() >= 5) {
          firing.fires(uses);
          uses.clear();
        }
      }
    }
  }
}
