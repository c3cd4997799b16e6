package dev.groundswell.pipelines.ingest;

import static java.util.stream.Collectors.toList;

import dev.groundswell.pipelines.ingest.format.BlankEvent;
import dev.groundswell.pipelines.ingest.format.Pseudonyms;
import dev.groundswell.schemas.EventCategory;
import dev.groundswell.schemas.TelemetryEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Who called what from where: the part of a call that an event with verdicts about it takes over.
 * Identities in it are pseudonyms already.
 */
final class CallFacts {

  /**
   * Fields by position. What stands together is taken over together or not at all: the address of a
   * judge and the network of a caller make a place where nobody is.
   */
  private static final List<List<Integer>> FACTS =
      Stream.of(
              "user_id",
              "api_key_id",
              "session_id",
              "organization_id",
              "device_id",
              "user_agent_original",
              "client_address client_subnet client_asn"
                  + " client_geo_country_iso_code client_geo_lat client_geo_lon",
              "service_name deployment_environment",
              "cloud_region",
              "gen_ai_provider_name gen_ai_request_model gen_ai_response_model",
              "gen_ai_operation_name",
              "gen_ai_conversation_id",
              "gen_ai_agent_id",
              "gen_ai_tool_name gen_ai_tool_call_id",
              "gen_ai_data_source_id",
              "trace_id span_id",
              "call_blocked")
          .map(group -> Arrays.stream(group.split(" ")).map(CallFacts::position).collect(toList()))
          .toList();

  private CallFacts() {}

  private static int position(String field) {
    return TelemetryEvent.getClassSchema().getField(field).pos();
  }

  /** Whether verdicts can be about it. */
  static boolean isCall(TelemetryEvent event) {
    return event.getEventCategory() == EventCategory.inference
        || event.getEventCategory() == EventCategory.tool;
  }

  /** The facts of a call, under its id and end. */
  static TelemetryEvent of(TelemetryEvent call) {
    TelemetryEvent facts = bare(call, call.getEventTime(), call.getPseudonymKeyId());
    FACTS.forEach(group -> copy(group, call, facts));
    facts.setCallBlocked(call.getSafetyBlocked());
    return facts;
  }

  /** Whether two calls are alike in all of it. */
  static boolean agree(TelemetryEvent one, TelemetryEvent other) {
    return Pseudonyms.haveOneKey(one, other)
        && FACTS.stream().allMatch(group -> agree(group, one, other));
  }

  /**
   * What is true of either of two calls that share an id, with the later end. In whatever order
   * calls are brought together, the same is left.
   *
   * <p>A call that does not say who called could be anybody's. It contradicts one that does, or
   * whoever is unknown could abuse under the id of another's call.
   */
  static TelemetryEvent common(TelemetryEvent one, TelemetryEvent other) {
    TelemetryEvent common =
        bare(
            one,
            Math.max(one.getEventTime(), other.getEventTime()),
            Pseudonyms.haveOneKey(one, other) ? one.getPseudonymKeyId() : null);
    FACTS.stream()
        .filter(group -> agree(group, one, other))
        .forEach(group -> copy(group, one, common));
    return common;
  }

  /**
   * Fills in, in place, what an event does not say itself, but for pseudonyms of another key than
   * its own.
   *
   * @return whether that was anything
   */
  static boolean complete(TelemetryEvent event, TelemetryEvent facts) {
    List<Integer> taken =
        FACTS.stream()
            .filter(group -> group.stream().allMatch(field -> event.get(field) == null))
            .flatMap(List::stream)
            .filter(field -> facts.get(field) != null && Pseudonyms.fits(field, facts, event))
            .toList();
    copy(taken, facts, event);
    return !taken.isEmpty();
  }

  private static TelemetryEvent bare(TelemetryEvent call, long end, String keyId) {
    TelemetryEvent bare = BlankEvent.create();
    bare.setEventId(call.getEventId());
    bare.setEventTime(end);
    bare.setPseudonymKeyId(keyId);
    return bare;
  }

  private static boolean agree(List<Integer> group, TelemetryEvent one, TelemetryEvent other) {
    return group.stream().allMatch(field -> Objects.equals(one.get(field), other.get(field)));
  }

  private static void copy(List<Integer> fields, TelemetryEvent from, TelemetryEvent to) {
    fields.forEach(field -> to.put(field, from.get(field)));
  }
}
