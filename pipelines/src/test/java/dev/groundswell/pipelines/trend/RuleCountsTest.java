package dev.groundswell.pipelines.trend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.schemas.RuleCount;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleCountsTest {

  private static final RuleCount ONE = new RuleCount("one", 3L, 1L);
  private static final RuleCount TWO = new RuleCount("two", 5L, 0L);

  @Test
  void sumsAreByRuleAndInItsOrder() {
    assertThat(RuleCounts.sum(List.of(TWO), List.of(ONE, TWO)))
        .containsExactly(ONE, new RuleCount("two", 10L, 0L));
  }

  @Test
  void nothingAddsNothing() {
    assertThat(RuleCounts.sum(List.of(), List.of(ONE))).containsExactly(ONE);
    assertThat(RuleCounts.sum(List.of(ONE), List.of())).containsExactly(ONE);
  }

  @Test
  void addingChangesNoCountThatWasHandedOut() {
    RuleCounts.sum(List.of(ONE), List.of(ONE));
    assertThat(ONE).isEqualTo(new RuleCount("one", 3L, 1L));
  }
}
