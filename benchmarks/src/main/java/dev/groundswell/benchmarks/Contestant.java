package dev.groundswell.benchmarks;

import dev.groundswell.cep.correlate.CorrelateStage;
import dev.groundswell.cep.correlate.GroupKey;
import dev.groundswell.cep.live.LiveRules;
import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.schemas.EventCategory;
import dev.groundswell.schemas.StepMatch;
import dev.groundswell.schemas.TelemetryEvent;
import java.util.List;
import java.util.Locale;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple4;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** A way from events to alerts. */
enum Contestant {

  /** What no detector can do without: key what is no benign event, ship it, and forget it. */
  ROOFLINE {
    @Override
    void attach(DataStream<TelemetryEvent> events, List<AbuseRule> rules) {
      events
          .filter(event -> event.getEventCategory() == EventCategory.valueOf(AbuseRule.CATEGORY))
          .map(Contestant::keyed, Types.TUPLE(Types.LONG, Types.LONG, Types.LONG, Types.STRING))
          .keyBy(event -> new GroupKey(event.f0, event.f1), GroupKey.TYPE)
          .map(event -> event.f3, Types.STRING)
          .filter(id -> false);
    }
  },

  /** An operator of Flink CEP for each rule, on the stream of events. */
  NAIVE {
    @Override
    void attach(DataStream<TelemetryEvent> events, List<AbuseRule> rules) {
      for (AbuseRule rule : rules) {
        collect(
            new RulePattern<>(rule, new StepView.OfEvents(rule))
                .attach(events.keyBy(TelemetryEvent::getUserId, Types.STRING)));
      }
    }
  },

  /** An operator of Flink CEP for each rule, which sees nothing but steps of this rule. */
  PREFILTERED {
    @Override
    void attach(DataStream<TelemetryEvent> events, List<AbuseRule> rules) {
      SingleOutputStreamOperator<StepMatch> matches =
          matches(events, AbuseRule.pack(rules))
              .process(new FanOutFunction(rules), new AvroTypeInfo<>(StepMatch.class));
      for (AbuseRule rule : rules) {
        collect(
            new RulePattern<>(rule, new StepView.OfMatches())
                .attach(
                    matches
                        .getSideOutput(FanOutFunction.output(rule))
                        .keyBy(GroupKey::of, GroupKey.TYPE)));
      }
    }
  },

  /** The stages of the monitor. */
  OURS {
    @Override
    void attach(DataStream<TelemetryEvent> events, List<AbuseRule> rules) {
      RulePack pack = AbuseRule.pack(rules);
      collect(
          CorrelateStage.attach(
                  matches(events, pack),
                  pack,
                  LiveRules.unchanged(events.getExecutionEnvironment()),
                  new NoBooks())
              .map(Alerts::of, Types.STRING));
    }
  };

  private static final int HEX_DIGITS_OF_A_LONG = 16;

  /** Adds operators to a stream of events in the order of their times. */
  abstract void attach(DataStream<TelemetryEvent> events, List<AbuseRule> rules);

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static void collect(DataStream<String> alerts) {
    alerts.flatMap(new AlertFunction(), Types.STRING);
  }

  private static SingleOutputStreamOperator<StepMatch> matches(
      DataStream<TelemetryEvent> events, RulePack rules) {
    return events.flatMap(new MatchFunction(rules), new AvroTypeInfo<>(StepMatch.class));
  }

  /** The user, who is 128 bits in hex digits, and what it takes to order and find the event. */
  private static Tuple4<Long, Long, Long, String> keyed(TelemetryEvent event) {
    String user = event.getUserId();
    return Tuple4.of(
        Long.parseUnsignedLong(user, 0, HEX_DIGITS_OF_A_LONG, HEX_DIGITS_OF_A_LONG),
        Long.parseUnsignedLong(
            user, HEX_DIGITS_OF_A_LONG, 2 * HEX_DIGITS_OF_A_LONG, HEX_DIGITS_OF_A_LONG),
        event.getEventTime(),
        event.getEventId());
  }
}
