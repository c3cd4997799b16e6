package dev.groundswell.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.pipelines.ingest.content.ContentFeatures;
import dev.groundswell.pipelines.ingest.content.ContentReader;
import dev.groundswell.pipelines.ingest.content.ContentScorer;
import dev.groundswell.pipelines.ingest.content.Simhash;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What texts mean to ingest, which the simulator must not ask. */
class PromptsTest {

  private static final int VARIATIONS = 10;
  private static final int TEXTS = 2_000;

  private final SplittableRandom random = new SplittableRandom(1);
  private final ContentReader reader =
      new ContentReader(new ContentReader.Wishes(ContentScorer.NONE, false));

  @Test
  void variationsOfABriefAreNearEachOther() {
    for (String brief : Prompts.BRIEFS) {
      List<String> variations = variations(brief);
      assertThat(variations).doesNotHaveDuplicates().doesNotContain(brief);
      for (String one : variations) {
        assertThat(variations)
            .allSatisfy(
                other -> assertThat(distance(one, other)).isLessThanOrEqualTo(Simhash.NEAR));
      }
    }
  }

  @Test
  void anotherBriefIsFarFromAllVariations() {
    for (String brief : Prompts.BRIEFS) {
      assertThat(variations(brief))
          .allSatisfy(
              variation ->
                  assertThat(distance(variation, Prompts.another(brief)))
                      .isGreaterThan(Simhash.NEAR));
    }
  }

  @Test
  void everyDisguiseIsSeenThrough() {
    for (UnaryOperator<String> disguise : Prompts.DISGUISES) {
      for (String brief : Prompts.BRIEFS) {
        String disguised = disguise.apply(Prompts.varied(brief, 0));
        assertThat(read(disguised).encodings()).as(disguised).isNotEmpty();
        assertThat(distance(disguised, brief)).as(disguised).isLessThanOrEqualTo(Simhash.NEAR);
      }
    }
  }

  @Test
  void everyEncodingIsSeenAndNotReadThrough() {
    for (UnaryOperator<String> encoding : Prompts.ENCODINGS) {
      for (String brief : Prompts.BRIEFS) {
        String encoded = encoding.apply(brief);
        assertThat(read(encoded).encodings()).as(encoded).isNotEmpty();
        assertThat(distance(encoded, brief)).as(encoded).isGreaterThan(Simhash.NEAR);
      }
    }
  }

  @Test
  void plainTextsHideNothing() {
    for (int i = 0; i < TEXTS; i++) {
      String text = Prompts.unique(random.nextLong());
      assertThat(read(text).encodings()).as(text).isEmpty();
      assertThat(read(Prompts.rephrased(text, i)).encodings()).as(text).isEmpty();
    }
    assertThat(Prompts.BRIEFS).allMatch(brief -> read(brief).encodings().isEmpty());
  }

  private static List<String> variations(String brief) {
    return IntStream.range(0, VARIATIONS).mapToObj(i -> Prompts.varied(brief, i)).toList();
  }

  private int distance(String one, String other) {
    return Simhash.distance(read(one).simhash(), read(other).simhash());
  }

  private ContentFeatures read(String text) {
    return reader.read(text, false);
  }
}
