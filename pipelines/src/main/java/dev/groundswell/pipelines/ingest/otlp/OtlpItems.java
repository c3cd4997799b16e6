package dev.groundswell.pipelines.ingest.otlp;

import dev.groundswell.pipelines.ingest.format.Refusal;

/** Takes spans and log records as they stand in a request; one call for each item. */
interface OtlpItems {

  void span(OtlpSpan span);

  void log(OtlpLog log);

  /** A metric. */
  void ignored();

  void refused(Refusal refusal);
}
