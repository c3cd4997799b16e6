package dev.groundswell.pipelines.ingest.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.groundswell.pipelines.ingest.format.EventLimits;
import dev.groundswell.pipelines.ingest.json.JsonFields;
import dev.groundswell.schemas.SignalState;
import dev.groundswell.schemas.Verdict;
import dev.groundswell.schemas.VerdictAction;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ContentFilterTest {

  @Test
  void whatWasLookedForInVainIsNoFinding() {
    assertThat(
            prompt(
                "'hate': {'filtered': false, 'severity': 'safe'}, 'jailbreak': {'detected': false}"))
        .isEmpty();
  }

  @Test
  void readsBlocklistsOfBothAges() {
    assertThat(prompt("'custom_blocklists': [{'filtered': true, 'id': 'a'}]"))
        .isEqualTo(
            prompt("'custom_blocklists': {'filtered': true, 'details': [{'filtered': true}]}"))
        .hasSize(1);
  }

  @Test
  void equalFindingsOfSeveralChoicesAreOneVerdict() {
    String choice = "{'content_filter_results': {'hate': {'filtered': true, 'severity': 'high'}}}";
    assertThat(verdicts("{'choices': [" + choice + ", " + choice + "]}")).hasSize(1);
  }

  @Test
  void noFloodOfFindingsHidesABlock() {
    String flood =
        IntStream.range(0, 200)
            .mapToObj("'c%d': {'detected': true}"::formatted)
            .collect(Collectors.joining(", "));
    assertThat(prompt(flood + ", 'hate': {'filtered': true, 'severity': 'low'}"))
        .hasSize(EventLimits.VERDICTS)
        .first()
        .extracting(Verdict::getAction)
        .isEqualTo(VerdictAction.block);
    assertThat(prompt(flood + ", 'error': {'code': 'content_filter_error'}"))
        .hasSize(EventLimits.VERDICTS)
        .first()
        .extracting(Verdict::getState)
        .isEqualTo(SignalState.failed);
  }

  @Test
  void readsNothingOutOfWhatIsShapedOtherwise() {
    for (String shape : new String[] {"{}", "[]", "{'prompt_filter_results': 'none'}"}) {
      assertThat(verdicts(shape)).as(shape).isEmpty();
    }
    assertThat(prompt("'hate': 'high', 'sexual': null, 'violence': [1, [2]]")).isEmpty();
  }

  @Test
  void categoriesAreNamedAsAzureDoesBlocksFirst() {
    assertThat(
            filter(
                    "{'error': {'innererror': {'content_filter_result': {"
                        + "'profanity': {'detected': true, 'filtered': false},"
                        + "'custom_blocklists': [{'id': 'words', 'filtered': true}],"
                        + "'hate': {'filtered': false, 'severity': 'safe'}}}}}")
                .categories())
        .containsExactly("custom_blocklists", "profanity");
  }

  private static List<Verdict> prompt(String results) {
    return verdicts("{'prompt_filter_results': [{'content_filter_results': {" + results + "}}]}");
  }

  private static List<Verdict> verdicts(String body) {
    return filter(body).verdicts();
  }

  private static ContentFilter filter(String body) {
    return new ContentFilter(new JsonFields(TextNode.valueOf(body.replace('\'', '"'))).json());
  }
}
