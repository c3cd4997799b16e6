package dev.groundswell.pipelines.ingest;

import dev.groundswell.schemas.TelemetryEvent;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * A way by which events come. Each is to be given operators of its own: an operator with two inputs
 * ends the chain before it, and every event would be shipped to it.
 *
 * @param name name of the way, part of its operators' uids; empty for the one that everything takes
 *     that need not wait
 * @param events what comes this way
 */
public record Way(String name, DataStream<TelemetryEvent> events) {

  static Way straight(DataStream<TelemetryEvent> events) {
    return new Way("", events);
  }

  /** What an operator is called that does this on this way. */
  public String uid(String operator) {
    return name.isEmpty() ? operator : operator + "-" + name;
  }
}
