package dev.groundswell.cep.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.schemas.TelemetryField;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PredicateTableTest {

  private final PredicateTable table = new PredicateTable();

  @Test
  void predicatesThatAskTheSameAreAskedOnce() {
    assertThat(number("event.action: Chat")).isEqualTo(number("event.action: chat"));
    assertThat(number("event.action|cased: chat")).isNotEqualTo(number("event.action: chat"));
    assertThat(number("error.type|re|i|s: a")).isEqualTo(number("error.type|re|s|i: a"));
    assertThat(number("error.type|re|i: a")).isNotEqualTo(number("error.type|re: a"));
  }

  @Test
  void aValueIsEqualInItsOwnCaseAndInAny() {
    int folded = number("event.action: chat");
    int cased = number("event.action|cased: Chat");
    int other = number("event.action|cased: chat");
    assertThat(holding(Map.of("event.action", "Chat"))).containsExactly(folded, cased);
    assertThat(holding(Map.of("event.action", "chat"))).containsExactly(folded, other);
    assertThat(holding(Map.of("event.action", "CHAT"))).containsExactly(folded);
  }

  @Test
  void aFieldIsReadOnceForAnEventHoweverManyPredicatesNameIt() {
    number("labels.a: x");
    number("labels.a|contains: x");
    number("labels.a|fieldref: labels.b");
    number("labels.b|fieldref: labels.a");
    number("labels.b|exists: true");
    List<String> read = new ArrayList<>();
    table.holding(
        field -> {
          read.add(field.name());
          return "x";
        });
    assertThat(read).containsExactlyInAnyOrder("labels.a", "labels.b");
  }

  @Test
  void aValueIsSpelledOnceForAllPredicates() {
    List<Integer> numbers =
        List.of(
            number("labels.a: x"),
            number("labels.a|cased: x"),
            number("labels.a|contains: x"),
            number("labels.a|re: x"));
    Spelled value = new Spelled("x");
    assertThat(holding(Map.of("labels.a", value))).isEqualTo(numbers);
    assertThat(value.times).isOne();
  }

  @Test
  void aValueThatIsComparedAsANumberIsNotSpelled() {
    int equal = number("event.duration: 5");
    int greater = number("event.duration|gt: 4.5");
    int present = number("event.duration|exists: true");
    int other = number("content.input.length|exists: true");
    int same = number("event.duration|fieldref: content.input.length");
    Spelled value = new Spelled("5");
    assertThat(holding(Map.of("event.duration", value, "content.input.length", 5L)))
        .containsExactly(equal, greater, present, other, same);
    assertThat(value.times).isZero();
  }

  @Tag("B10")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "labels.a|re: '(a+)+$'",
        "labels.a|re: '^(a|a)*$'",
        "labels.a|re: '(a*)*b'",
        "labels.a|re|i: '(.*)(.*)(.*)(.*)[^a-z!]$'",
        "labels.a: '*a*a*a*a*a*a*a*a*b'",
        "labels.a|contains: 'a?a?a?a?a?ab'",
        "labels.a|startswith|cased: '*aaaaaaaaaaaaaaab'",
        "labels.a|cidr: 10.0.0.0/8",
      })
  void aLongTextThatAlmostMatchesIsDecidedAtOnce(String field) {
    number(field);
    String text = "a".repeat(100 * 1024) + "!";
    assertThat(
            assertTimeoutPreemptively(
                Duration.ofSeconds(5), () -> holding(Map.of("labels.a", text))))
        .isEmpty();
  }

  private List<Integer> holding(Map<String, Object> values) {
    Function<TelemetryField, Object> event = field -> values.get(field.name());
    return table.holding(event).stream().boxed().toList();
  }

  /** The number of the last predicate of a field with its modifiers and value. */
  private int number(String field) {
    String rule = "title: One\ndetection: {selection: {%s}, condition: selection}".formatted(field);
    return RulePack.parse("one.yml", rule)
        .rules()
        .get(0)
        .baseRules()
        .get(0)
        .condition()
        .predicates()
        .map(table::number)
        .reduce((first, last) -> last)
        .orElseThrow();
  }

  /** A number that counts how often it is made a text. */
  private static final class Spelled extends Number {
    private static final long serialVersionUID = 1;

    private final String text;
    private int times;

    private Spelled(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      times++;
      return text;
    }

    @Override
    public long longValue() {
      return Long.parseLong(text);
    }

    @Override
    public int intValue() {
      return Integer.parseInt(text);
    }

    @Override
    public double doubleValue() {
      return Double.parseDouble(text);
    }

    @Override
    public float floatValue() {
      return Float.parseFloat(text);
    }
  }
}
