package dev.groundswell.cep.match;

import dev.groundswell.schemas.StepMatch;
import java.util.List;

/**
 * What one event means to the rules.
 *
 * @param matches one record per distinct group that the satisfied rules need, to be keyed by group
 * @param selective whether a satisfied step is more than ordinary traffic: such events are evidence
 *     worth keeping
 * @param absentFields group-by and counted fields that a satisfied rule needs and the event lacks,
 *     one mention per rule: the event takes no part there
 */
public record EventMatches(List<StepMatch> matches, boolean selective, List<String> absentFields) {

  static final EventMatches NONE = new EventMatches(List.of(), false, List.of());
}
