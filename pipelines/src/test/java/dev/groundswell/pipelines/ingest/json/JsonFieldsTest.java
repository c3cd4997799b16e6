package dev.groundswell.pipelines.ingest.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.groundswell.pipelines.ingest.format.Refusal;
import dev.groundswell.schemas.DeadLetterReason;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class JsonFieldsTest {

  @Test
  void findsWhatStandsAtAPath() throws Refusal {
    JsonFields fields = fields("{'a': {'b': 'text', 'n': 17, 't': true}, 'l': [1, 2]}");
    assertThat(fields.text("a", "b")).isEqualTo("text");
    assertThat(fields.text("a", "n")).isEqualTo("17");
    assertThat(fields.isTrue("a", "t")).isTrue();
    assertThat(fields.at("a").wholeNumber("n")).isEqualTo(17);
    assertThat(fields.elements("l")).hasSize(2);
    assertThat(fields.fields("a")).containsOnlyKeys("b", "n", "t");
  }

  @Test
  void whatIsNotThereOrOfAnotherKindIsAbsent() throws Refusal {
    JsonFields fields = fields("{'a': {'b': null, 'e': ''}, 's': 'text', 'l': [{}]}");
    for (String[] path :
        new String[][] {{"a", "b"}, {"a", "e"}, {"a", "x", "y"}, {"s", "x"}, {"l", "x"}, {"a"}}) {
      assertThat(fields.text(path)).isNull();
      assertThat(fields.wholeNumber(path)).isNull();
      assertThat(fields.isTrue(path)).isFalse();
    }
    assertThat(fields.elements("s")).isEmpty();
    assertThat(fields.elements("x", "y")).isEmpty();
    assertThat(fields.fields("s")).isEmpty();
    assertThat(fields.at("x", "y").isPresent()).isFalse();
    assertThat(fields.at("a", "b").isPresent()).isFalse();
    assertThat(fields.at("s").isPresent()).isTrue();
  }

  @Test
  @Tag("B7")
  void takesWholeNumbersHoweverTheyAreWritten() throws Refusal {
    JsonFields fields =
        fields("{'a': 17.0, 'b': '17', 'c': 1.7e1, 'd': -1, 'e': 9223372036854775807}");
    assertThat(fields.wholeNumber("a")).isEqualTo(17);
    assertThat(fields.wholeNumber("b")).isEqualTo(17);
    assertThat(fields.wholeNumber("c")).isEqualTo(17);
    assertThat(fields.wholeNumber("d")).isEqualTo(-1);
    assertThat(fields.wholeNumber("e")).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  @Tag("B7")
  void refusesNumbersThatAreNotWholeOrTooLarge() {
    for (String number :
        new String[] {
          "1.5",
          "9223372036854775808",
          "1e400",
          "1e999999999",
          "-1e30",
          "'NaN'",
          "'many'",
          "true",
          "'" + "9".repeat(1_000_000) + "'"
        }) {
      JsonFields fields = fields("{'a': {'n': %s}}".formatted(number));
      assertThat(catchThrowableOfType(Refusal.class, () -> fields.wholeNumber("a", "n")).reason())
          .as(number)
          .isEqualTo(DeadLetterReason.invalid_number);
    }
  }

  @Test
  void takesIsoTimesOnly() throws Refusal {
    JsonFields fields =
        fields(
            "{'a': '2026-01-01T00:00:00Z', 'b': '2026-01-01T01:00:00.1234567+01:00', 'c': 'noon',"
                + " 'd': '+1000000000-12-31T23:59:59Z'}");
    assertThat(fields.time("a")).isEqualTo(1_767_225_600_000L);
    assertThat(fields.time("b")).isEqualTo(1_767_225_600_123L);
    for (String name : new String[] {"c", "d", "x"}) {
      assertThatThrownBy(() -> fields.time(name))
          .isInstanceOfSatisfying(
              Refusal.class, r -> assertThat(r.reason()).isEqualTo(DeadLetterReason.invalid_time))
          .hasMessage(name + " is no ISO 8601 time");
    }
  }

  @Test
  void readsJsonThatStandsInAString() throws Refusal {
    JsonFields fields =
        fields(
            "{'o': {'n': 1}, 's': '{\\\"n\\\": 2}', 'l': '[3]', 't': '17', 'd': '{\\\"n\\\": '}");
    assertThat(fields.json("o").wholeNumber("n")).isEqualTo(1);
    assertThat(fields.json("s").wholeNumber("n")).isEqualTo(2);
    assertThat(fields.json("l").elements()).hasSize(1);
    assertThat(fields.json("t").isPresent()).as("a number").isFalse();
    assertThat(fields.json("d").isPresent()).as("damaged").isFalse();
    assertThat(fields.json("x").isPresent()).as("nothing").isFalse();
  }

  @Test
  void readsWhatStandsWholeInJsonThatWasCut() {
    String whole = "{'a': [1, {'b': 'text'}, 1.5, true, null], 'c': 'more', 'd': {'e': 2}}";
    assertThat(cut(whole).node()).hasToString(fields(whole).node().toString());
    assertThat(cut("{'a': [1, {'b': 'text'}], 'c': 'mo").node())
        .hasToString("{\"a\":[1,{\"b\":\"text\"}]}");
    assertThat(cut("{'a': {'b': {'c': 1, 'd").node()).hasToString("{\"a\":{\"b\":{\"c\":1}}}");
    assertThat(cut("{'a': 'b', 'c': 12").node())
        .as("it may have been 1234")
        .hasToString("{\"a\":\"b\"}");
    assertThat(cut("{'a': [1, -2.5").node()).hasToString("{\"a\":[1]}");
    assertThat(cut("{'a': 1} {'b': 2}").node()).hasToString("{\"a\":1}");
    for (String nothing : new String[] {"", "nul", "17", "'text'", "]"}) {
      assertThat(cut(nothing).isPresent()).as(nothing).isFalse();
    }
  }

  @Test
  void aCodeIsWrittenLikeOne() {
    JsonFields fields = fields("{'a': 'content_filter', 'b': 'jane@example.org', 'c': 7}");
    assertThat(fields.code("a")).isEqualTo("content_filter");
    assertThat(fields.code("b")).isNull();
    assertThat(fields.code("c")).isEqualTo("7");
    assertThat(fields.code("d")).isNull();
  }

  @Test
  @Tag("B2")
  void jsonInAStringIsReadWithinTheLimits() {
    String deep = "{'a':".repeat(100);
    assertThat(cut(deep).isPresent()).as("as deep as is allowed").isTrue();
    assertThat(new JsonFields(TextNode.valueOf(deep + "1" + "}".repeat(100))).json().isPresent())
        .isFalse();
  }

  private static JsonFields cut(String json) {
    return new JsonFields(TextNode.valueOf(json.replace('\'', '"'))).cutJson();
  }

  private static JsonFields fields(String json) {
    try {
      return new JsonFields(new JsonReader().value(json.replace('\'', '"')));
    } catch (Refusal refusal) {
      throw new AssertionError(refusal);
    }
  }
}
