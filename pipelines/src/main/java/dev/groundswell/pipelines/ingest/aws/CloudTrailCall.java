package dev.groundswell.pipelines.ingest.aws;

import static java.util.stream.Collectors.toMap;

import dev.groundswell.schemas.EventCategory;
import dev.groundswell.schemas.TableRows;
import java.util.Collection;
import java.util.LinkedHashMap;
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
  private static final Map<String, CloudTrailCall> BY_SOURCE_AND_NAME = load();

  /** The call of that source and name; empty for all others of AWS's thousands. */
  static Optional<CloudTrailCall> of(String source, String name) {
    return Optional.ofNullable(BY_SOURCE_AND_NAME.get(source + ' ' + name));
  }

  /** Every call, in the order of the table. */
  static Collection<CloudTrailCall> all() {
    return BY_SOURCE_AND_NAME.values();
  }

  private static Map<String, CloudTrailCall> load() {
    return TableRows.of(CloudTrailCall.class, TABLE).stream()
        .map(CloudTrailCall::parse)
        .collect(
            toMap(
                call -> call.source() + ' ' + call.name(),
                call -> call,
                (a, b) -> {
                  throw new IllegalStateException(TABLE + " has a call twice: " + a.name());
                },
                LinkedHashMap::new));
  }

  private static CloudTrailCall parse(String[] cells) {
    return new CloudTrailCall(cells[0], cells[1], EventCategory.valueOf(cells[2]), cells[3]);
  }
}
