package dev.groundswell.pipelines.ingest.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LlamaGuardTest {

  @Test
  void oneCodeIsAnotherHazardInEachEdition() {
    assertThat(LlamaGuard.V2.hazard("S9")).hasValue("Hate");
    assertThat(LlamaGuard.V3.hazard("S9")).hasValue("Indiscriminate Weapons");
    assertThat(LlamaGuard.V1.hazard("S9")).isEmpty();
    assertThat(LlamaGuard.V1.hazard("o3")).hasValue("Criminal Planning");
  }

  @Test
  void everyEditionHasItsNumberOfHazards() {
    assertThat(Arrays.stream(LlamaGuard.values()).map(edition -> edition.hazards().size()))
        .isEqualTo(List.of(6, 11, 14, 14, 14));
  }

  @Test
  void anotherCodeIsNoHazard() {
    assertThat(LlamaGuard.V3.hazard("S15")).isEmpty();
    assertThat(LlamaGuard.V3.hazard("-")).isEmpty();
    assertThat(LlamaGuard.V3.hazard("safe")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void everyHazardHasARow(LlamaGuard edition) {
    Provider provider =
        edition == LlamaGuard.CLOUDFLARE ? Provider.CLOUDFLARE : Provider.LLAMA_GUARD;
    assertThat(edition.hazards())
        .isNotEmpty()
        .allMatch(hazard -> ProviderCategories.meaning(provider, hazard).isPresent());
  }
}
