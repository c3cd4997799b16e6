package dev.groundswell.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class AtlasTechniquesTest {

  @Test
  void carriesEveryTechniqueOfTheRelease() {
    assertThat(AtlasTechniques.all()).hasSize(170);
  }

  @Test
  void namesTechniquesAsTheReleaseDoes() {
    assertThat(AtlasTechniques.byId("AML.T0054"))
        .hasValue(
            new AtlasTechnique("AML.T0054", "LLM Jailbreak", List.of("AML.TA0012", "AML.TA0007")));
  }

  @Test
  void givesSubTechniquesTheirParentsNameAndTactics() {
    AtlasTechnique parent = AtlasTechniques.byId("AML.T0034").orElseThrow();
    assertThat(AtlasTechniques.byId("AML.T0034.000"))
        .hasValue(
            new AtlasTechnique(
                "AML.T0034.000", "Cost Harvesting: Excessive Queries", parent.tactics()));
  }

  @Test
  void unknownIdsBecomeOther() {
    assertThat(AtlasTechniques.known("AML.T0054")).isEqualTo("AML.T0054");
    assertThat(AtlasTechniques.known("AML.T9999")).isEqualTo("other");
  }

  @Test
  void readsTheIdFromARuleTag() {
    assertThat(AtlasTechniques.idOfTag("atlas.aml.t0051.001")).hasValue("AML.T0051.001");
    assertThat(AtlasTechniques.idOfTag("owasp.llm01")).isEmpty();
  }

  @Test
  void theGeneratorSortsTechniquesAndInheritsFromParents() {
    String release =
        """
        version: 1.2.3
        matrices:
        - techniques:
          - {id: AML.T2.000, name: Child, subtechnique-of: AML.T2}
          - {id: AML.T2, name: Parent, tactics: [AML.TA1, AML.TA2]}
        """;
    assertThat(AtlasTableGenerator.table(new StringReader(release)).lines())
        .containsExactly(
            "# MITRE ATLAS 1.2.3, Apache-2.0, https://atlas.mitre.org: id, name, tactics",
            "AML.T2\tParent\tAML.TA1,AML.TA2",
            "AML.T2.000\tParent: Child\tAML.TA1,AML.TA2");
  }
}
