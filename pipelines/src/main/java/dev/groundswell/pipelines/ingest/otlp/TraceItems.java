package dev.groundswell.pipelines.ingest.otlp;

import dev.groundswell.pipelines.ingest.format.Refusal;

/** Takes the items of a record: every span and every log record is one; one call for each. */
public interface TraceItems {

  /** An item that says something of a call. */
  void part(TracePart part);

  /** An item that does not: most of what a service does is something else. */
  void ignored();

  /** An item that cannot be read, between others that can. */
  void refused(Refusal refusal);
}
