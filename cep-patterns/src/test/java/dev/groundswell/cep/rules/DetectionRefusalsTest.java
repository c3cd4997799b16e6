package dev.groundswell.cep.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DetectionRefusalsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "labels.a|base64: x; modifier `base64` is not supported: inputs are not kept; `content.input.encodings` says whether one holds base64",
        "labels.a|base64offset|contains: x; modifier `base64offset` is not supported: inputs are not kept; `content.input.encodings`",
        "labels.a|utf16le: x; modifier `utf16le` is not supported: values are text, not bytes; compare without it",
        "labels.a|utf16be: x; modifier `utf16be` is not supported: values are text",
        "labels.a|utf16: x; modifier `utf16` is not supported: values are text",
        "labels.a|wide|base64offset: x; modifier `wide` is not supported: values are text",
        "labels.a|windash|contains: ' -x '; modifier `windash` is not supported: write a list with each form, such as `-x` and `/x`",
        "event.time|minute: 5; modifier `minute` is not supported: rules know no calendar; let the producer send the part as a label, such as `labels.hour`",
        "event.time|hour|gte: 22; modifier `hour` is not supported: rules know no calendar",
        "event.time|day: 1; modifier `day` is not supported: rules know no calendar",
        "event.time|week: 1; modifier `week` is not supported: rules know no calendar",
        "event.time|month: 1; modifier `month` is not supported: rules know no calendar",
        "event.time|year: 2026; modifier `year` is not supported: rules know no calendar",
        "labels.a|expand: '%x%'; modifier `expand` is not supported: write the values that the placeholder stands for",
        "labels.a|contain: x; there is no modifier `contain`; there are all, cased, cidr, contains, endswith, exists, fieldref, gt, gte, lt, lte, neq, re with i, m and s, startswith",
        "labels.a|Contains: x; there is no modifier `Contains`; there are",
        "labels.a|ignorecase: x; there is no modifier `ignorecase`; there are",
        "'labels.a|': x; there is no modifier ``; there are",
      })
  void aModifierThatIsNotSupportedIsRefusedWithWhatToDoInstead(String field, String problem) {
    assertRefused(field, problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "labels.a|contains|startswith: x; `contains` and `startswith` do not combine; keep one",
        "labels.a|re|contains: x; `re` and `contains` do not combine; keep one",
        "labels.a|fieldref|endswith: labels.b; `fieldref` and `endswith` do not combine; keep one",
        "labels.a|cidr|re: 10.0.0.0/8; `cidr` and `re` do not combine; keep one",
        "event.duration|gt|lt: 5; `gt` and `lt` do not combine; keep one",
        "labels.a|re|re: x; `re` and `re` do not combine; keep one",
        "labels.a|neq|neq: x; `neq` stands twice; keep one",
        "labels.a|re|i|i: x; `i` stands twice; keep one",
        "labels.a|i: x; `i` says how `re` reads; write `re|i`",
        "labels.a|m|re: x; `m` says how `re` reads; write `re|m`",
        "labels.a|contains|s: x; `s` says how `re` reads; write `re|s`",
        "labels.a|re|cased: x; `re` minds case unless `i` follows; leave out `cased`",
        "labels.a|cidr|cased: 10.0.0.0/8; `cidr` knows no case; leave out `cased`",
        "labels.a|fieldref|cased: labels.b; `fieldref` knows no case; leave out `cased`",
        "event.duration|gt|cased: 5; `gt` knows no case; leave out `cased`",
        "labels.a|exists|neq: true; `exists` takes no other modifier; write true or false",
        "labels.a|contains|exists: true; `contains` and `exists` do not combine",
        "labels.a|contains|all|neq: [x, y]; `all` and `neq` can be read in two ways; leave out `all` for none of the values, or use `not` in the condition",
        "labels.a|contains|all: x; `all` needs a list of two values or more; leave it out",
        "labels.a|contains|all: [x]; `all` needs a list of two values or more; leave it out",
      })
  void modifiersThatDoNotCombineAreRefused(String field, String problem) {
    assertRefused(field, problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "labels.a: [x, null]; null is no value of a list; make it a selection of its own, and use `or` in the condition",
        "labels.a: [null]; null is no value of a list",
        "labels.a|contains: null; needs a text; null stands without modifiers",
        "labels.a|cased: null; needs a text; null stands without modifiers",
        "labels.a|re: null; needs a text; null stands without modifiers",
        "labels.a|exists: null; needs a text; null stands without modifiers",
        "labels.a|exists: maybe; needs true or false",
        "labels.a|exists: [true, false]; needs true or false, not a list",
        "labels.a: []; needs a value",
        "labels.a: {x: y}; must be a value or a list of values",
        "labels.a: [[x]]; must be a value or a list of values",
        "event.duration: '*'; needs a number, not `*`",
        "event.duration|gte: soon; needs a number, not `soon`",
        "event.duration|gte: 1e999999999; needs a number with an exponent of at most 400",
        "event.duration|cased: 5; `cased` needs a text field",
        "event.duration|re: 5; `re` needs a text field",
        "safety.blocked|contains: t; `contains` needs a text field",
        "event.outcome|gte: 5; `gte` needs a numeric field",
        "event.outcome|cased: Blocked; no such value; there are [",
        "event.outcome|contains: blk; no such value; there are [",
        "event.outcome|re: '^b$'; no such value; there are [",
      })
  void aValueThatDoesNotFitItsFieldIsRefused(String field, String problem) {
    assertRefused(field, problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "labels.a|re: '(?=x)'; RE2/J cannot read the pattern: invalid or unsupported Perl syntax `(?=`; it knows no look-around, no back references",
        "labels.a|re: '(?<!x)y'; RE2/J cannot read the pattern: ",
        "labels.a|re: '(a)\\1'; RE2/J cannot read the pattern: invalid escape sequence `\\1`; it knows no look-around, no back references",
        "labels.a|re: 'a++'; RE2/J cannot read the pattern: invalid nested repetition operator `++`",
        "labels.a|re: '[a'; RE2/J cannot read the pattern: missing closing ] `[a`",
        "labels.a|re: 'a{1001}'; unfolds into 1001 steps, and at most 1000 are taken; repeat less",
        "labels.a|re: '((a{1000}){1000}){1000}'; unfolds into 1000000000 steps, and at most 1000 are taken; repeat less",
        "labels.a|re: '(a?){1000}'; unfolds into 4000 steps",
      })
  void aPatternThatCannotBeReadOrIsTooLargeIsRefused(String field, String problem) {
    assertRefused(field, problem);
  }

  @Test
  void aPatternThatIsTooLongIsRefused() {
    assertRefused("labels.a|re: " + "a".repeat(1001), "is longer than 1000 characters; split it");
    assertRefused(
        "labels.a: " + "a".repeat(1000) + "*", "a text with wildcards has at most 1000 characters");
    assertRefused("event.duration: " + "1".repeat(65), "needs a number of at most 64 digits");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "client.address|cidr: 10.0.0.0/8; ingest replaces the addresses of `client.address` by pseudonyms, which lie in no network; `client.asn` can be compared, and `client.subnet` tells networks apart",
        "client.subnet|cidr: 10.0.0.0/8; ingest replaces the addresses of `client.subnet` by pseudonyms",
        "user.id|cidr|neq: 10.0.0.0/8; ingest replaces the addresses of `user.id` by pseudonyms",
        "event.duration|cidr: 10.0.0.0/8; `cidr` needs a field that holds addresses",
        "labels.a|cidr: example.org; `example.org` is no network; write one such as 10.0.0.0/8 or 2001:db8::/32",
        "labels.a|cidr: 10.0.0.0/33; `10.0.0.0/33` is no network",
        "labels.a|cidr: 10.0.0.0/; `10.0.0.0/` is no network",
        "labels.a|cidr: 10.0.0/8; `10.0.0/8` is no network",
        "labels.a|cidr: 010.0.0.0/8; `010.0.0.0/8` is no network",
        "labels.a|cidr: '2001:db8::/129'; `2001:db8::/129` is no network",
        "labels.a|cidr: '2001:db8::g/32'; `2001:db8::g/32` is no network",
        "labels.a|cidr: '::ffff:10.0.0.0/24'; `::ffff:10.0.0.0/24` is no network",
        "labels.a|cidr: 10.0.0.1/8; `10.0.0.1/8` is an address inside its network; write the network's first address",
      })
  void aNetworkThatNoValueCanLieInIsRefused(String field, String problem) {
    assertRefused(field, problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "labels.a|fieldref: lables.b; no field `lables.b`; see the field table in schemas/README.md",
        "labels.a|fieldref: event.duration; `labels.a` (string) and `event.duration` (long) cannot be equal; name fields of one type",
        "safety.blocked|fieldref: labels.a; `safety.blocked` (boolean) and `labels.a` (string) cannot be equal",
        "safety.blocked|fieldref: event.duration; `safety.blocked` (boolean) and `event.duration` (long) cannot be equal",
        "labels.a|fieldref: labels.a; compares the field with itself; name another",
        "user.id|fieldref: session.id; no pseudonym occurs in two fields; name fields that ingest leaves as they are",
        "labels.a|fieldref|neq: user.id; no pseudonym occurs in two fields",
      })
  void fieldsThatAreNeverEqualAreRefused(String field, String problem) {
    assertRefused(field, problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x: [one, two]",
        "x: one",
        "x: [{labels.a: b}, two]",
        "x: {'|all': [one, two]}",
        "x: {'|contains': one}",
      })
  void keywordsAreRefused(String selection) {
    assertThat(problems("title: One\ndetection:\n  " + selection + "\n  condition: x\n"))
        .singleElement()
        .asString()
        .startsWith("one.yml:3: ")
        .endsWith(
            ": keywords, which search a whole event, are not supported; name the fields to look"
                + " into");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "any of x*; `any of` is not supported; use `1 of` or `all of`",
        "2 of x*; `2 of` is not supported; use `1 of` or `all of`",
        "1 of y*; no selection is called `y*`",
        "1 of X; no selection is called `X`",
        "1 of x?; `?` is no wildcard in `x?`; use *",
        "1 of; ends too early",
        "x and; ends too early",
        "(x; a parenthesis is not closed",
        "x); cannot read `)`; use and, or, not, parentheses, `1 of x*`, `all of them`",
        "x x; cannot read `x`",
        "X; no selection `X`; there are [x]",
        "x | count() > 5; Sigma has no `|` in conditions any more; count by a correlation",
        "'x|near x'; Sigma has no `|` in conditions any more",
        "\"\"; ends too early",
        "null; must be a text, or a list of texts of which one holds",
        "[]; must be a text, or a list of texts of which one holds",
        "[x, [x]]; must be a text, or a list of texts of which one holds",
        "{x: x}; must be a text, or a list of texts of which one holds",
      })
  void aConditionThatCannotBeReadIsRefused(String condition, String problem) {
    assertThat(problems("title: One\ndetection:\n  x: {labels.a: b}\n  condition: " + condition))
        .singleElement()
        .asString()
        .startsWith("one.yml:4: detection.condition: " + problem);
  }

  @Test
  void eachConditionOfAListIsRefusedAtItsLine() {
    assertThat(
            problems(
                """
                title: One
                detection:
                  x: {labels.a: b}
                  condition:
                    - x
                    - y
                    - x and
                """))
        .containsExactly(
            "one.yml:6: detection.condition: no selection `y`; there are [x]",
            "one.yml:7: detection.condition: ends too early");
  }

  @Test
  void aMissingConditionIsRefused() {
    assertThat(problems("title: One\ndetection:\n  x: {labels.a: b}\n"))
        .containsExactly(
            "one.yml:3: detection.condition: must be a text, or a list of texts of which one"
                + " holds");
  }

  @Test
  void aListOfConditionsIsNotLongerThanOne() {
    String conditions = "    - x or x or x or x or x\n".repeat(56);
    assertThat(problems("title: One\ndetection:\n  x: {labels.a: b}\n  condition:\n" + conditions))
        .containsExactly("one.yml:60: detection.condition: is longer than 500 words");
  }

  @Test
  void everyValueThatDoesNotFitIsRefusedAtItsLine() {
    assertThat(
            problems(
                """
                title: One
                detection:
                  x:
                    event.duration:
                      - 5
                      - soon
                      - null
                    labels.a|re:
                      - a
                      - "[a"
                  condition: x
                """))
        .satisfiesExactly(
            number -> assertThat(number).startsWith("one.yml:6: event.duration: needs a number"),
            none -> assertThat(none).startsWith("one.yml:7: event.duration: null is no value"),
            pattern -> assertThat(pattern).startsWith("one.yml:10: labels.a|re: RE2/J"));
  }

  private static void assertRefused(String field, String problem) {
    String key = field.substring(0, field.indexOf(": ")).replace("'", "");
    assertThat(problems("title: One\ndetection:\n  x:\n    " + field + "\n  condition: x\n"))
        .singleElement()
        .asString()
        .startsWith("one.yml:4: " + key + ": " + problem);
  }

  private static List<String> problems(String text) {
    try {
      RulePack.parse("one.yml", text);
      return List.of();
    } catch (RuleException refused) {
      return refused.problems();
    }
  }
}
