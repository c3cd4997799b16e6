package dev.groundswell.sinks.elasticsearch;

import dev.groundswell.schemas.DeadLetter;
import java.time.Instant;

/** A refusal, to be counted by reason and traced to its record. */
final class DeadLetterDocument {

  private DeadLetterDocument() {}

  static Document of(DeadLetter letter) {
    Instant time = Instant.ofEpochMilli(letter.getTime());
    return new Document(
        IndexName.deadLetters(time),
        letter.getDeadLetterId(),
        Document.Operation.CREATE,
        0,
        json(letter, time).toBytes());
  }

  private static EcsJson json(DeadLetter letter, Instant time) {
    return Ecs.document("pipeline_error")
        .put(Ecs.TIMESTAMP, time)
        .put("event.id", letter.getDeadLetterId())
        .put("error.message", letter.getDetail())
        .put("groundswell.dead_letter.stage", letter.getStage())
        .put("groundswell.dead_letter.reason", letter.getReason())
        .put("groundswell.dead_letter.topic", letter.getTopic())
        .put("groundswell.dead_letter.partition", letter.getPartition())
        .put("groundswell.dead_letter.offset", letter.getOffset())
        .put("groundswell.dead_letter.item", letter.getItem())
        .put("groundswell.dead_letter.payload_size", letter.getPayloadSize())
        .put("groundswell.dead_letter.payload_hmac", letter.getPayloadHmac())
        .put("groundswell.dead_letter.payload_shape", letter.getPayloadShape());
  }
}
