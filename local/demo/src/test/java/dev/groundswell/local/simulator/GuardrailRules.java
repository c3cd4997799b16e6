package dev.groundswell.local.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What gets past a guardrail, after what did not. */
final class GuardrailRules {

  static final List<StatedRule> ALL =
      List.of(
          new StatedRule("guardrail_probing", 73, StatedRule.USER, GuardrailRules::probing),
          new StatedRule(
              "near_duplicate_probing", 73, StatedRule.USER, GuardrailRules::nearDuplicates),
          new StatedRule("obfuscation_after_block", 73, StatedRule.USER, GuardrailRules::disguise),
          new StatedRule("intimate_image_attempts", 73, StatedRule.USER, GuardrailRules::pictures));

  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
  private static final Duration THIRTY_MINUTES = Duration.ofMinutes(30);
  private static final Set<String> DISGUISES =
      Set.of("homoglyph", "mixed_script", "styled_letters", "zero_width");

  private GuardrailRules() {}

  private static void probing(List<Seen> events, StatedRule.Firing firing) {
    List<Seen> blocked = new ArrayList<>();
    List<Seen> bursts = new ArrayList<>();
    for (Seen event : events) {
      if (event.isInference() && event.isBlocked()) {
        blocked.add(event);
        if (event.countOf(blocked, TEN_MINUTES) >= 5) {
          bursts.add(event);
        }
      } else if (event.isInference()
          && event.isSuccess()
          && bursts.stream().anyMatch(b -> b.isWithin(TEN_MINUTES, event) && b.isNear(event))) {
        firing.fires(blocked, event);
        blocked.clear();
        bursts.clear();
      }
    }
  }

  private static void nearDuplicates(List<Seen> events, StatedRule.Firing firing) {
    List<Seen> blocked = new ArrayList<>();
    for (Seen event : events) {
      if (event.isInference() && event.isBlocked()) {
        blocked.add(event);
      } else if (event.isInference()
          && event.isSuccess()
          && !(event.harms().isEmpty() && event.techniques().isEmpty())) {
        List<Seen> recent = blocked.stream().filter(b -> b.isWithin(TEN_MINUTES, event)).toList();
        if (isVariedFrom(recent, 4, event)) {
          firing.fires(recent, event);
          blocked.clear();
        }
      }
    }
  }

  /** Whether so many texts, each a variation of the one before, lead to that of the last event. */
  private static boolean isVariedFrom(List<Seen> events, int variations, Seen last) {
    if (variations == 0) {
      return true;
    }
    for (int i = 0; i < events.size(); i++) {
      Seen before = events.get(i);
      if (before.isNear(last)
          && !before.text().equals(last.text())
          && isVariedFrom(events.subList(0, i), variations - 1, before)) {
        return true;
      }
    }
    return false;
  }

  private static void disguise(List<Seen> events, StatedRule.Firing firing) {
    List<Seen> blocked = new ArrayList<>();
    for (Seen event : events) {
      if (event.isInference() && event.isBlocked()) {
        if (event.text() != null && event.encodings().isEmpty()) {
          blocked.add(event);
        }
      } else if (event.isInference()
          && event.isSuccess()
          && event.encodings().stream().anyMatch(DISGUISES::contains)
          && blocked.stream().anyMatch(b -> b.isWithin(THIRTY_MINUTES, event) && b.isNear(event))) {
        firing.fires(blocked, event);
        blocked.clear();
      }
    }
  }

  private static void pictures(List<Seen> events, StatedRule.Firing firing) {
    List<Seen> refused = new ArrayList<>();
    List<Seen> bursts = new ArrayList<>();
    for (Seen event : events) {
      if (!event.isInference() || !event.is("generate_content")) {
        continue;
      }
      if (event.isBlocked()) {
        if (event.harms().contains("sexual_content")
            || event.harms().contains("sex_related_crimes")) {
          refused.add(event);
          if (event.countOf(refused, TEN_MINUTES) >= 3) {
            bursts.add(event);
          }
        }
      } else if (event.isSuccess()
          && !event.isText()
          && bursts.stream().anyMatch(b -> b.isWithin(TEN_MINUTES, event) && b.isNear(event))) {
        firing.fires(refused, event);
        refused.clear();
        bursts.clear();
      }
    }
  }
}
