package dev.groundswell.local.simulator;

import dev.groundswell.schemas.EventCategory;
import dev.groundswell.schemas.EventOutcome;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.Verdict;
import java.util.List;

/** What agents do for somebody, and what a judge says of it afterwards. */
final class AgentActivity {

  private static final String EXECUTE = "execute_tool";

  private AgentActivity() {}

  static TelemetryEvent executed(Actor actor, String conversation, String tool) {
    return tool(actor, conversation, tool, EventOutcome.success);
  }

  /** The agent wanted to use a tool, and may not. */
  static TelemetryEvent denied(Actor actor, String conversation, String tool) {
    return tool(actor, conversation, tool, EventOutcome.blocked);
  }

  /**
   * What a judge finds in a call that is over, of which it knows nothing but the id.
   *
   * @param callId id of the event of the call
   */
  static TelemetryEvent judged(String callId, Verdict verdict) {
    TelemetryEvent event = Activity.empty(EventCategory.guardrail);
    event.setEventOutcome(EventOutcome.unknown);
    event.setCallId(callId);
    event.setVerdicts(List.of(verdict));
    return event;
  }

  private static TelemetryEvent tool(
      Actor actor, String conversation, String tool, EventOutcome outcome) {
    TelemetryEvent event = Activity.event(actor, EventCategory.tool, EXECUTE);
    event.setEventOutcome(outcome);
    event.setEventDuration(90L);
    event.setServiceName(Product.AGENTS.service());
    event.setCloudRegion(actor.region());
    event.setGenAiOperationName(EXECUTE);
    event.setGenAiConversationId(conversation);
    event.setGenAiToolName(tool);
    return event;
  }
}
