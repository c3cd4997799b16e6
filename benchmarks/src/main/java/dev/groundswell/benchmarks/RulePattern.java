package dev.groundswell.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.cep.CEP;
import org.apache.flink.cep.functions.PatternProcessFunction;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.util.Collector;

/**
 * A rule as Flink's documentation teaches it: an operator of its own on the keyed stream. After a
 * match it starts afresh, as a rule does that fired.
 */
record RulePattern<T>(AbuseRule rule, StepView<T> view) {

  /** Attaches the operator; alerts come out. */
  DataStream<String> attach(KeyedStream<T, ?> stream) {
    return CEP.pattern(stream, pattern())
        .process(new AlertOf<>(rule.name(), last(), view), Types.STRING);
  }

  private String last() {
    return rule.isBurst() ? "b" : "c";
  }

  private Pattern<T, ?> pattern() {
    Pattern<T, T> first =
        Pattern.<T>begin("a", AfterMatchSkipStrategy.skipPastLastEvent()).where(step("a"));
    return rule.isBurst() ? burst(first) : sequence(first);
  }

  private Pattern<T, ?> sequence(Pattern<T, T> first) {
    return first
        .followedBy("b")
        .where(step("b"))
        .followedBy("c")
        .where(step("c"))
        .within(closed(AbuseRule.TIMESPAN));
  }

  /** The burst has a window of its own, and another begins at its end; a pattern has only one. */
  private Pattern<T, ?> burst(Pattern<T, T> first) {
    return first
        .where(new SoonCondition<>(view, false))
        .times(AbuseRule.BURST)
        .followedBy("b")
        .where(step("b"))
        .where(new SoonCondition<>(view, true))
        .within(closed(AbuseRule.TIMESPAN.multipliedBy(2)));
  }

  /** Flink's window excludes its end, a rule's timespan includes it. */
  private static Duration closed(Duration timespan) {
    return timespan.plusMillis(1);
  }

  private SimpleCondition<T> step(String step) {
    StepView<T> of = view;
    return SimpleCondition.of(element -> of.satisfies(element, step));
  }

  private static final class AlertOf<T> extends PatternProcessFunction<T, String> {

    private final String rule;
    private final String last;
    private final StepView<T> view;

    AlertOf(String rule, String last, StepView<T> view) {
      this.rule = rule;
      this.last = last;
      this.view = view;
    }

    @Override
    public void processMatch(Map<String, List<T>> match, Context context, Collector<String> out) {
      T element = match.get(last).get(0);
      out.collect(Alerts.text(rule, view.user(element), view.eventId(element)));
    }
  }
}
