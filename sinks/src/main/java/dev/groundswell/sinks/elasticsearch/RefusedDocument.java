package dev.groundswell.sinks.elasticsearch;

import dev.groundswell.schemas.DeadLetter;
import dev.groundswell.schemas.DeadLetterReason;
import dev.groundswell.schemas.Stage;
import java.time.Instant;

/** Turns a refused document into a dead letter that names it and quotes nothing of it. */
final class RefusedDocument {

  private static final int NO_POSITION = -1;

  private RefusedDocument() {}

  /** The letter has the index in place of a topic, and no position: a document has none. */
  static DeadLetter letter(Attempt attempt, Instant now) {
    Document document = attempt.document();
    return DeadLetter.newBuilder()
        .setDeadLetterId("elasticsearch-" + document.index() + "-" + document.id())
        .setStage(Stage.elasticsearch)
        .setReason(DeadLetterReason.sink_rejected)
        .setDetail("Elasticsearch refused the document: " + attempt.reason())
        .setTopic(document.index())
        .setPartition(NO_POSITION)
        .setOffset(NO_POSITION)
        .setItem(0)
        .setTime(now.toEpochMilli())
        .setPayloadSize(document.source().length)
        .setPayloadHmac("")
        .setPayloadShape("")
        .build();
  }
}
