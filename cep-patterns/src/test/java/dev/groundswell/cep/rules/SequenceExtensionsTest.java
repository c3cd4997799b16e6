package dev.groundswell.cep.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.groundswell.cep.rules.Relation.Kind;
import dev.groundswell.cep.rules.Step.Absence;
import dev.groundswell.cep.rules.Step.Sequence;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a sequence says that Sigma has no words for. */
class SequenceExtensionsTest {

  private static final String TEXT =
      """
      title: Sequence
      name: sequence
      correlation:
        type: temporal_ordered
        rules: [first, second, first, last]
        group-by: [user.id]
        timespan: 10m
        EXTENSION
      ---
      title: Part
      name: first
      detection: {x: {event.action: first}, condition: x}
      ---
      title: Part
      name: second
      detection: {x: {event.action: second}, condition: x}
      ---
      title: Part
      name: last
      detection: {x: {event.action: last}, condition: x}
      ---
      title: Part
      name: unwanted
      detection: {x: {event.action: unwanted}, condition: x}
      ---
      title: Part
      name: many
      correlation:
        {type: event_count, rules: [first], group-by: user.id, timespan: 1m, condition: {gte: 2}}
      """;

  @Test
  void readsWhatMustNotHappen() {
    Sequence sequence =
        sequence(
            "x-absent: [{rule: unwanted, before: second},"
                + " {rule: unwanted, after: last, within: 5m}]");
    assertThat(sequence.absences())
        .extracting(Absence::position, Absence::within)
        .containsExactly(tuple(1, Duration.ZERO), tuple(4, Duration.ofMinutes(5)));
  }

  @Test
  void readsWhatEventsHaveToDoWithEachOther() {
    Sequence sequence =
        sequence(
            "x-where: [{near: content.input.simhash, lte: 8},"
                + " {differs: content.input.language, of: [second, last]}]");
    assertThat(sequence.relations())
        .extracting(Relation::kind, Relation::earlier, Relation::later)
        .containsExactly(
            tuple(Kind.NEAR, 0, 1),
            tuple(Kind.NEAR, 1, 2),
            tuple(Kind.NEAR, 2, 3),
            tuple(Kind.DIFFERS, 1, 3));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "x-absent: {rule: unwanted, before: third} ; x-absent.before: `third` is no step; there are [first, second, first, last]",
        "x-absent: {rule: unwanted, before: first} ; x-absent.before: `first` is a step more than once; there are",
        "x-absent: {rule: unwanted, before: second, within: 1m} ; x-absent.within: means nothing between two steps; remove it",
        "x-absent: {rule: unwanted, after: last} ; x-absent.within: is missing; say for how long",
        "x-absent: {rule: unwanted, after: second, within: 1m} ; x-absent.after: must be the last step",
        "x-absent: {rule: unwanted, after: last, before: last, within: 1m} ; x-absent.after: stands beside `before`; keep one",
        "x-absent: {rule: many, before: last} ; x-absent.rule: must be a detection rule, not a correlation",
        "x-absent: {rule: nobody, before: last} ; correlation: no rule `nobody`",
        "x-absent: [unwanted] ; x-absent: must be a list of {rule:",
        "x-absent: [{rule: unwanted, after: last, within: 1m}, {rule: second, after: last, within: 5m}] ; x-absent: has two items after the last step; let one rule tell both",
        "x-where: {near: content.input.simhash} ; x-where.near: needs beside it one of gt, gte,",
        "x-where: {near: content.input.simhash, lte: few} ; x-where.near: needs beside it one of gt, gte,",
        "x-where: {near: content.input.language, lte: 8} ; x-where.near: `content.input.language` cannot be compared so; its type is STRING",
        "x-where: {rises: event.action} ; x-where.rises: `event.action` cannot be compared so",
        "x-where: {same: safety.harms} ; x-where.same: `safety.harms` cannot be compared so",
        "x-where: {same: user.name} ; x-where.same: no field `user.name`",
        "x-where: {speed: client.address, gt: 900} ; x-where.speed: must be client.geo",
        "x-where: {differs: user.id, gt: 1} ; x-where.gt: is unknown; use differs and of",
        "x-where: {differs: user.id, of: [last, second]} ; x-where.of: must name the earlier step first",
        "x-where: {differs: user.id, of: [second]} ; x-where.of: must be two steps",
        "x-where: {like: user.id} ; x-where: needs one of [same, differs, rises, near, distance, speed]",
      })
  void refusesWhatItDoesNotUnderstand(String extension, String problem) {
    assertThatExceptionOfType(RuleException.class)
        .isThrownBy(() -> sequence(extension.strip()))
        .withMessageContaining("correlation" + (problem.strip().startsWith("x-") ? "." : ""))
        .withMessageContaining(problem.strip());
  }

  private static Sequence sequence(String extension) {
    return (Sequence)
        RulePack.parse("sequence.yml", TEXT.replace("EXTENSION", extension)).rules().stream()
            .filter(rule -> rule.name().equals("sequence"))
            .findFirst()
            .orElseThrow()
            .root();
  }
}
