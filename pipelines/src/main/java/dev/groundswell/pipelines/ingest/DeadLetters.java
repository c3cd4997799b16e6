package dev.groundswell.pipelines.ingest;

import dev.groundswell.schemas.DeadLetter;
import dev.groundswell.schemas.SourceItem;
import dev.groundswell.schemas.Stage;

/** Writes the dead letters of refused items, without a word of what was refused. */
final class DeadLetters {

  private final Pseudonymizer pseudonyms;

  /** The last payload, its hash and its shape: a record of many bad items is hashed once. */
  private byte[] payload;

  private String hmac;
  private String shape;

  DeadLetters(Pseudonymizer pseudonyms) {
    this.pseudonyms = pseudonyms;
  }

  DeadLetter of(SourceItem item) {
    look(item.getPayload().array());
    return DeadLetter.newBuilder()
        .setDeadLetterId("%s-%s-%d".formatted(Stage.ingest, reference(item), item.getItem()))
        .setStage(Stage.ingest)
        .setReason(item.getReason())
        .setDetail(item.getDetail())
        .setTopic(item.getTopic())
        .setPartition(item.getPartition())
        .setOffset(item.getOffset())
        .setItem(item.getItem())
        .setTime(item.getTime())
        .setPayloadSize(payload.length)
        .setPayloadHmac(hmac)
        .setPayloadShape(shape)
        .build();
  }

  /** Where an item comes from: topic, partition and offset. */
  static String reference(SourceItem item) {
    return item.getTopic() + "-" + item.getPartition() + "-" + item.getOffset();
  }

  private void look(byte[] next) {
    if (next != payload) {
      payload = next;
      hmac = pseudonyms.ofPayload(next);
      shape = PayloadShape.of(next);
    }
  }
}
