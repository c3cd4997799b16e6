package dev.groundswell.pipelines.ingest.json;

import static dev.groundswell.pipelines.ingest.format.Gzipped.gzip;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.groundswell.pipelines.ingest.format.ReadItems;
import dev.groundswell.pipelines.ingest.format.Refusal;
import dev.groundswell.schemas.DeadLetterReason;
import dev.groundswell.schemas.TelemetryEvent;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class JsonDecoderTest {

  /** Items have an id, others are nothing of ours; a batch holds them as objects or as text. */
  private final JsonDecoder decoder =
      new JsonDecoder(JsonDecoderTest::open, JsonDecoderTest::event);

  @Test
  void readsAnObject() {
    assertThat(ids("{\"id\": 1}")).isEqualTo("1");
  }

  @Test
  void readsJsonLinesWithBlankLinesBetween() {
    assertThat(ids("{\"id\": 1}\n\n{\"id\": 2}\r\n{\"id\": 3}\n")).isEqualTo("1 2 3");
  }

  @Test
  void readsObjectsOneAfterAnother() {
    assertThat(ids("{\"id\": 1}{\"id\": 2}")).isEqualTo("1 2");
  }

  @Test
  void readsAnArray() {
    assertThat(ids("[{\"id\": 1}, {\"id\": 2}]")).isEqualTo("1 2");
  }

  @Test
  void readsAByteOrderMark() {
    assertThat(ids("\uFEFF{\"id\": 1}")).isEqualTo("1");
  }

  @Test
  void readsWhatAnEnvelopeHolds() {
    assertThat(ids("{\"batch\": [{\"id\": 1}]}{\"batch\": [{\"id\": 2}]}")).isEqualTo("1 2");
  }

  @Test
  void readsJsonInAString() {
    assertThat(ids("{\"message\": \"{\\\"id\\\": 1}\"}")).isEqualTo("1");
  }

  @Test
  void readsGzipAndOneGzipBehindAnother() {
    byte[] one = gzip("{\"id\": 1}\n".getBytes(UTF_8));
    byte[] two = gzip("{\"id\": 2}\n".getBytes(UTF_8));
    assertThat(ids(one)).isEqualTo("1");
    assertThat(ids(concatenated(one, two))).isEqualTo("1 2");
  }

  @Test
  void countsWhatIsNothingOfOurs() {
    ReadItems items = read("{\"id\": 1}{}");
    assertThat(items.events()).hasSize(1);
    assertThat(items.ignoredItems()).isEqualTo(1);
  }

  @Test
  void aDamagedLineIsRefusedAndTheOthersAreRead() {
    ReadItems items = read("{\"id\": 1}\n{\"id\": \n{\"id\": 3}\n");
    assertThat(items.events()).extracting(TelemetryEvent::getEventId).containsExactly("1", "3");
    assertThat(items.refusals())
        .extracting(Refusal::reason)
        .containsExactly(DeadLetterReason.undecodable);
  }

  @Test
  void aDamagedFirstLineIsRefusedAndTheOthersAreRead() {
    ReadItems items = read("\"id\": 1}\n{\"id\": 2}\n");
    assertThat(items.events()).extracting(TelemetryEvent::getEventId).containsExactly("2");
    assertThat(items.refusals()).hasSize(1);
  }

  @Test
  void damagedJsonInIndentedFormIsRefusedOnce() {
    ReadItems items = read("{\n  \"batch\": [\n    {\"id\": 1}\n  ]\n");
    assertThat(items.events()).isEmpty();
    assertThat(items.refusals()).hasSize(1);
  }

  @Test
  void aDamagedItemInAStringIsRefusedAlone() {
    ReadItems items = read("{\"message\": \"{\"}{\"id\": 2}");
    assertThat(items.events()).extracting(TelemetryEvent::getEventId).containsExactly("2");
    assertThat(items.refusals()).hasSize(1);
  }

  @Test
  void anItemThatIsNoObjectIsRefusedAlone() {
    ReadItems items = read("[17, {\"id\": 2}, null]");
    assertThat(items.events()).hasSize(1);
    assertThat(items.refusals()).hasSize(2);
  }

  @Test
  void anItemThatCannotBeMappedIsRefusedAlone() {
    ReadItems items = read("{\"id\": 1, \"count\": 1.5}{\"id\": 2}");
    assertThat(items.events()).hasSize(1);
    assertThat(items.refusals())
        .extracting(Refusal::reason)
        .containsExactly(DeadLetterReason.invalid_number);
  }

  @Test
  void aMappingThatFailsRefusesItsItem() {
    JsonDecoder failing =
        new JsonDecoder(
            JsonDecoderTest::open,
            item -> {
              throw new IllegalStateException("alice");
            });
    ReadItems items = ReadItems.of(failing, "{\"id\": 1}".getBytes(UTF_8));
    assertThat(items.refusals())
        .extracting(Refusal::getMessage)
        .containsExactly("an item is not as its format has it (IllegalStateException)");
  }

  @Test
  void refusesARecordWithoutJson() {
    assertThat(reason("")).isEqualTo(DeadLetterReason.undecodable);
    assertThat(reason(" \n ")).isEqualTo(DeadLetterReason.undecodable);
    assertThat(reason("<xml/>")).isEqualTo(DeadLetterReason.undecodable);
  }

  @Test
  @Tag("B4")
  void refusesJsonDeeperThan64Levels() {
    assertThat(read("{\"id\": 1, \"a\": " + nested(63) + "}").events()).hasSize(1);
    assertThat(reason("{\"id\": 1, \"a\": " + nested(64) + "}"))
        .isEqualTo(DeadLetterReason.undecodable);
    assertThat(reason("[".repeat(1_000_000))).isEqualTo(DeadLetterReason.undecodable);
    assertThat(reason("{\"message\": \"" + "[".repeat(100_000) + "\"}"))
        .isEqualTo(DeadLetterReason.undecodable);
  }

  @Test
  void refusesStringsNamesAndNumbersBeyondTheirLengths() {
    assertThat(reason("{\"a\": \"%s\"}".formatted("x".repeat(JsonReader.MAX_STRING_LENGTH + 1))))
        .isEqualTo(DeadLetterReason.undecodable);
    assertThat(reason("{\"%s\": 1}".formatted("x".repeat(JsonReader.MAX_NAME_LENGTH + 1))))
        .isEqualTo(DeadLetterReason.undecodable);
    assertThat(reason("{\"a\": %s}".formatted("1".repeat(JsonReader.MAX_NUMBER_LENGTH + 1))))
        .isEqualTo(DeadLetterReason.undecodable);
  }

  @Test
  void refusesMoreItemsThanARecordMayHaveAsAWhole() {
    String many = "{\"id\": 1}\n".repeat(JsonContents.MAX_ITEMS);
    assertThat(read(many).events()).hasSize(JsonContents.MAX_ITEMS);
    assertThat(reason(many + "{\"id\": 1}")).isEqualTo(DeadLetterReason.too_many_items);
  }

  @Test
  void refusesTheRestOfDamagedLinesWhereTheyAreMoreItemsThanARecordMayHave() {
    ReadItems items = read("{\n" + "{\"id\": 1}\n".repeat(2 * JsonContents.MAX_ITEMS));
    assertThat(items.events()).hasSize(JsonContents.MAX_ITEMS - 1);
    assertThat(items.refusals())
        .extracting(Refusal::reason)
        .containsExactly(DeadLetterReason.undecodable, DeadLetterReason.too_many_items);
  }

  @Test
  void refusesMoreTokensThanADocumentMayHave() {
    String many = "{}, ".repeat(JsonReader.MAX_TOKENS / 2);
    assertThat(refusal(gzip(("{\"a\": [" + many + "{}]}").getBytes(UTF_8))).reason())
        .isEqualTo(DeadLetterReason.undecodable);
  }

  @Test
  void readsLineByLineWhatIsTooLargeAtOnce() {
    String line = "{\"id\": 1, \"a\": [" + "{}, ".repeat(JsonReader.MAX_TOKENS / 4) + "{}]}\n";
    assertThat(ids(gzip((line + line + line).getBytes(UTF_8)))).isEqualTo("1 1 1");
  }

  @Test
  @Tag("B6")
  void refusesWhatIsNotStrictlyUtf8() {
    assertThat(read("{\"id\": \"\u00e9\"}").events()).hasSize(1);
    assertThat(refusal(hex("7b226964223a22c328227d"))).hasMessage("not in UTF-8");
    assertThat(refusal(hex("7b226964223a22c080227d"))).hasMessage("not in UTF-8");
    assertThat(refusal(hex("7b226964223a22eda080227d"))).hasMessage("not in UTF-8");
  }

  @Test
  @Tag("B7")
  void refusesNumbersThatJsonDoesNotKnow() {
    for (String number : new String[] {"NaN", "Infinity", "-Infinity", "01", "+1", "0x1"}) {
      assertThat(reason("{\"id\": 1, \"count\": %s}".formatted(number)))
          .as(number)
          .isEqualTo(DeadLetterReason.undecodable);
    }
  }

  @Test
  void refusesGzipThatInflatesToMoreThanTheLimit() {
    byte[] bomb = gzip(new byte[Gzip.MAX_INFLATED_BYTES + 1]);
    assertThat(bomb.length).isLessThan(20_000);
    assertThat(refusal(bomb).reason()).isEqualTo(DeadLetterReason.oversized);
  }

  @Test
  void everyTruncationAndDamageOfGzipIsReadOrRefused() {
    byte[] record =
        concatenated(gzip("{\"id\": 1}".getBytes(UTF_8)), gzip("{\"id\": 2}".getBytes(UTF_8)));
    for (int at = 0; at < record.length; at++) {
      ReadItems cut = ReadItems.of(decoder, Arrays.copyOf(record, at));
      assertThat(cut.events().size() + cut.refusals().size()).as("cut at %d", at).isPositive();
      assertThat(cut.events().size()).as("cut at %d", at).isLessThan(2);
      for (int value = 0; value < 256; value++) {
        byte[] flipped = record.clone();
        flipped[at] = (byte) value;
        ReadItems items = ReadItems.of(decoder, flipped);
        assertThat(items.events().size() + items.refusals().size()).isPositive();
      }
    }
  }

  @Test
  void aRefusalNeverQuotesTheRecord() {
    for (String text :
        new String[] {
          "alice", "{\"alice\": alice}", "{\"a\": \"alice", "{\"id\": 1, \"count\": \"alice\"}"
        }) {
      assertThat(refusal(text.getBytes(UTF_8))).as(text).hasMessageNotContaining("alice");
    }
  }

  private static void open(JsonNode document, JsonContents contents) throws Refusal {
    if (document.has("batch")) {
      contents.items(document.get("batch"));
    } else if (document.has("message")) {
      contents.text(document.get("message").asText());
    } else {
      contents.item(document);
    }
  }

  private static Optional<TelemetryEvent> event(JsonFields item) throws Refusal {
    item.wholeNumber("count");
    return Optional.ofNullable(item.text("id"))
        .map(id -> TelemetryEvent.newBuilder().setEventId(id).setEventTime(1).build());
  }

  private String ids(String record) {
    return ids(record.getBytes(UTF_8));
  }

  private String ids(byte[] record) {
    ReadItems items = ReadItems.of(decoder, record);
    assertThat(items.refusals()).isEmpty();
    return String.join(" ", items.events().stream().map(TelemetryEvent::getEventId).toList());
  }

  private ReadItems read(String record) {
    return ReadItems.of(decoder, record.getBytes(UTF_8));
  }

  private DeadLetterReason reason(String record) {
    return refusal(record.getBytes(UTF_8)).reason();
  }

  private Refusal refusal(byte[] record) {
    ReadItems items = ReadItems.of(decoder, record);
    assertThat(items.events()).isEmpty();
    assertThat(items.refusals()).hasSize(1);
    return items.refusals().get(0);
  }

  private static String nested(int levels) {
    return "[".repeat(levels) + "]".repeat(levels);
  }

  private static byte[] hex(String digits) {
    return java.util.HexFormat.of().parseHex(digits);
  }

  private static byte[] concatenated(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
