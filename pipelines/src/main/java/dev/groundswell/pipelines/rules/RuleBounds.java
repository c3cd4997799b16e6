package dev.groundswell.pipelines.rules;

import dev.groundswell.cep.match.StepMatcher;
import dev.groundswell.cep.rules.EventFields;
import dev.groundswell.cep.rules.Rule;
import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.cep.rules.Step.Absence;
import dev.groundswell.cep.rules.Step.BaseRule;
import dev.groundswell.cep.rules.Step.Correlation;
import dev.groundswell.cep.rules.Step.Sequence;
import dev.groundswell.schemas.RuleChange;
import dev.groundswell.schemas.StepRef;
import dev.groundswell.schemas.TelemetryEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a running monitor takes from its topic. A rule of the pack is looked at before it runs; one
 * that is published runs at once, and may neither fill the state nor end the job.
 */
final class RuleBounds {

  /** State of every group is kept as long. */
  private static final Duration LONGEST = Duration.ofDays(31);

  /**
   * Changes are forgotten a week after a later one begins. One that lies further ahead would have
   * those forgotten that still hold.
   */
  private static final Duration AHEAD = Duration.ofDays(3);

  /** No event is as old; who writes seconds for milliseconds is in 1970. */
  private static final Duration BEHIND = Duration.ofDays(366);

  private static final Map<String, String> ORDINARY =
      Map.ofEntries(
          Map.entry("event.outcome", "success"),
          Map.entry("user.id", "somebody"),
          Map.entry("organization.id", "somewhere"),
          Map.entry("session.id", "some"),
          Map.entry("api_key.id", "a-key"),
          Map.entry("client.address", "an-address"),
          Map.entry("client.subnet", "a-network"),
          Map.entry("user_agent.original", "a-client"),
          Map.entry("service.name", "a-product"),
          Map.entry("gen_ai.provider.name", "a-provider"),
          Map.entry("gen_ai.operation.name", "chat"),
          Map.entry("gen_ai.request.model", "a-model"),
          Map.entry("gen_ai.response.finish_reasons", "stop"),
          Map.entry("gen_ai.tool.name", "a-tool"),
          Map.entry("content.input.hmac", "a-text"),
          Map.entry("content.input.simhash", "1"),
          Map.entry("content.input.length", "400"),
          Map.entry("content.input.language", "en"),
          Map.entry("content.input.script", "Latn"),
          Map.entry("gen_ai.usage.input_tokens", "400"),
          Map.entry("gen_ai.usage.output_tokens", "40"));

  /** What there is most of, by category: answered calls, tools that were run, sign-ins. */
  private static final List<TelemetryEvent> TRAFFIC =
      Stream.of(
              Map.entry("inference", "chat"),
              Map.entry("tool", "execute_tool"),
              Map.entry("auth", "login"))
          .map(kind -> ordinary(kind.getKey(), kind.getValue()))
          .toList();

  private RuleBounds() {}

  private static TelemetryEvent ordinary(String category, String action) {
    Map<String, String> values = new HashMap<>(ORDINARY);
    values.put("event.category", category);
    values.put("event.action", action);
    return EventFields.event(category, Instant.EPOCH, values);
  }

  /** Why a rule cannot run. */
  static Optional<String> refusal(Rule rule) {
    if (rule.correlations().stream().flatMap(RuleBounds::timespans).anyMatch(RuleBounds::isLong)) {
      return Optional.of(
          "a timespan is longer than %d days; make it shorter, or let the rule come with the pack"
              .formatted(LONGEST.toDays()));
    }
    StepMatcher matcher = new StepMatcher(new RulePack(List.of(rule)));
    Set<String> narrow =
        rule.openings().stream()
            .filter(step -> !step.broad())
            .map(BaseRule::name)
            .collect(Collectors.toSet());
    return TRAFFIC.stream()
        .flatMap(event -> matcher.match(event).matches().stream())
        .flatMap(match -> match.getSteps().stream())
        .map(StepRef::getStep)
        .filter(narrow::contains)
        .findFirst()
        .map(
            step ->
                "`%s` makes state for ordinary traffic; select less, or say x-broad: true"
                    .formatted(step));
  }

  private static Stream<Duration> timespans(Correlation correlation) {
    Stream<Duration> own = Stream.of(correlation.timespan());
    return correlation instanceof Sequence sequence
        ? Stream.concat(own, sequence.absences().stream().map(Absence::within))
        : own;
  }

  private static boolean isLong(Duration timespan) {
    return timespan.compareTo(LONGEST) > 0;
  }

  /**
   * Why a change cannot begin when it says.
   *
   * @param time when it was put on the topic, ms since 1970-01-01 UTC
   */
  static Optional<String> refusal(RuleChange change, long time) {
    long from = change.getEffectiveFrom();
    if (from > time + AHEAD.toMillis()) {
      return Optional.of(
          "effective_from is more than %d days ahead; send the change nearer to its time"
              .formatted(AHEAD.toDays()));
    }
    return from < time - BEHIND.toMillis()
        ? Optional.of(
            "effective_from is more than %d days ago; it is in milliseconds since 1970"
                .formatted(BEHIND.toDays()))
        : Optional.empty();
  }
}
