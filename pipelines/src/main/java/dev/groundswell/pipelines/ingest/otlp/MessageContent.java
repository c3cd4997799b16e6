package dev.groundswell.pipelines.ingest.otlp;

import dev.groundswell.schemas.TelemetryEvent;

/** What was asked and answered in a call. */
final class MessageContent {

  private static final String INPUT = "content.input";
  private static final String OUTPUT = "content.output";

  private MessageContent() {}

  /** Fills the text of the input, the length of the answer, and why it stopped. */
  static void fill(TelemetryEvent event, Facts facts) {
    if (facts.has(INPUT)) {
      event.setContentInputText(facts.messages(INPUT).lastUserText());
    }
    if (facts.has(OUTPUT)) {
      event.setContentOutputLength(facts.messages(OUTPUT).length());
    }
    event.setGenAiResponseFinishReasons(facts.texts("gen_ai.response.finish_reasons"));
  }
}
