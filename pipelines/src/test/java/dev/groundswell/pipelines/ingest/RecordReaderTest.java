package dev.groundswell.pipelines.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.pipelines.ingest.format.Format;
import dev.groundswell.pipelines.ingest.format.RecordDecoder;
import dev.groundswell.pipelines.ingest.format.Refusal;
import dev.groundswell.schemas.DeadLetterReason;
import dev.groundswell.schemas.SourceItem;
import dev.groundswell.schemas.TelemetryEvent;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RecordReaderTest {

  private static final int MAX_BYTES = 100;

  @Test
  void everyItemOfARecordHasItsNumber() {
    List<SourceItem> items =
        read(
            new byte[1],
            (record, out) -> {
              out.event(Events.valid());
              out.refused(new Refusal(DeadLetterReason.undecodable, "broken"));
              out.event(Events.valid());
            });
    assertThat(items).extracting(SourceItem::getItem).containsExactly(0, 1, 2);
    assertThat(items)
        .extracting(SourceItem::getReason)
        .containsExactly(null, DeadLetterReason.undecodable, null);
  }

  @Test
  void aRecordThatCannotBeReadIsOneRefusal() {
    List<SourceItem> items =
        read(
            new byte[1],
            (record, out) -> {
              throw new Refusal(DeadLetterReason.undecodable, "no Avro");
            });
    assertThat(items).extracting(SourceItem::getDetail).containsExactly("no Avro");
  }

  @Test
  void anOversizedRecordIsRefusedBeforeItIsDecoded() {
    List<SourceItem> items =
        read(
            new byte[MAX_BYTES + 1],
            (record, out) -> {
              throw new AssertionError("decoded");
            });
    assertThat(items).extracting(SourceItem::getReason).containsExactly(DeadLetterReason.oversized);
  }

  @Test
  @Tag("S6")
  void anEventThatCannotBeBelievedLeavesNoEventBehindThatCouldMoveTime() {
    TelemetryEvent future = Events.valid();
    future.setEventTime(Events.NOW.plus(Duration.ofDays(365_000)).toEpochMilli());
    List<SourceItem> items = read(new byte[1], (record, out) -> out.event(future));
    assertThat(items)
        .singleElement()
        .satisfies(
            item -> {
              assertThat(item.getEvent()).isNull();
              assertThat(item.getReason()).isEqualTo(DeadLetterReason.in_future);
            });
  }

  @Test
  void aRecordWithoutAValueIsAnEmptyOne() {
    List<SourceItem> items = read(null, (record, out) -> assertThat(record).isEmpty());
    assertThat(items).extracting(SourceItem::getPayload).containsExactly(ByteBuffer.allocate(0));
  }

  @Test
  void whatIsNothingOfOursIsAnItemAllTheSame() {
    List<SourceItem> items =
        read(
            new byte[1],
            (record, out) -> {
              out.ignored();
              out.event(Events.valid());
            });
    assertThat(items).extracting(SourceItem::getItem).containsExactly(0, 1);
    assertThat(items.get(0).getEvent()).isNull();
    assertThat(items.get(0).getReason()).isNull();
  }

  @Test
  void aRecordThatHoldsNoItemIsOneThatIsIgnored() {
    List<SourceItem> items = read(new byte[1], (record, out) -> {});
    assertThat(items).singleElement().extracting(SourceItem::getReason).isNull();
  }

  private static List<SourceItem> read(byte[] value, RecordDecoder decoder) {
    IngestConfig config = IngestConfig.defaults();
    EventValidator validator =
        new EventValidator(() -> Events.NOW, config.retention(), config.skew());
    List<SourceItem> items = new ArrayList<>();
    new RecordReader(Format.AVRO, MAX_BYTES, decoder, validator)
        .read(new ConsumerRecord<>("telemetry", 0, 7, null, value), items::add);
    return items;
  }
}
