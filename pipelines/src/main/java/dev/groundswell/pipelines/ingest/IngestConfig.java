package dev.groundswell.pipelines.ingest;

import java.io.Serializable;
import java.time.Duration;

/**
 * Bounds of ingest.
 *
 * @param maxRecordBytes larger source records are refused before they are decoded
 * @param retention how far back event times are taken
 * @param skew how far ahead of the job's clock event times are taken
 * @param outOfOrderness how much earlier than its predecessors an event may be and still be on
 *     time, by format
 * @param idleTimeout after this silence of a partition its broker is asked whether there is more
 * @param dedupeHorizon how long ids are remembered
 * @param dedupeCapacity how many ids a partition remembers at most
 * @param traces how parts of traces are put together
 * @param verdictHorizon how long, in event time, calls are remembered for verdicts that come later;
 *     zero if none are waited for
 */
public record IngestConfig(
    int maxRecordBytes,
    Duration retention,
    Duration skew,
    OutOfOrderness outOfOrderness,
    Duration idleTimeout,
    Duration dedupeHorizon,
    int dedupeCapacity,
    TraceConfig traces,
    Duration verdictHorizon)
    implements Serializable {

  /**
   * @throws IllegalArgumentException naming the key of a value that is not positive, or of a
   *     negative horizon of verdicts
   */
  public IngestConfig {
    requirePositive("ingest.max-record-size", maxRecordBytes, maxRecordBytes + " bytes");
    requirePositive("ingest.retention", retention);
    requirePositive("ingest.max-clock-skew", skew);
    requirePositive("ingest.idle-timeout", idleTimeout);
    requirePositive("ingest.dedupe-horizon", dedupeHorizon);
    requirePositive("ingest.dedupe-capacity", dedupeCapacity, dedupeCapacity);
    if (verdictHorizon.isNegative()) {
      throw new IllegalArgumentException(
          "ingest.verdict-horizon must not be negative, is " + verdictHorizon);
    }
  }

  /** What the project was measured with. */
  public static IngestConfig defaults() {
    return new IngestConfig(
        1 << 20,
        Duration.ofDays(7),
        Duration.ofSeconds(5),
        OutOfOrderness.defaults(),
        Duration.ofSeconds(10),
        Duration.ofSeconds(60),
        500_000,
        TraceConfig.defaults(),
        Duration.ZERO);
  }

  /** Whether verdicts that name a call are joined to it. */
  boolean joinsVerdicts() {
    return !verdictHorizon.isZero();
  }

  /** The same with another out-of-orderness. */
  public IngestConfig with(OutOfOrderness other) {
    return new IngestConfig(
        maxRecordBytes,
        retention,
        skew,
        other,
        idleTimeout,
        dedupeHorizon,
        dedupeCapacity,
        traces,
        verdictHorizon);
  }

  /** The same, but calls are remembered that long for verdicts that come later. */
  public IngestConfig withVerdictsWithin(Duration horizon) {
    return new IngestConfig(
        maxRecordBytes,
        retention,
        skew,
        outOfOrderness,
        idleTimeout,
        dedupeHorizon,
        dedupeCapacity,
        traces,
        horizon);
  }

  /** The same, but event times are taken that far ahead of the clock. */
  public IngestConfig withSkew(Duration other) {
    return new IngestConfig(
        maxRecordBytes,
        retention,
        other,
        outOfOrderness,
        idleTimeout,
        dedupeHorizon,
        dedupeCapacity,
        traces,
        verdictHorizon);
  }

  private static void requirePositive(String key, Duration duration) {
    requirePositive(key, duration.compareTo(Duration.ZERO), duration);
  }

  private static void requirePositive(String key, int sign, Object value) {
    if (sign <= 0) {
      throw new IllegalArgumentException(key + " must be positive, is " + value);
    }
  }
}
