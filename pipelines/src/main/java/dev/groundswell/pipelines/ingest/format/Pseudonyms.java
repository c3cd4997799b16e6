package dev.groundswell.pipelines.ingest.format;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.Verdict;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which parts of an event are made with the key of the pseudonyms. An event names one key, so none
 * may take over what another made: nobody could compare it any more.
 */
public final class Pseudonyms {

  /** Fields by position. */
  private static final Set<Integer> FIELDS =
      Stream.of(
              "user_id",
              "api_key_id",
              "session_id",
              "organization_id",
              "device_id",
              "client_address",
              "client_subnet",
              "gen_ai_conversation_id",
              "content_input_hmac",
              "tool_arguments_hmac")
          .map(field -> TelemetryEvent.getClassSchema().getField(field).pos())
          .collect(toUnmodifiableSet());

  private Pseudonyms() {}

  /** Whether those of two events can be compared, and stand in one. */
  public static boolean haveOneKey(TelemetryEvent one, TelemetryEvent other) {
    return Objects.equals(one.getPseudonymKeyId(), other.getPseudonymKeyId());
  }

  /** Whether what an event has in a field, by position, can stand in another. */
  public static boolean fits(int field, TelemetryEvent from, TelemetryEvent into) {
    return haveOneKey(from, into) || !FIELDS.contains(field);
  }

  /** An event's verdicts as they can stand in another: of another key, without whom they name. */
  public static List<Verdict> verdicts(TelemetryEvent from, TelemetryEvent into) {
    return haveOneKey(from, into)
        ? from.getVerdicts()
        : from.getVerdicts().stream()
            .map(verdict -> Verdict.newBuilder(verdict).setSubject(null).build())
            .toList();
  }
}
