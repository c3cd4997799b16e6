package dev.groundswell.cep.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.cep.correlate.DrawnStep.Base;
import dev.groundswell.cep.correlate.DrawnStep.Ordered;
import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.schemas.Detection;
import dev.groundswell.schemas.StepEvidence;
import dev.groundswell.schemas.TelemetryEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.statistics.Statistics;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.cep.CEP;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/**
 * What plain Flink CEP can say, it must say the same: sequences of single events, a pattern each.
 *
 * <p>Its window excludes its end. {@code followedByAny}, since a step waits for no particular
 * event; past the last event, since whoever fired starts afresh.
 */
class PlainCepTest {

  private static final long SECOND = 1000;
  private static final long MAX_DELAY = 3 * SECOND;
  private static final List<String> STEPS = List.of("a", "b", "c");
  private static final List<String> USERS = List.of("u0", "u1");

  private record Arrival(TelemetryEvent event, long at) {}

  /** An event, but for its id. */
  private record Drawn(long offset, Long sequence, String user, Set<String> steps, long delay) {}

  @Property(tries = 1000)
  void saysTheSame(
      @ForAll("sequences") List<Ordered> sequences, @ForAll("streams") List<Arrival> arrivals)
      throws Exception {
    check(sequences, arrivals);
  }

  @Property(tries = 5000)
  @Tag("evidence")
  void saysTheSameAtLength(
      @ForAll("sequences") List<Ordered> sequences, @ForAll("streams") List<Arrival> arrivals)
      throws Exception {
    check(sequences, arrivals);
  }

  private static void check(List<Ordered> sequences, List<Arrival> arrivals) throws Exception {
    List<String> expected = new ArrayList<>();
    for (Ordered sequence : sequences) {
      expected.addAll(plain(sequence, arrivals));
    }
    assertThat(detections(sequences, arrivals)).containsExactlyInAnyOrderElementsOf(expected);
    Statistics.label("fired").collect(!expected.isEmpty());
    Statistics.label("fired").coverage(fired -> fired.check(true).percentage(of -> of > 30));
    Statistics.label("fired again").collect(expected.size() > sequences.size() * USERS.size());
    Statistics.label("fired again").coverage(again -> again.check(true).percentage(of -> of > 0.1));
  }

  /** One to three rules, which run side by side in the one operator. */
  @Provide
  Arbitrary<List<Ordered>> sequences() {
    return Combinators.combine(
            Arbitraries.of(STEPS).map(Base::new).list().ofMinSize(2).ofMaxSize(4),
            Arbitraries.longs().between(1, 9))
        .as(
            (steps, seconds) ->
                new Ordered("", List.copyOf(steps), false, seconds, List.of(), List.of()))
        .list()
        .ofMinSize(1)
        .ofMaxSize(3)
        .map(PlainCepTest::named);
  }

  private static List<Ordered> named(List<Ordered> sequences) {
    List<Ordered> named = new ArrayList<>();
    for (Ordered sequence : sequences) {
      String name = "r" + named.size();
      named.add(
          new Ordered(name, sequence.steps(), false, sequence.seconds(), List.of(), List.of()));
    }
    return named;
  }

  /** Mostly whole seconds, so that events tie and stand at the ends of windows. */
  @Provide
  Arbitrary<List<Arrival>> streams() {
    Arbitrary<Long> offsets =
        Combinators.combine(
                Arbitraries.longs().between(0, 15), Arbitraries.of(0L, 0L, 0L, 1L, 500L))
            .as((second, millis) -> second * SECOND + millis);
    return Combinators.combine(
            offsets,
            Arbitraries.of(0L, 1L).injectNull(0.5),
            Arbitraries.of(USERS),
            Arbitraries.of(STEPS).set().ofMaxSize(2),
            Arbitraries.longs().between(0, MAX_DELAY - 1))
        .as(Drawn::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(30)
        .map(PlainCepTest::arrivals);
  }

  private static List<Arrival> arrivals(List<Drawn> drawn) {
    List<Arrival> arrivals = new ArrayList<>();
    for (Drawn each : drawn) {
      Map<String, String> labels = new HashMap<>();
      each.steps().forEach(step -> labels.put(step, "yes"));
      long time = Correlation.START.toEpochMilli() + each.offset();
      arrivals.add(
          new Arrival(
              TelemetryEvent.newBuilder()
                  .setEventId("e" + arrivals.size())
                  .setEventTime(time)
                  .setEventSequence(each.sequence())
                  .setUserId(each.user())
                  .setLabels(labels)
                  .build(),
              time + each.delay()));
    }
    arrivals.sort(Comparator.comparingLong(Arrival::at));
    return arrivals;
  }

  private static List<String> detections(List<Ordered> sequences, List<Arrival> arrivals)
      throws Exception {
    RulePack pack =
        new RulePack(
            sequences.stream()
                .map(sequence -> new DrawnRule(sequence, Map.of()).text())
                .flatMap(text -> RulePack.parse("rule.yml", text).rules().stream())
                .toList());
    try (Correlation correlation = Correlation.of(pack)) {
      for (Arrival arrival : arrivals) {
        correlation.receive(arrival.event());
        correlation.watermark(arrival.at() - MAX_DELAY);
      }
      correlation.end();
      return correlation.detections().stream().map(PlainCepTest::summary).toList();
    }
  }

  private static String summary(Detection detection) {
    List<StepEvidence> evidence = detection.getEvidence();
    return "%s %s %s"
        .formatted(
            detection.getRuleName(),
            detection.getGroup().get(0).getValue(),
            evidence.get(evidence.size() - 1).getEvents().get(0).getEventId());
  }

  @SuppressWarnings("try") // Flink declares the harness's close() to throw anything
  private static List<String> plain(Ordered sequence, List<Arrival> arrivals) throws Exception {
    try (KeyedOneInputStreamOperatorTestHarness<String, TelemetryEvent, String> harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            operator(sequence), TelemetryEvent::getUserId, Types.STRING)) {
      harness.open();
      for (Arrival arrival : arrivals) {
        harness.processElement(arrival.event(), arrival.event().getEventTime());
        harness.processWatermark(new Watermark(arrival.at() - MAX_DELAY));
      }
      harness.processWatermark(Watermark.MAX_WATERMARK);
      return harness.extractOutputValues();
    }
  }

  /** The operator that {@link CEP#pattern} puts into a job. */
  @SuppressWarnings("unchecked")
  private static StreamOperatorFactory<String> operator(Ordered sequence) {
    String rule = sequence.name();
    String last = Integer.toString(sequence.steps().size() - 1);
    TelemetryEvent nothing = TelemetryEvent.newBuilder().setEventId("").setEventTime(0).build();
    SingleOutputStreamOperator<String> matches =
        CEP.pattern(
                StreamExecutionEnvironment.createLocalEnvironment(1)
                    .fromData(List.of(nothing), new AvroTypeInfo<>(TelemetryEvent.class))
                    .keyBy(TelemetryEvent::getUserId, Types.STRING),
                pattern(sequence),
                PlainCepTest::compare)
            .select(
                match -> {
                  TelemetryEvent event = match.get(last).get(0);
                  return "%s %s %s".formatted(rule, event.getUserId(), event.getEventId());
                },
                Types.STRING);
    return ((OneInputTransformation<TelemetryEvent, String>) matches.getTransformation())
        .getOperatorFactory();
  }

  private static Pattern<TelemetryEvent, ?> pattern(Ordered sequence) {
    Pattern<TelemetryEvent, TelemetryEvent> pattern =
        Pattern.<TelemetryEvent>begin("0", AfterMatchSkipStrategy.skipPastLastEvent())
            .where(is(sequence, 0));
    for (int i = 1; i < sequence.steps().size(); i++) {
      pattern = pattern.followedByAny(Integer.toString(i)).where(is(sequence, i));
    }
    return pattern.within(Duration.ofSeconds(sequence.seconds()).plusMillis(1));
  }

  private static SimpleCondition<TelemetryEvent> is(Ordered sequence, int position) {
    String step = sequence.steps().get(position).name();
    return SimpleCondition.of(event -> event.getLabels().containsKey(step));
  }

  /** The order in which rules look at events of one time. */
  private static int compare(TelemetryEvent one, TelemetryEvent other) {
    return Comparator.comparing(
            TelemetryEvent::getEventSequence, Comparator.nullsFirst(Comparator.naturalOrder()))
        .thenComparing(TelemetryEvent::getEventId)
        .compare(one, other);
  }
}
