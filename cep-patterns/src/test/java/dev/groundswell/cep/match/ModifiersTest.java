package dev.groundswell.cep.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.cep.rules.EventFields;
import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.schemas.TelemetryEvent;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModifiersTest {

  private static final TelemetryEvent EVENT =
      EventFields.event(
          "e1",
          Instant.parse("2026-01-01T00:00:00Z"),
          Map.ofEntries(
              Map.entry("event.action", "CreateKey"),
              Map.entry("event.outcome", "blocked"),
              Map.entry("event.duration", "1500"),
              Map.entry("content.output.length", "1500"),
              Map.entry("cost.usd", "1500"),
              Map.entry("safety.blocked", "true"),
              Map.entry("safety.harms", "hate,Violence"),
              Map.entry("gen_ai.response.finish_reasons", "stop,HATE"),
              Map.entry("gen_ai.request.model", "large-2"),
              Map.entry("gen_ai.response.model", "LARGE-2"),
              Map.entry("labels.outcome", "Blocked"),
              Map.entry("labels.greek", "ΟΔΟΣ"),
              Map.entry("labels.path", "C:\\dir\\*.exe"),
              Map.entry("labels.lines", "one\ntwo"),
              Map.entry("labels.empty", ""),
              Map.entry("labels.face", "a😀b"),
              Map.entry("labels.v4", "10.20.30.40"),
              Map.entry("labels.v6", "2001:DB8::1"),
              Map.entry("labels.wrapped", "::ffff:10.0.0.1"),
              Map.entry("labels.host", "example.org")));

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "event.action: createkey; true",
        "event.action|cased: createkey; false",
        "event.action|cased: CreateKey; true",
        "event.action|cased: [other, CreateKey]; true",
        "event.action|cased: Create*; true",
        "event.action|cased: create*; false",
        "event.action|contains|cased: teK; true",
        "event.action|cased|contains: tek; false",
        "event.action|startswith|cased: Create; true",
        "event.action|startswith|cased: create; false",
        "event.action|endswith|cased: Key; true",
        "event.action|endswith|cased: key; false",
        "event.outcome|cased: blocked; true",
        "event.outcome|contains: LOCK; true",
        "safety.harms|all: [hate, violence]; true",
        "safety.harms|cased|all: [hate, violence]; false",
        "labels.greek|contains: δοσ; true",
        "labels.greek: οδος; true",
        "labels.greek: οδοσ; true",
      })
  void textIsComparedInAnyCaseUnlessCased(String field, boolean expected) {
    assertThat(matches(field)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "labels.path: 'C:\\dir\\\\*'; true",
        "labels.path: 'C:\\\\dir\\\\*'; true",
        "labels.path: 'C:\\dir\\*'; false",
        "labels.path: 'C:\\dir\\\\\\*.exe'; true",
        "labels.path: 'C:\\dir\\\\\\?.exe'; false",
        "labels.path|endswith: '\\\\\\*.exe'; true",
        "labels.path|startswith: 'C:\\'; true",
        "labels.path|contains: 'dir\\'; true",
        "labels.path|contains: ':?d*x'; true",
        "labels.empty: ''; true",
        "labels.empty: '*'; true",
        "labels.empty: '?'; false",
        "labels.face: 'a?b'; true",
        "labels.face: 'a??b'; false",
        "labels.face: 'a*??'; true",
        "labels.face: 'a*???'; false",
        "labels.face: '*?b'; true",
        "labels.absent: '*'; false",
        "labels.absent: ''; false",
      })
  void aBackslashEscapesWildcardsAndItself(String field, boolean expected) {
    assertThat(matches(field)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "event.action|re: teK; true",
        "event.action|re: tek; false",
        "event.action|re|i: tek; true",
        "event.action|re: '^Key'; false",
        "event.action|re: '^[A-Z][a-z]{5}Key$'; true",
        "event.action|re: [x, 'K.y']; true",
        "event.action|re|all: [Create, Key]; true",
        "event.action|re|all: [Create, key]; false",
        "event.action|re|all|i: [create, key]; true",
        "event.outcome|re: '^bl'; true",
        "safety.harms|re: '^Vio'; true",
        "labels.lines|re: '^two'; false",
        "labels.lines|re|m: '^two'; true",
        "labels.lines|re: one.two; false",
        "labels.lines|re|s: one.two; true",
        "labels.lines|re|i|m|s: 'ONE.^TWO$'; true",
        "labels.path|re: '\\\\\\*\\.exe$'; true",
        "labels.absent|re: '.*'; false",
      })
  void aRegularExpressionIsFoundAnywhere(String field, boolean expected) {
    assertThat(matches(field)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "labels.v4|cidr: 10.0.0.0/8; true",
        "labels.v4|cidr: 10.20.30.40; true",
        "labels.v4|cidr: 10.20.30.40/32; true",
        "labels.v4|cidr: 10.20.30.41/32; false",
        "labels.v4|cidr: 0.0.0.0/0; true",
        "labels.v4|cidr: '::/0'; false",
        "labels.v4|cidr: [192.168.0.0/16, 10.20.0.0/15]; true",
        "labels.v4|cidr|neq: [192.168.0.0/16, 172.16.0.0/12]; true",
        "labels.v6|cidr: '2001:db8::/32'; true",
        "labels.v6|cidr: '2001:db9::/32'; false",
        "labels.v6|cidr: 0.0.0.0/0; false",
        "labels.wrapped|cidr: 10.0.0.0/24; true",
        "labels.host|cidr: ['::/0', 0.0.0.0/0]; false",
        "labels.empty|cidr: ['::/0', 0.0.0.0/0]; false",
        "labels.absent|cidr: 0.0.0.0/0; false",
        "safety.harms|cidr: 0.0.0.0/0; false",
      })
  void anAddressLiesInANetwork(String field, boolean expected) {
    assertThat(matches(field)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "event.action|neq: DeleteKey; true",
        "event.action|neq: [DeleteKey, createkey]; false",
        "event.action|cased|neq: createkey; true",
        "event.action|contains|neq: [x, z]; true",
        "event.action|neq|contains: [x, key]; false",
        "event.action|re|neq: '^Delete'; true",
        "event.duration|neq: 1500; false",
        "event.duration|neq: 1500.5; true",
        "event.duration|gt|neq: 1500; true",
        "event.outcome|neq: success; true",
        "safety.blocked|neq: true; false",
        "safety.harms|neq: hate; false",
        "safety.harms|neq: fraud; true",
        "event.action|neq: null; true",
        "error.type|neq: null; false",
        "error.type|neq: Timeout; true",
        "error.type|contains|neq: Time; true",
        "gen_ai.usage.input_tokens|neq: 5; true",
      })
  void neqHoldsForEveryEventThatHasNoneOfTheValues(String field, boolean expected) {
    assertThat(matches(field)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "gen_ai.request.model|fieldref: gen_ai.response.model; true",
        "gen_ai.request.model|fieldref: labels.host; false",
        "gen_ai.request.model|fieldref: [labels.host, gen_ai.response.model]; true",
        "gen_ai.request.model|fieldref|all: [labels.host, gen_ai.response.model]; false",
        "gen_ai.request.model|fieldref|neq: gen_ai.response.model; false",
        "gen_ai.request.model|fieldref|neq: labels.host; true",
        "event.duration|fieldref: content.output.length; true",
        "event.duration|fieldref: cost.usd; true",
        "event.duration|fieldref: content.input.length; false",
        "event.outcome|fieldref: labels.outcome; true",
        "safety.harms|fieldref: gen_ai.response.finish_reasons; true",
        "safety.harms|fieldref: gen_ai.request.model; false",
        "labels.absent|fieldref: gen_ai.request.model; false",
        "gen_ai.request.model|fieldref: labels.absent; false",
        "labels.absent|fieldref: labels.nowhere; false",
        "labels.absent|fieldref|neq: gen_ai.request.model; true",
      })
  void twoFieldsOfOneEventAreEqual(String field, boolean expected) {
    assertThat(matches(field)).isEqualTo(expected);
  }

  private static boolean matches(String field) {
    String rule = "title: One\ndetection: {selection: {%s}, condition: selection}".formatted(field);
    return !new StepMatcher(RulePack.parse("one.yml", rule)).match(EVENT).matches().isEmpty();
  }
}
