package dev.groundswell.sinks.elasticsearch;

/**
 * What came of trying to write one document.
 *
 * @param document the document
 * @param outcome what came of it
 * @param reason what the server said, without the document's content; empty if it was written
 */
record Attempt(Document document, WriteOutcome outcome, String reason) {}
