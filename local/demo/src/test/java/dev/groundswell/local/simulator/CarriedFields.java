package dev.groundswell.local.simulator;

import dev.groundswell.schemas.EventOutcome;
import dev.groundswell.schemas.TelemetryEvent;
import java.util.HashSet;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * Which fields of an event each format carries: what has no place in it, or not in a record of that
 * kind, is left out.
 */
final class CarriedFields {

  private static final Set<String> EVERYWHERE =
      Set.of(
          "event_id",
          "event_time",
          "event_category",
          "event_action",
          "event_outcome",
          "error_type",
          "user_id",
          "organization_id");

  private static final Set<String> CALLER =
      Set.of(
          "api_key_id", "client_address", "client_subnet", "user_agent_original", "cloud_region");

  /** What the spans around a call say, and their service. */
  private static final Set<String> AROUND =
      Set.of(
          "session_id",
          "client_address",
          "client_subnet",
          "user_agent_original",
          "service_name",
          "deployment_environment");

  private static final Set<String> CALL =
      Set.of(
          "event_duration",
          "cloud_region",
          "gen_ai_provider_name",
          "gen_ai_operation_name",
          "gen_ai_request_model",
          "verdicts",
          "safety_blocked",
          "safety_techniques",
          "safety_harms",
          "safety_max_severity",
          "safety_max_score");
  private static final Set<String> ANSWER =
      Set.of(
          "gen_ai_response_model",
          "gen_ai_response_finish_reasons",
          "gen_ai_usage_input_tokens",
          "gen_ai_usage_output_tokens");
  private static final Set<String> TEXT =
      Set.of(
          "content_input_hmac",
          "content_input_simhash",
          "content_input_length",
          "content_input_language",
          "content_input_script",
          "content_input_encodings",
          "content_input_secrets");

  private static final Set<String> TOOL =
      Set.of(
          "event_duration",
          "cloud_region",
          "gen_ai_operation_name",
          "gen_ai_conversation_id",
          "gen_ai_tool_name");

  /** What the answers of models that make pictures leave out. */
  private static final Set<String> NOT_OF_PICTURES =
      Set.of("event_duration", "gen_ai_response_finish_reasons");

  /** Calls of services that report from one region. */
  private static final Set<String> GLOBAL = Set.of("login", "api_key.create", "cost.get");

  private CarriedFields() {}

  /** By their names in the schema. */
  static Set<String> of(String format, TelemetryEvent event) {
    Set<String> carried = new HashSet<>(EVERYWHERE);
    boolean call = event.getGenAiUsageInputTokens() != null;
    boolean failed = event.getEventOutcome() == EventOutcome.failed;
    boolean blocked = event.getEventOutcome() == EventOutcome.blocked;
    switch (format) {
      case "avro" ->
          event.getSchema().getFields().stream().map(Schema.Field::name).forEach(carried::add);
      case "cloudtrail" -> {
        carried.addAll(CALLER);
        if (GLOBAL.contains(event.getEventAction())) {
          carried.remove("cloud_region");
        }
        if (event.getEventAction().equals("login")) {
          carried.remove("error_type"); // A login that fails only says so.
        }
      }
      case "bedrock-invocation" -> {
        carried.addAll(CALL);
        if (!failed) {
          carried.addAll(ANSWER);
          carried.addAll(TEXT);
        }
        if (event.getEventAction().equals("generate_content")) {
          carried.removeAll(NOT_OF_PICTURES);
        }
      }
      case "azure-openai" -> {
        carried.addAll(CALLER);
        carried.addAll(CALL);
        carried.addAll(TEXT);
        carried.addAll(blocked ? Set.of() : ANSWER);
      }
      case "otlp-proto", "otlp-json" -> {
        carried.addAll(AROUND);
        if (call) {
          carried.addAll(CALL);
          carried.addAll(TEXT);
          carried.addAll(blocked ? Set.of() : ANSWER);
        } else {
          carried.addAll(TOOL);
        }
      }
      default -> throw new IllegalArgumentException(format);
    }
    carried.removeAll(Set.of("event_observed", "event_reference"));
    return carried;
  }
}
