package dev.groundswell.local.simulator;

import java.time.Duration;

/**
 * When each of a fixed number of requests arrives: the trace's arrivals from some position on,
 * stretched or compressed so that exactly that many fall into the span. Bursts and lulls stay.
 */
final class Arrivals {

  private final RequestTrace trace;
  private final long start;
  private final double startMs;
  private final double nanosPerTraceMs;

  Arrivals(RequestTrace trace, long start, long count, Duration span) {
    this.trace = trace;
    this.start = start;
    this.startMs = trace.arrivalMs(start);
    this.nanosPerTraceMs = span.toNanos() / (trace.arrivalMs(start + count) - startMs);
  }

  RequestTrace.Request request(long index) {
    return trace.request(start + index);
  }

  /** Wall offset of an arrival since the span's start; never decreasing, always before its end. */
  long dueNanos(long index) {
    return (long) ((trace.arrivalMs(start + index) - startMs) * nanosPerTraceMs);
  }
}
