package dev.groundswell.pipelines.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Cuts recordings and flips bits of them all through, in one of them at every byte: no exception
 * may leave reading or assembly, every part is accounted for, and no refusal quotes what was
 * refused. Validation and pseudonyms come behind what is read here; {@code OtlpDamageTest} has them
 * too, and takes minutes.
 */
@Tag("B1")
class OtlpHostileTest {

  private static final int[] FLIPS = {0x01, 0x80};
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<JsonNode> OTHERS =
      List.of(
          JSON.getNodeFactory().nullNode(),
          JSON.getNodeFactory().numberNode(-1),
          JSON.getNodeFactory().textNode("x"),
          JSON.getNodeFactory().booleanNode(true),
          JSON.createArrayNode().add(1),
          JSON.createObjectNode().put("x", 1));

  /** The steps keep it to seconds; they share no factor with the sizes of fields. */
  @ParameterizedTest
  @CsvSource({
    "otel-openai-0.22.0-nocontent.traces.002.pb, 1",
    "otel-openai-0.5.0-content.logs.001.pb, 13",
    "vercel-ai-7.0.173-legacy-content.traces.002.pb, 7",
    "otel-openai-0.22.0-content.traces.002.json, 7",
    "otel-openai-0.22.0-content.logs.001.json, 101",
  })
  void noDamageThrows(String file, int step) {
    byte[] record = OtlpCapture.bytes(file);
    Supplier<OtlpDecoder> decoder = file.endsWith(".pb") ? OtlpDecoder::proto : OtlpDecoder::json;
    int whole = ReadParts.of(decoder.get(), record).items();
    assertThat(whole).isGreaterThan(1);

    for (int at = 0; at < record.length; at += step) {
      assertThat(accounted(decoder.get(), Arrays.copyOf(record, at)))
          .as("cut at %d", at)
          .isLessThanOrEqualTo(whole);
      for (int flip : FLIPS) {
        byte[] damaged = record.clone();
        damaged[at] ^= (byte) flip;
        accounted(decoder.get(), damaged);
      }
    }
  }

  /** Damage of bytes rarely leaves JSON whole; here everything in it is of another type once. */
  @ParameterizedTest
  @CsvSource({
    "otel-openai-0.22.0-content.traces.002.json, 3",
    "otel-openai-0.22.0-content.logs.001.json, 11",
    "vercel-ai-7.0.173-content.traces.003.json, 3",
  })
  void noValueOfAnotherTypeThrows(String file, int step) throws IOException {
    ObjectNode request = (ObjectNode) JSON.readTree(OtlpCapture.bytes(file));
    int whole = ReadParts.json(request.toString()).items();
    List<Runnable> changes = new ArrayList<>();
    collect(request, request, whole, changes);
    assertThat(changes).hasSizeGreaterThan(1_000);

    for (int at = 0; at < changes.size(); at += step) {
      changes.get(at).run();
    }
  }

  private static void collect(
      ObjectNode request, ContainerNode<?> in, int whole, List<Runnable> changes) {
    for (JsonNode other : OTHERS) {
      if (in instanceof ObjectNode object) {
        object
            .fieldNames()
            .forEachRemaining(name -> changes.add(() -> swap(request, object, name, other, whole)));
      } else if (in instanceof ArrayNode array) {
        for (int i = 0; i < array.size(); i++) {
          int at = i;
          changes.add(() -> swap(request, array, at, other, whole));
        }
      }
    }
    for (JsonNode inner : in) {
      if (inner instanceof ContainerNode<?> container) {
        collect(request, container, whole, changes);
      }
    }
  }

  private static void swap(
      ObjectNode request, ObjectNode in, String name, JsonNode other, int whole) {
    JsonNode before = in.replace(name, other);
    assertAccounted(request, whole);
    in.set(name, before);
  }

  private static void swap(ObjectNode request, ArrayNode in, int at, JsonNode other, int whole) {
    JsonNode before = in.set(at, other);
    assertAccounted(request, whole);
    in.set(at, before);
  }

  private static void assertAccounted(ObjectNode request, int whole) {
    byte[] record = request.toString().getBytes(StandardCharsets.UTF_8);
    assertThat(accounted(OtlpDecoder.json(), record)).isLessThanOrEqualTo(whole);
  }

  /** How many items a record has; whoever throws ends the test. */
  private static int accounted(OtlpDecoder decoder, byte[] record) {
    ReadParts read = ReadParts.of(decoder, record);
    assertThat(read.refusals())
        .allSatisfy(
            refusal -> assertThat(refusal.getMessage()).doesNotContain("@example", "IGNORE"));
    Fates fates = read.fates();
    assertThat(fates.calls() + fates.merged() + fates.unused() + fates.orphans())
        .isEqualTo(read.parts().size());
    return read.items();
  }
}
