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
        .isEqualTo("groundswell: 1 items: 1 events, 0 ignored, 0 rejected");
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
    assertThat(lines.get(1)).endsWith("2 items: 1 events, 0 ignored, 1 rejected");
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

  private static byte[] encoded(TelemetryEvent event) throws IOException {
    ByteBuffer buffer = TelemetryEvent.getEncoder().encode(event);
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
