package dev.groundswell.local.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.groundswell.schemas.EventCategory;
import dev.groundswell.schemas.EventOutcome;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.Verdict;
import dev.groundswell.schemas.VerdictAction;
import dev.groundswell.schemas.VerdictValue;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class IngestCommandTest {

  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void printsEventsByTheNamesThatRulesKnowAndCountsThem() throws IOException {
    Path input = file("event.avro", encoded(event()));

    assertThat(run("--format", "avro", "--input", input.toString())).isZero();

    JsonNode event = new ObjectMapper().readTree(out.toString());
    assertThat(event.path("event.id").asText()).isEqualTo("e1");
    assertThat(event.path("event.category").asText()).isEqualTo("inference");
    assertThat(event.path("event.reference").asText()).isEqualTo("event.avro-0-0");
    assertThat(event.path("safety.techniques").path(0).asText()).isEqualTo("AML.T0054");
    assertThat(event.path("verdicts").path(0).path("action").asText()).isEqualTo("block");
    assertThat(event.has("cost.usd")).isFalse();
    assertThat(out.toString()).doesNotContain("alice", "secret text");
    assertThat(err.toString().strip())
        .isEqualTo(
            "groundswell: 1 items: 1 events, 0 merged, 0 unused, 0 orphans, 0 ignored, 0 rejected");
  }

  @Test
  void printsDeadLettersApartAndExitsWithOne() throws IOException {
    Path good = file("good", encoded(event()));
    Path bad = file("bad", new byte[] {1, 2, 3});

    assertThat(run("--format=avro", "--input", bad.toString(), "--input", good.toString()))
        .isEqualTo(1);

    assertThat(out.toString().lines()).hasSize(1);
    List<String> lines = err.toString().lines().toList();
    assertThat(lines).hasSize(2);
    JsonNode letter = new ObjectMapper().readTree(lines.get(0));
    assertThat(letter.path("reason").asText()).isEqualTo("undecodable");
    assertThat(lines.get(1))
        .startsWith("groundswell: 2 items: 1 events")
        .endsWith("0 ignored, 1 rejected");
  }

  @Test
  void putsSpansOfAllFilesTogetherAndNamesWhatNothingIsReadFrom() throws IOException {
    String chat = "chat" + attribute("acme.tenant") + attribute("quota\\u001b[2Jx");
    Path call = file("call.json", span("2", "1", 3, "gen_ai.operation.name", chat));
    Path agent = file("agent.json", span("1", "", 1, "enduser.id", "alice@example.org"));
    Path other = file("other.json", span("3", "", 1, "http.route", "/health"));

    assertThat(run("--format=otlp-json", "--input=" + call, "--input=" + agent, "--input=" + other))
        .isZero();

    JsonNode event = new ObjectMapper().readTree(out.toString());
    assertThat(event.path("gen_ai.operation.name").asText()).isEqualTo("chat");
    assertThat(event.has("user.id")).isTrue();
    assertThat(out.toString()).doesNotContain("alice");
    assertThat(err.toString().lines())
        .containsExactly(
            "groundswell: nothing is read from acme.tenant and 1 that are no names",
            "groundswell: 3 items: 1 events, 1 merged, 0 unused, 0 orphans, 1 ignored, 0 rejected");
  }

  @Test
  void measuresWhatOneCoreTakesAndPrintsNoEvent() throws IOException {
    Path input = file("event.avro", encoded(event()));

    assertThat(run("--format=avro", "--input=" + input, "--measure=1s")).isZero();

    assertThat(out.toString()).isEmpty();
    assertThat(err.toString())
        .matches("groundswell: one core takes [1-9].* records, [1-9].* items, [1-9].* events.*\\s");
  }

  @Test
  void anUnknownFormatNamesTheKnownOnes() {
    assertThat(run("--format=xml", "--input=x")).isEqualTo(2);
    assertThat(err.toString()).contains("'xml' is none of avro");
  }

  private int run(String... arguments) {
    return new CommandLine(new IngestCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private Path file(String name, byte[] content) throws IOException {
    return Files.write(directory.resolve(name), content);
  }

  private static TelemetryEvent event() {
    return TelemetryEvent.newBuilder()
        .setEventId("e1")
        .setEventTime(1_767_268_800_000L)
        .setEventCategory(EventCategory.inference)
        .setEventOutcome(EventOutcome.blocked)
        .setUserId("alice@example.org")
        .setContentInputText("secret text")
        .setVerdicts(
            List.of(
                Verdict.newBuilder()
                    .setDetector("filter")
                    .setTechnique("AML.T0054")
                    .setVerdict(VerdictValue.deny)
                    .setAction(VerdictAction.block)
                    .build()))
        .build();
  }

  /** A request with one span of a trace. */
  /** One more, behind the value of another. */
  private static String attribute(String name) {
    return "\"}},{\"key\":\"%s\",\"value\":{\"stringValue\":\"t".formatted(name);
  }

  private static byte[] span(String id, String parent, int kind, String name, String value) {
    return """
        {"resourceSpans":[{"scopeSpans":[{"scope":{"name":"lib"},"spans":[{
        "traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b17%s",
        "parentSpanId":"%s","kind":%d,"startTimeUnixNano":"1767268800000000000",
        "endTimeUnixNano":"1767268801000000000",
        "attributes":[{"key":"%s","value":{"stringValue":"%s"}}]}]}]}]}
        """
        .formatted(id, parent.isEmpty() ? "" : "eee19b7ec3c1b17" + parent, kind, name, value)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] encoded(TelemetryEvent event) throws IOException {
    ByteBuffer buffer = TelemetryEvent.getEncoder().encode(event);
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
