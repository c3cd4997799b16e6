package dev.groundswell.pipelines.ingest.aws;

import dev.groundswell.schemas.EventCategory;
import dev.groundswell.schemas.TableRows;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * An API call, or a sign-in, that CloudTrail reports and that matters here: a row of {@code
 * cloudtrail-calls.tsv}.
 *
 * @param source service that was called, as {@code eventSource} has it
 * @param name the call, as {@code eventName} has it
 * @param category what kind of activity it is
 * @param action what it does, in the words of rules
 */
record CloudTrailCall(String source, String name, EventCategory category, String action) {

  private static final String TABLE = "cloudtrail-calls.tsv";
  private static final Map<String, CloudTrailCall> BY_SOURCE_AND_NAME =
      TableRows.map(
          CloudTrailCall.class, TABLE, cells -> cells[0] + ' ' + cells[1], CloudTrailCall::parse);

  /** The call of that source and name; empty for all others of AWS's thousands. */
  static Optional<CloudTrailCall> of(String source, String name) {
    return Optional.ofNullable(BY_SOURCE_AND_NAME.get(source + ' ' + name));
  }

  /** Every call, in the order of the table. */
  static Collection<CloudTrailCall> all() {
    return BY_SOURCE_AND_NAME.values();
  }

  private static CloudTrailCall parse(String[] cells) {
    return new CloudTrailCall(cells[0], cells[1], EventCategory.valueOf(cells[2]), cells[3]);
  }
}
