package dev.groundswell.pipelines.rules;

import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.schemas.DeadLetterReason;
import dev.groundswell.schemas.RuleChange;
import dev.groundswell.schemas.RulePhase;
import dev.groundswell.schemas.RuleRecord;
import dev.groundswell.schemas.RuleState;
import dev.groundswell.schemas.SingleObjectReader;
import dev.groundswell.schemas.UnreadableRecordException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Judges records of the rules topic, one after the other: the same ones always alike. */
final class RuleJudge {

  /**
   * What became of a record.
   *
   * @param change what it says, if it can be read
   */
  record Judgement(Optional<RuleChange> change, RuleDecision decision) {}

  private final SingleObjectReader<RuleChange> reader = new SingleObjectReader<>(RuleChange.class);
  private final RuleBook book;

  /** Goes by a pack, and by what was decided before. */
  RuleJudge(RulePack pack, Iterable<RulePhase> phases) {
    this.book = new RuleBook(pack, phases);
  }

  /** What every rule is to be. */
  RuleBook book() {
    return book;
  }

  Judgement judge(RuleRecord record) {
    String id = record.getKey();
    try {
      RuleChange change = read(record);
      return new Judgement(
          Optional.of(change),
          RuleBounds.refusal(change, record.getTime())
              .map(why -> RuleDecision.refused(book.rule(id), DeadLetterReason.invalid_time, why))
              .orElseGet(() -> decide(record, change)));
    } catch (UnreadableRecordException e) {
      return new Judgement(
          Optional.empty(), RuleDecision.refused(book.rule(id), e.reason(), e.getMessage()));
    }
  }

  private RuleDecision decide(RuleRecord record, RuleChange change) {
    return record.getValue() == null
        ? book.bury(record.getKey(), change)
        : book.decide(record.getKey(), change);
  }

  /** What a record says; a tombstone deletes from its own time on. */
  private RuleChange read(RuleRecord record) throws UnreadableRecordException {
    if (record.getValue() == null) {
      return RuleChange.newBuilder()
          .setState(RuleState.deleted)
          .setEffectiveFrom(record.getTime())
          .build();
    }
    ByteBuffer value = record.getValue().duplicate();
    byte[] bytes = new byte[value.remaining()];
    value.get(bytes);
    return reader.read(bytes);
  }
}
