package dev.groundswell.sinks.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.groundswell.local.servers.ElasticsearchProcess;
import dev.groundswell.schemas.Grain;
import dev.groundswell.schemas.ShiftKind;
import dev.groundswell.schemas.TargetKind;
import dev.groundswell.schemas.TrendPoint;
import dev.groundswell.schemas.TrendShift;
import dev.groundswell.sinks.kafka.KafkaTopic;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
import dev.groundswell.sinks.prometheus.PortRange;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The questions of the README, as they stand there, to a real Elasticsearch. */
class QuestionsTest {

  private static final Pattern QUESTION =
      Pattern.compile(
          "\\*\\*([^*]*)\\*\\*[^`]*```sh\\s+curl -s 'http://localhost:9200(/[^']*)'"
              + " -H 'Content-Type: application/json' -d '([^']*)'\\s+```");
  private static final ExpositionConfig EXPOSITION =
      new ExpositionConfig("127.0.0.1", new PortRange(0, 0), 1_000);

  /** Nothing is refused; there is no broker. */
  private static final KafkaTopic REFUSED = KafkaTopic.plain("127.0.0.1:1", "refused");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir private static Path directory;

  private static ElasticsearchProcess elasticsearch;

  @BeforeAll
  static void tellOfSomeWeeks() throws Exception {
    elasticsearch = ElasticsearchProcess.start(directory, 0);
    // Elasticsearch answers by its own clock.
    LocalDate today = LocalDate.now(Clock.systemUTC());
    LocalDate monday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    ElasticsearchConfig config = ElasticsearchConfig.local(elasticsearch.uri());
    write(
        TrendPoint.class,
        List.of(
            point(Grain.week, monday, "AML.T0054", "chat", 80),
            point(Grain.week, monday, "AML.T0054", "image", 20),
            point(Grain.week, monday.minusWeeks(1), "AML.T0054", "chat", 70),
            point(Grain.week, monday, "AML.T0051.001", "chat", 300),
            point(Grain.week, monday.minusWeeks(1), "AML.T0051.001", "chat", 10),
            point(Grain.week, monday.minusWeeks(2), "AML.T0051.001", "chat", 7_000),
            point(Grain.month, today.withDayOfMonth(1), "AML.T0054", "chat", 90),
            point(Grain.month, today.withDayOfMonth(1).minusMonths(1), "AML.T0054", "image", 30),
            point(Grain.day, today, "AML.T0054", "chat", 11),
            point(Grain.day, today.minusDays(1), "AML.T0054", "chat", 12),
            point(Grain.day, today.minusDays(1), "AML.T0054", "image", 3),
            ofModel(point(Grain.day, today, "AML.T0054", "chat|large", 4))),
        ElasticsearchSink.trends(config, REFUSED, EXPOSITION));
    write(
        TrendShift.class,
        List.of(shift("new", ShiftKind.first_seen, null), shift("again", ShiftKind.surge, "m1")),
        ElasticsearchSink.shifts(config, REFUSED, EXPOSITION));
    send("/groundswell-*/_refresh", "");
  }

  @AfterAll
  static void stopServer() throws IOException {
    elasticsearch.close();
  }

  @Test
  void whichTechniquesHaveMostActorsThisWeek() throws Exception {
    List<JsonNode> techniques = buckets(answer("Which techniques have most actors"), "technique");
    assertThat(techniques)
        .extracting(technique -> technique.path("key").asText())
        .containsExactly("AML.T0051.001", "AML.T0054");
    assertThat(techniques)
        .extracting(technique -> technique.at("/this_week/actors/value").asInt())
        .containsExactly(300, 100);
    assertThat(techniques)
        .extracting(technique -> technique.at("/last_week/actors/value").asInt())
        .containsExactly(10, 70);
  }

  @Test
  void whichProductsATechniqueReachedMonthByMonth() throws Exception {
    List<JsonNode> months = buckets(answer("Which products did a technique reach"), "month");
    assertThat(months)
        .extracting(month -> month.at("/product/buckets/0/key").asText())
        .containsExactly("image", "chat");
    assertThat(months)
        .extracting(month -> month.at("/product/buckets/0/actors/value").asInt())
        .containsExactly(30, 90);
  }

  @Test
  void atWhichProductsAbuseSucceeds() throws Exception {
    List<JsonNode> products = buckets(answer("At which products does abuse succeed"), "product");
    assertThat(products)
        .extracting(
            product -> product.path("key").asText(),
            product -> product.at("/succeeded/value").asInt(),
            product -> product.at("/events/value").asInt())
        .containsExactly(tuple("chat", 4, 10), tuple("image", 2, 5));
  }

  @Test
  void whatWasSeenForTheFirstTime() throws Exception {
    JsonNode hits = answer("What was seen for the first time").at("/hits/hits");
    assertThat(hits).hasSize(1);
    assertThat(hits.at("/0/_source/groundswell/shift/target").asText()).isEqualTo("chat");
  }

  @Test
  void whatDrivesTheShiftsOfThisWeek() throws Exception {
    JsonNode answer = answer("What drives the shifts of this week");
    assertThat(buckets(answer, "driver"))
        .extracting(
            driver -> driver.path("key").asText(), driver -> driver.path("doc_count").asInt())
        .containsExactly(tuple("guardrail_probing", 2), tuple("m-1", 2));
    assertThat(answer.at("/hits/hits/0/_source/groundswell/shift/drivers/0/kind").asText())
        .isEqualTo("model");
  }

  @Test
  void whatATechniqueIsDoneWith() throws Exception {
    JsonNode days = answer("What is a technique done with").at("/hits/hits");
    assertThat(days).hasSize(2);
    assertThat(days.at("/0/_source/groundswell/trend/top_clusters/0/value").asText())
        .isEqualTo("1a2b");
  }

  @Test
  void whichMitigationsDidNotHelpForLong() throws Exception {
    List<JsonNode> mitigations = buckets(answer("Which mitigations did not help"), "mitigation");
    assertThat(mitigations)
        .extracting(mitigation -> mitigation.path("key").asText())
        .containsExactly("m1");
    assertThat(mitigations.get(0).at("/kind/buckets/0/key").asText()).isEqualTo("surge");
  }

  @Test
  void whatHappenedAroundAMitigation() throws Exception {
    JsonNode days = answer("What happened around a mitigation").at("/hits/hits");
    assertThat(days)
        .extracting(day -> day.at("/_source/groundswell/trend/distinct_actors").asInt())
        .containsExactly(12, 11);
  }

  @Test
  void whichFiltersMissMost() throws Exception {
    JsonNode technique = buckets(answer("Which filters miss most"), "technique").get(0);
    assertThat(technique.at("/product_model/buckets/0/key").asText()).isEqualTo("chat|large");
    assertThat(technique.at("/product_model/buckets/0/reviewed/value").asInt()).isEqualTo(4);
    assertThat(technique.at("/product_model/buckets/0/stopped/value").asInt()).isEqualTo(3);
  }

  private static JsonNode answer(String beginning) throws Exception {
    Matcher questions = QUESTION.matcher(Files.readString(Path.of("README.md")));
    while (questions.find()) {
      if (questions.group(1).startsWith(beginning)) {
        return send(questions.group(2), questions.group(3));
      }
    }
    throw new AssertionError("the README does not ask: " + beginning);
  }

  private static List<JsonNode> buckets(JsonNode answer, String aggregation) {
    JsonNode buckets = answer.at("/aggregations/" + aggregation + "/buckets");
    return StreamSupport.stream(buckets.spliterator(), false).toList();
  }

  private static JsonNode send(String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(elasticsearch.uri().resolve(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JSON.readTree(response.body());
  }

  private static TrendPoint point(
      Grain grain, LocalDate start, String technique, String target, double actors) {
    TrendPoint point = Samples.point(grain + "-" + start + "-" + technique + "-" + target, 1);
    long millis = start.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    point.setGrain(grain);
    point.setPaneStart(millis);
    point.setPaneEnd(millis + 1);
    point.setTechnique(technique);
    point.setTarget(target);
    point.setDistinctActors(actors);
    return point;
  }

  private static TrendPoint ofModel(TrendPoint point) {
    point.setTargetKind(TargetKind.product_model);
    return point;
  }

  private static TrendShift shift(String id, ShiftKind kind, String mitigation) {
    TrendShift shift = Samples.shift(id, 1);
    shift.setKind(kind);
    shift.setOpened(Clock.systemUTC().millis());
    shift.setMitigationId(mitigation);
    return shift;
  }

  private static <T extends SpecificRecordBase> void write(
      Class<T> type, List<T> records, Sink<T> sink) throws Exception {
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(
            1, new Configuration().set(PipelineOptions.GENERIC_TYPES, false));
    environment.fromData(records, new AvroTypeInfo<>(type)).sinkTo(sink);
    environment.execute();
  }
}
