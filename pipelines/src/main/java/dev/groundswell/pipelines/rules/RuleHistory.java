package dev.groundswell.pipelines.rules;

import dev.groundswell.cep.rules.Rule;
import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.schemas.RuleRecord;
import java.util.List;

/**
 * What a monitor makes of the rules topic. It keeps every record, and the same ones are always
 * judged alike, so that whoever reads it knows what the monitor runs.
 */
public final class RuleHistory {

  private RuleHistory() {}

  /**
   * The rules that a monitor knows after it has read these records, each as it is at an event time
   * and as it is to be after that, by when it begins; deleted ones behind the others.
   *
   * @param pack the rules that it starts with
   * @param time ms since 1970-01-01 UTC
   */
  public static List<Rule> after(RulePack pack, Iterable<RuleRecord> records, long time) {
    RuleJudge judge = new RuleJudge(pack, List.of());
    records.forEach(judge::judge);
    return judge.book().rules(time);
  }
}
