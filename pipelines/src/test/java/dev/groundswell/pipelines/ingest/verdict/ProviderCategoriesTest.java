package dev.groundswell.pipelines.ingest.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.pipelines.ingest.verdict.ProviderCategories.Category;
import dev.groundswell.schemas.AtlasTechniques;
import dev.groundswell.testkit.GeneratedText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ProviderCategoriesTest {

  @Test
  void aCategoryMeansATechniqueOrAHarm() {
    assertThat(ProviderCategories.meaning(Provider.AZURE, "jailbreak"))
        .hasValue(new Meaning("AML.T0054", null));
    assertThat(ProviderCategories.meaning(Provider.LLAMA_GUARD, "Suicide & Self-Harm"))
        .hasValue(new Meaning(null, "suicide_and_self_harm"));
  }

  @Test
  void whatHasNoEquivalentIsKnownAllTheSame() {
    assertThat(ProviderCategories.meaning(Provider.BEDROCK, "contentPolicy/INSULTS"))
        .hasValue(new Meaning(null, null));
    assertThat(ProviderCategories.meaning(Provider.BEDROCK, "contentPolicy/SOMETHING_NEW"))
        .isEmpty();
  }

  @Test
  void aPolicyMayMeanTheSameWhateverTypeItFinds() {
    assertThat(ProviderCategories.meaning(Provider.BEDROCK, "sensitiveInformationPolicy/EMAIL"))
        .hasValue(new Meaning(null, "privacy"));
  }

  @Test
  void aCategoryOfOneProviderIsNoneOfAnothers() {
    assertThat(ProviderCategories.meaning(Provider.OPENAI, "jailbreak")).isEmpty();
  }

  @Test
  void everyTechniqueIsInAtlasEveryHarmIsAHazardAndEveryProviderHasRows() {
    List<String> hazards = Arrays.stream(Hazard.values()).map(Hazard::harm).toList();
    List<String> providers = Arrays.stream(Provider.values()).map(Provider::id).toList();
    assertThat(ProviderCategories.all())
        .allSatisfy(
            (category, meaning) -> {
              assertThat(meaning.technique())
                  .matches(id -> id == null || AtlasTechniques.byId(id).isPresent());
              assertThat(meaning.harm()).matches(harm -> harm == null || hazards.contains(harm));
            });
    assertThat(ProviderCategories.all().keySet().stream().map(Category::provider).distinct())
        .containsExactlyInAnyOrderElementsOf(providers);
  }

  @Test
  void theReadmeShowsTheCategoriesAsTheyAre() throws IOException {
    GeneratedText.assertPart(Path.of("README.md"), "provider-categories", table());
  }

  private static String table() {
    return ProviderCategories.all().entrySet().stream()
        .map(ProviderCategoriesTest::row)
        .collect(
            Collectors.joining(
                "",
                """
                | provider | category | technique | harm |
                | --- | --- | --- | --- |
                """,
                ""));
  }

  private static String row(Map.Entry<Category, Meaning> row) {
    Meaning meaning = row.getValue();
    return "| %s | `%s` | %s | %s |\n"
        .formatted(
            row.getKey().provider(),
            row.getKey().name(),
            meaning.technique() == null ? "" : meaning.technique(),
            meaning.harm() == null ? "" : meaning.harm());
  }
}
