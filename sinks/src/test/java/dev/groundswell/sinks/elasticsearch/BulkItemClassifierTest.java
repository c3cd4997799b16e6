package dev.groundswell.sinks.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.sinks.elasticsearch.Document.Operation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BulkItemClassifierTest {

  @ParameterizedTest
  @Tag("F5")
  @CsvSource({
    "200, WRITTEN",
    "201, WRITTEN",
    "400, DEAD_LETTER",
    "401, FATAL",
    "403, FATAL",
    "404, FATAL",
    "408, RETRY",
    "413, DEAD_LETTER",
    "422, DEAD_LETTER",
    "429, RETRY",
    "500, RETRY",
    "502, RETRY",
    "503, RETRY",
    "504, RETRY",
    "302, RETRY",
  })
  void aStatusMeansTheSameForEveryOperation(int status, WriteOutcome outcome) {
    assertThat(BulkItemClassifier.classify(status, Operation.CREATE)).isEqualTo(outcome);
    assertThat(BulkItemClassifier.classify(status, Operation.INDEX_EXTERNAL_GTE))
        .isEqualTo(outcome);
    assertThat(BulkItemClassifier.classifyRequest(status)).isEqualTo(outcome);
  }

  @ParameterizedTest
  @EnumSource(Operation.class)
  void aConflictMeansThatTheDocumentOrANewerOneIsThere(Operation operation) {
    WriteOutcome expected =
        operation == Operation.CREATE ? WriteOutcome.WRITTEN : WriteOutcome.SUPERSEDED;

    assertThat(BulkItemClassifier.classify(409, operation)).isEqualTo(expected);
  }
}
