package dev.groundswell.sinks.elasticsearch;

/** What became of one document in one attempt. The labels are a format: alerts read them. */
enum WriteOutcome {
  /** It is in the index, by this attempt or by an earlier one. */
  WRITTEN("written"),
  /** A newer version is in the index. */
  SUPERSEDED("superseded"),
  /** Try again later: the server is busy or away. */
  RETRY("retried"),
  /** The server will never take it. */
  DEAD_LETTER("dead_lettered"),
  /** Nothing will be taken until somebody changes the configuration. */
  FATAL("failed");

  private final String label;

  WriteOutcome(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }
}
