package dev.groundswell.pipelines.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.schemas.EventOutcome;
import dev.groundswell.schemas.TelemetryEvent;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Libraries of which there is no recording, as their documentation has them. */
@Tag("B1")
class LibraryNamesTest {

  @Test
  void openInference() {
    OtlpText text = new OtlpText().traces("openinference.instrumentation.langchain");
    text.span(1, 0, 0, 9).put("openinference.span.kind", "CHAIN").put("user.id", "alice");
    text.put("llm.token_count.prompt", 12);
    text.span(2, 1, 1, 8).put("openinference.span.kind", "LLM").put("llm.provider", "azure");
    text.put("llm.model_name", "gpt-4o");
    text.put("llm.token_count.prompt", 12).put("llm.token_count.completion", 3);
    text.put("llm.input_messages.0.message.role", "system");
    text.put("llm.input_messages.0.message.content", "Be brief");
    text.put("llm.input_messages.1.message.role", "user");
    text.put("llm.input_messages.1.message.contents.0.message_content.type", "text");
    text.put("llm.input_messages.1.message.contents.0.message_content.text", "hello");
    text.put("llm.input_messages.1.message.contents.1.message_content.type", "image");
    text.put("llm.output_messages.0.message.role", "assistant");
    text.put("llm.output_messages.0.message.content", "hi!");
    text.put("input.value", "{\"messages\": []}");

    TelemetryEvent call = only(text);

    assertThat(call.getEventAction()).isEqualTo("chat");
    assertThat(call.getGenAiProviderName()).isEqualTo("azure.ai.openai");
    assertThat(call.getGenAiRequestModel()).isEqualTo("gpt-4o");
    assertThat(call.getGenAiUsageInputTokens()).isEqualTo(12);
    assertThat(call.getGenAiUsageOutputTokens()).isEqualTo(3);
    assertThat(call.getContentInputText()).isEqualTo("hello");
    assertThat(call.getContentOutputLength()).isEqualTo(3);
    assertThat(call.getUserId()).isEqualTo("alice");
  }

  @Test
  void openInferenceWithTheBodyOfTheRequest() {
    OtlpText text = new OtlpText().traces("openinference.instrumentation.openai");
    text.span(2, 1, 1, 8).put("openinference.span.kind", "LLM");
    text.put("input.value", "{\"messages\": [{\"role\": \"user\", \"content\": \"hello\"}]}");

    assertThat(only(text).getContentInputText()).isEqualTo("hello");
  }

  @Test
  void traceloop() {
    OtlpText text = new OtlpText().traces("opentelemetry.instrumentation.langchain");
    text.span(1, 0, 0, 9).put("traceloop.span.kind", "workflow");
    text.put("traceloop.association.properties.user_id", "alice");
    text.span(2, 1, 1, 8)
        .client()
        .put("llm.request.type", "chat")
        .put("gen_ai.system", "Anthropic");
    text.put("gen_ai.request.model", "claude");
    text.put("gen_ai.usage.prompt_tokens", 12).put("gen_ai.usage.completion_tokens", 3);
    text.put("gen_ai.prompt.0.role", "user").put("gen_ai.prompt.0.content", "first");
    text.put("gen_ai.prompt.1.role", "assistant").put("gen_ai.prompt.1.content", "answer");
    text.put("gen_ai.prompt.10.role", "user").put("gen_ai.prompt.10.content", "{not json");
    text.put("gen_ai.completion.0.role", "assistant").put("gen_ai.completion.0.content", "hi!");
    text.put("gen_ai.completion.0.finish_reason", "refusal");

    TelemetryEvent call = only(text);

    assertThat(call.getGenAiProviderName()).isEqualTo("anthropic");
    assertThat(call.getGenAiUsageInputTokens()).isEqualTo(12);
    assertThat(call.getContentInputText()).isEqualTo("{not json");
    assertThat(call.getContentOutputLength()).isEqualTo(3);
    assertThat(call.getEventOutcome()).isEqualTo(EventOutcome.refused);
    assertThat(call.getUserId()).isEqualTo("alice");
  }

  @Test
  void traceloopsTools() {
    OtlpText text = new OtlpText().traces("traceloop");
    text.span(1, 0, 0, 9).put("traceloop.span.kind", "tool");
    text.put("traceloop.entity.name", "search").put("traceloop.entity.input", "{\"q\": 1}");

    TelemetryEvent tool = only(text);

    assertThat(tool.getGenAiToolName()).isEqualTo("search");
    assertThat(tool.getToolArgumentsHmac()).isEqualTo("{\"q\": 1}");
  }

  @Test
  void aGuardrailOfBedrock() {
    OtlpText text = new OtlpText().traces("opentelemetry.instrumentation.botocore");
    text.span(1, 0, 0, 9).client().put("gen_ai.operation.name", "chat");
    text.put("gen_ai.system", "aws.bedrock");
    text.put("gen_ai.response.finish_reasons", "guardrail_intervened");

    TelemetryEvent call = only(text);

    assertThat(call.getEventOutcome()).isEqualTo(EventOutcome.blocked);
    assertThat(call.getVerdicts().get(0).getDetector()).isEqualTo("bedrock.guardrail");
  }

  @Test
  void theErrorOfOpenAisPythonClient() {
    OtlpText text = new OtlpText().traces("opentelemetry.instrumentation.openai_v2");
    text.span(1, 0, 0, 9).client().put("gen_ai.operation.name", "chat");
    text.put("error.type", "BadRequestError");
    text.error("Error code: 400 - {'error': {'message': 'x', 'code': 'content_filter'}}");

    assertThat(only(text).getEventOutcome()).isEqualTo(EventOutcome.blocked);
  }

  private static TelemetryEvent only(OtlpText text) {
    List<AssembledCall> calls = text.read().calls();
    assertThat(calls).hasSize(1);
    return calls.get(0).event();
  }
}
