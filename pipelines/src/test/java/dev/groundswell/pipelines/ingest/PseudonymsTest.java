package dev.groundswell.pipelines.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.pipelines.ingest.content.ContentReader;
import dev.groundswell.pipelines.ingest.content.ContentScorer;
import dev.groundswell.pipelines.ingest.format.Pseudonyms;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("K4")
class PseudonymsTest {

  private static final List<Schema.Field> TEXTS =
      TelemetryEvent.getClassSchema().getFields().stream()
          .filter(field -> field.schema().isUnion())
          .filter(field -> field.schema().getTypes().get(1).getType() == Schema.Type.STRING)
          .filter(field -> !field.name().equals("content_input_text"))
          .toList();

  @Test
  void exactlyWhatTheKeyChangesFitsNoEventOfAnotherKey() {
    TelemetryEvent one = normalized("one");
    TelemetryEvent other = normalized("other");
    Stream<Schema.Field> keyed =
        TEXTS.stream().filter(field -> !Objects.equals(value(one, field), value(other, field)));

    assertThat(TEXTS.stream().filter(field -> !Pseudonyms.fits(field.pos(), one, other)))
        .extracting(Schema.Field::name)
        .contains("user_id", "client_subnet")
        .containsExactlyElementsOf(
            keyed.map(Schema.Field::name).filter(n -> !n.equals("pseudonym_key_id")).toList());
  }

  @Test
  void everythingFitsAnEventOfTheSameKey() {
    TelemetryEvent event = normalized("one");
    assertThat(TEXTS).allMatch(field -> Pseudonyms.fits(field.pos(), event, normalized("one")));
    assertThat(Pseudonyms.verdicts(event, normalized("one"))).isEqualTo(event.getVerdicts());
  }

  @Test
  void verdictsNameNobodyInAnEventOfAnotherKey() {
    TelemetryEvent event = normalized("one");
    assertThat(event.getVerdicts()).extracting(Verdict::getSubject).doesNotContainNull();
    assertThat(Pseudonyms.verdicts(event, normalized("other")))
        .containsExactly(Verdict.newBuilder(event.getVerdicts().get(0)).setSubject(null).build());
  }

  /** An event that says something everywhere, after ingest under a key of that id. */
  private static TelemetryEvent normalized(String keyId) {
    TelemetryEvent event = Events.valid();
    event.setContentInputText(null);
    TEXTS.forEach(field -> event.put(field.pos(), "x"));
    event.setClientAddress("203.0.113.7"); // of no other is the network known
    event.setVerdicts(List.of(Events.verdict().setSubject("bob").build()));
    PseudonymKey key =
        new PseudonymKey(
            keyId, "sixteen bytes of %s".formatted(keyId).getBytes(StandardCharsets.UTF_8));
    new EventNormalizer(
            new Pseudonymizer(key),
            new ContentReader(new ContentReader.Wishes(ContentScorer.NONE, true)))
        .normalize(event);
    return event;
  }

  private static Object value(TelemetryEvent event, Schema.Field field) {
    return event.get(field.pos());
  }
}
