package dev.groundswell.sinks.kafka;

import java.io.Serializable;

/** Reads the id of a record, which becomes its key: equal records share a partition. */
@FunctionalInterface
public interface RecordId<T> extends Serializable {

  String of(T value);
}
