package dev.groundswell.pipelines.ingest.format;

import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.TracePart;

/** Takes the items of a record; one call for each. */
public interface Items {

  /** An item that is an event, as its producer knows it: identities and text are still raw. */
  void event(TelemetryEvent event);

  /** An item that says something of an event which others of its trace complete. */
  void part(TracePart part);

  /**
   * An item that tells nothing of an AI service: whole logs are sent, and most of some is other.
   */
  void ignored();

  /** An item that cannot be read, between others that can. */
  void refused(Refusal refusal);
}
