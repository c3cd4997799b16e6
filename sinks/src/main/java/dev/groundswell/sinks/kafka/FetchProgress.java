package dev.groundswell.sinks.kafka;

import java.io.Serializable;
import java.util.Optional;

/**
 * How far one consumer has come with its partitions.
 *
 * @param answers fetches that brokers have answered so far; grows while they can be reached,
 *     records or not
 * @param unread records that the partitions held behind what was read, by the last answers
 */
public record FetchProgress(long answers, long unread) {

  /** The progress of each subtask of a source; empty for one that reads nothing. */
  @FunctionalInterface
  public interface Source extends Serializable {

    Optional<FetchProgress> of(int subtask);
  }
}
