package dev.groundswell.pipelines.ingest.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.pipelines.ingest.verdict.ProviderCategories.Category;
import dev.groundswell.schemas.AtlasTechniques;
import dev.groundswell.schemas.Hazard;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class ProviderCategoriesTest {

  @Test
  void aCategoryMeansATechniqueOrAHarm() {
    assertThat(ProviderCategories.meaning(Provider.AZURE, "jailbreak"))
        .hasValue(new Meaning("AML.T0054", null, Scale.UNGRADED));
    assertThat(ProviderCategories.meaning(Provider.OPENAI, "self-harm/intent"))
        .hasValue(new Meaning(null, Hazard.SUICIDE_AND_SELF_HARM, Scale.SCORE));
  }

  @Test
  void whatHasNoEquivalentIsKnownAllTheSame() {
    assertThat(ProviderCategories.meaning(Provider.BEDROCK, "contentPolicy/INSULTS"))
        .hasValue(new Meaning(null, null, Scale.CONFIDENCE));
    assertThat(ProviderCategories.meaning(Provider.BEDROCK, "contentPolicy/NEW")).isEmpty();
    assertThat(ProviderCategories.meaning(Provider.BEDROCK, null)).isEmpty();
  }

  @Test
  void aPolicyMayMeanTheSameWhateverTypeItFinds() {
    assertThat(harm(Provider.BEDROCK, "sensitiveInformationPolicy/EMAIL"))
        .isEqualTo(Hazard.PRIVACY);
  }

  @Test
  void whatCustomersDefineMeansNothingToOthers() {
    assertThat(
            Map.of(
                "topicPolicy/TOPIC", Provider.BEDROCK,
                "wordPolicy/CUSTOM_WORD", Provider.BEDROCK,
                "sensitiveInformationPolicy/REGEX", Provider.BEDROCK,
                "custom_blocklists", Provider.AZURE,
                "custom_topics", Provider.AZURE,
                "custom_topic/competitors", Provider.CLOUDFLARE))
        .allSatisfy(
            (category, provider) ->
                assertThat(ProviderCategories.meaning(provider, category))
                    .hasValueSatisfying(
                        meaning -> {
                          assertThat(meaning.technique()).isNull();
                          assertThat(meaning.harm()).isNull();
                        }));
  }

  @Test
  void theCaseOfLettersDoesNotMatter() {
    assertThat(harm(Provider.AZURE, "Hate")).isEqualTo(Hazard.HATE);
    assertThat(harm(Provider.AZURE, "SelfHarm")).isEqualTo(Hazard.SUICIDE_AND_SELF_HARM);
    assertThat(harm(Provider.LLAMA_GUARD, "suicide & self-harm"))
        .isEqualTo(Hazard.SUICIDE_AND_SELF_HARM);
  }

  @Test
  void aCategoryOfOneProviderIsNoneOfAnothers() {
    assertThat(ProviderCategories.meaning(Provider.OPENAI, "jailbreak")).isEmpty();
  }

  @Test
  void aThreatIsACrimeWithoutViolenceAndTheSightOfViolenceIsNone() {
    assertThat(harm(Provider.OPENAI, "harassment/threatening"))
        .isEqualTo(Hazard.NON_VIOLENT_CRIMES);
    assertThat(harm(Provider.OPENAI, "violence")).isEqualTo(Hazard.VIOLENT_CRIMES);
    assertThat(ProviderCategories.meaning(Provider.OPENAI, "violence/graphic"))
        .hasValue(new Meaning(null, null, Scale.SCORE));
  }

  @Test
  void onlyWhatIsDocumentedAsSuchIsChildSexualExploitation() {
    assertThat(categories(meaning -> meaning.harm() == Hazard.CHILD_SEXUAL_EXPLOITATION))
        .containsExactly(
            new Category(Provider.OPENAI, "sexual/minors"),
            new Category(Provider.LLAMA_GUARD, "Child Sexual Exploitation"),
            new Category(Provider.CLOUDFLARE, "Child Sexual Exploitation"));
  }

  @Test
  void onlyAzureGradesSeverity() {
    assertThat(categories(meaning -> meaning.scale() == Scale.LEVEL))
        .extracting(Category::provider)
        .containsOnly(Provider.AZURE);
  }

  @Test
  void everyTechniqueIsInAtlasAndEveryProviderHasRows() {
    assertThat(ProviderCategories.all().values())
        .extracting(Meaning::technique)
        .filteredOn(Objects::nonNull)
        .isNotEmpty()
        .allMatch(id -> AtlasTechniques.byId(id).isPresent());
    assertThat(ProviderCategories.all().keySet().stream().map(Category::provider).distinct())
        .containsExactlyInAnyOrder(Provider.values());
  }

  @Test
  void everyRowIsFoundUnderItsName() {
    assertThat(ProviderCategories.all())
        .allSatisfy(
            (category, meaning) ->
                assertThat(ProviderCategories.meaning(category.provider(), category.name()))
                    .hasValue(meaning));
  }

  private static Hazard harm(Provider provider, String category) {
    return ProviderCategories.meaning(provider, category).map(Meaning::harm).orElseThrow();
  }

  private static List<Category> categories(Predicate<Meaning> predicate) {
    return ProviderCategories.all().entrySet().stream()
        .filter(row -> predicate.test(row.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }
}
