package dev.groundswell.pipelines.ingest.otlp;

/** What a span or a log record is to a model call. */
public enum PartRole {
  /** A span of one call of a model. */
  MODEL_CALL,
  /** A span of one execution of a tool. */
  TOOL_CALL,
  /** A span around calls, which repeats what they say: an agent, a step, a chain. */
  WRAPPER,
  /** A span of a request over HTTP that failed. */
  HTTP,
  /** A log record with what was said in a call. */
  MESSAGE,
  /** Any other span that knows the user or the session. */
  CONTEXT
}
