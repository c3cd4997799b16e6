package dev.groundswell.sinks.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import co.elastic.clients.elasticsearch._types.ErrorCause;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ServerReasonTest {

  @Test
  @Tag("K4")
  void namesTheFieldAndQuotesNothing() {
    ErrorCause error =
        ErrorCause.of(
            e ->
                e.type("document_parsing_exception")
                    .reason(
                        "[1:20] failed to parse field [groundswell.trend.events] of type [long] in"
                            + " document with id 'a1'. Preview of field's value: 'my secret'")
                    .causedBy(
                        c ->
                            c.type("illegal_argument_exception")
                                .reason("For input string: \"my secret\"")));

    assertThat(ServerReason.of(400, error))
        .isEqualTo(
            "status 400, document_parsing_exception (illegal_argument_exception),"
                + " field [groundswell.trend.events]");
  }

  @Test
  void namesAFieldThatTheMappingDoesNotHave() {
    ErrorCause error =
        ErrorCause.of(
            e ->
                e.type("strict_dynamic_mapping_exception")
                    .reason(
                        "[1:9] mapping set to strict, dynamic introduction of [extra] within"
                            + " [groundswell] is not allowed"));

    assertThat(ServerReason.of(400, error))
        .isEqualTo("status 400, strict_dynamic_mapping_exception, field [extra]");
  }

  @Test
  void aServerThatSaysNothingIsQuotedByItsStatus() {
    assertThat(ServerReason.of(413, null)).isEqualTo("status 413");
  }
}
