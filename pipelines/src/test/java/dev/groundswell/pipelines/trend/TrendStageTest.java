package dev.groundswell.pipelines.trend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.schemas.Detection;
import dev.groundswell.schemas.EventCategory;
import dev.groundswell.schemas.EventOutcome;
import dev.groundswell.schemas.Grain;
import dev.groundswell.schemas.ShiftState;
import dev.groundswell.schemas.TargetKind;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.TrendShift;
import dev.groundswell.sinks.prometheus.Exposition;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
import dev.groundswell.sinks.prometheus.ExpositionLease;
import dev.groundswell.sinks.prometheus.PortRange;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

/** Recorded events through the whole stage. */
class TrendStageTest {

  private static final long START = Instant.parse("2026-11-02T00:00:00Z").toEpochMilli();
  private static final long TICK = 300_000;
  private static final ExpositionConfig EXPOSITION =
      new ExpositionConfig("127.0.0.1", new PortRange(0, 0), 1000);

  @Test
  void manyActorsOfARecordedStreamAreAShiftHoweverManyReadIt() throws Exception {
    List<TrendShift> shifts = shifts(1);
    assertThat(shifts)
        .filteredOn(shift -> shift.getTargetKind() == TargetKind.product)
        .extracting(TrendShift::getState)
        .startsWith(ShiftState.opened)
        .endsWith(ShiftState.closed);
    assertThat(shifts(2)).isEqualTo(shifts);
  }

  @Test
  void tenantsShiftTooButNoMetricNamesThem() throws Exception {
    try (ExpositionLease page = Exposition.lease(EXPOSITION)) {
      assertThat(shifts(1))
          .filteredOn(shift -> shift.getTargetKind() == TargetKind.tenant)
          .extracting(TrendShift::getTarget)
          .isNotEmpty()
          .containsOnly("acme");
      assertThat(page(page))
          .contains(
              "groundswell_trend_events_total{technique=\"AML.T0054\",target_kind=\"product\"",
              "groundswell_trend_shift_open{technique=\"AML.T0054\",target_kind=\"product\"")
          .doesNotContain("acme");
    }
  }

  private static String page(ExpositionLease lease) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + lease.port() + "/metrics");
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
        .body();
  }

  private static List<TrendShift> shifts(int parallelism) throws Exception {
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(
            parallelism,
            new Configuration()
                .set(PipelineOptions.GENERIC_TYPES, false)
                .set(PipelineOptions.OBJECT_REUSE, true));
    AvroTypeInfo<TelemetryEvent> type = new AvroTypeInfo<>(TelemetryEvent.class);
    DataStream<TelemetryEvent> events =
        environment
            .fromData(recorded(), type)
            .assignTimestampsAndWatermarks(
                WatermarkStrategy.<TelemetryEvent>forMonotonousTimestamps()
                    .withTimestampAssigner((event, time) -> event.getEventTime()));
    TrendStage stage =
        new TrendStage(
            new TrendConfig(
                Duration.ofMinutes(5),
                100,
                new ShiftConfig(
                    Grain.five_minutes,
                    Duration.ofHours(2),
                    1,
                    5,
                    Duration.ofMinutes(30),
                    Duration.ofDays(14))),
            EXPOSITION);
    DataStream<TrendShift> shifts =
        stage
            .attach(
                events,
                events.filter(event -> false),
                events
                    .filter(event -> false)
                    .map(event -> new Detection(), new AvroTypeInfo<>(Detection.class)),
                TrendStage.unmitigated(environment))
            .shifts();
    List<TrendShift> collected = new ArrayList<>();
    shifts.executeAndCollect().forEachRemaining(collected::add);
    collected.sort(
        Comparator.comparing(TrendShift::getShiftId).thenComparing(TrendShift::getRevision));
    return collected;
  }

  /** A day with an actor a tick, then ten minutes with 150. */
  private static List<TelemetryEvent> recorded() {
    Random random = new Random(1);
    List<TelemetryEvent> events = new ArrayList<>();
    for (int tick = 0; tick < 300; tick++) {
      long start = START + tick * TICK;
      int actors = tick == 288 || tick == 289 ? 150 : 1;
      for (int i = 0; i < 200 + actors; i++) {
        events.add(event(tick, i, i < actors, start + random.nextInt((int) TICK)));
      }
    }
    events.sort(Comparator.comparingLong(TelemetryEvent::getEventTime));
    return events;
  }

  private static TelemetryEvent event(int tick, int number, boolean isAbusive, long time) {
    return TelemetryEvent.newBuilder()
        .setEventId(tick + "-" + number)
        .setEventTime(time)
        .setEventCategory(EventCategory.inference)
        .setEventAction("chat")
        .setEventOutcome(EventOutcome.success)
        .setUserId("user-" + tick + "-" + number)
        .setServiceName("chat")
        .setOrganizationId("acme")
        .setSafetyTechniques(isAbusive ? List.of("AML.T0054") : List.of())
        .build();
  }
}
