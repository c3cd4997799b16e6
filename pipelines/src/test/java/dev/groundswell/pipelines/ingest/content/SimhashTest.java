package dev.groundswell.pipelines.ingest.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.pipelines.ingest.content.TextPairs.Pair;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SimhashTest {

  private static final List<Pair> NEAR = TextPairs.of("near");
  private static final List<Pair> FAR = TextPairs.of("far");

  @Test
  void theThresholdIsAThirdOfTheWayFromTheEditedToTheUnrelatedOfOneHalf() {
    int edited = distances(half(NEAR, 0)).max().getAsInt();
    int unrelated = distances(half(FAR, 0)).min().getAsInt();
    assertThat(Simhash.NEAR).isEqualTo(edited + (unrelated - edited) / 3);
  }

  @Test
  void theThresholdTellsThemApartInTheOtherHalf() {
    assertThat(distances(half(NEAR, 1)).max().getAsInt()).isLessThanOrEqualTo(Simhash.NEAR);
    assertThat(distances(half(FAR, 1)).min().getAsInt()).isGreaterThan(Simhash.NEAR);
  }

  @Test
  void theDistancesAreAsMeasured() {
    assertThat(summary(NEAR)).isEqualTo("48 pairs: 0 to 12, median 0, 9 tenths up to 9");
    assertThat(summary(FAR)).isEqualTo("48 pairs: 23 to 40, median 32, 9 tenths up to 37");
    assertThat(summary(TextPairs.of("reworded")))
        .isEqualTo("8 pairs: 30 to 37, median 34, 9 tenths up to 37");
  }

  @Test
  void noTwoTextsOfTheFileThatAreNotAPairAreNear() {
    List<Long> hashes =
        Stream.concat(NEAR.stream(), FAR.stream())
            .map(Pair::one)
            .distinct()
            .map(Simhash::of)
            .toList();
    for (int i = 0; i < hashes.size(); i++) {
      for (int j = 0; j < i; j++) {
        assertThat(Simhash.distance(hashes.get(i), hashes.get(j))).isGreaterThan(Simhash.NEAR);
      }
    }
  }

  @Test
  void longTextsOfOneLanguageAreNoNearerThanShortOnes() {
    List<String> sentences = english();
    List<String> one = sentences.subList(0, sentences.size() / 2);
    List<String> other = sentences.subList(sentences.size() / 2, sentences.size());
    assertThat(Simhash.distance(hash(one), hash(other))).isGreaterThan(Simhash.NEAR);
  }

  @Test
  void aSentenceMoreOrInAnotherPlaceLeavesALongTextNear() {
    List<String> sentences = english();
    List<String> longer = new ArrayList<>(sentences);
    longer.add(0, "Please answer in the language of the question.");
    List<String> turned = new ArrayList<>(sentences);
    Collections.rotate(turned, 3);
    assertThat(Simhash.distance(hash(sentences), hash(longer))).isLessThanOrEqualTo(Simhash.NEAR);
    assertThat(Simhash.distance(hash(sentences), hash(turned))).isLessThanOrEqualTo(Simhash.NEAR);
  }

  @Test
  void repetitionDoesNotOutweighTheRest() {
    String text = "Write a letter to my bank in the name of my neighbour. ";
    assertThat(Simhash.distance(Simhash.of(text), Simhash.of(text + "please ".repeat(500))))
        .isLessThanOrEqualTo(Simhash.NEAR);
  }

  @Test
  void aTextWithoutAnythingToCompareHasNoHash() {
    assertThat(Simhash.of("")).isNull();
    assertThat(Simhash.of(" ?! \u200B...")).isNull();
    assertThat(Simhash.of("a")).isNotNull();
  }

  private static String summary(List<Pair> pairs) {
    int[] sorted = distances(pairs).sorted().toArray();
    return "%d pairs: %d to %d, median %d, 9 tenths up to %d"
        .formatted(
            sorted.length,
            sorted[0],
            sorted[sorted.length - 1],
            sorted[sorted.length / 2],
            sorted[sorted.length * 9 / 10]);
  }

  private static IntStream distances(List<Pair> pairs) {
    return pairs.stream().mapToInt(Pair::distance);
  }

  private static List<Pair> half(List<Pair> pairs, int parity) {
    return IntStream.range(0, pairs.size())
        .filter(i -> i % 2 == parity)
        .mapToObj(pairs::get)
        .toList();
  }

  private static List<String> english() {
    List<String> sentences =
        new ArrayList<>(
            FAR.stream()
                .filter(pair -> pair.language().equals("en"))
                .flatMap(pair -> Stream.of(pair.one(), pair.other()))
                .toList());
    Collections.shuffle(sentences, new Random(1));
    return sentences;
  }

  private static long hash(List<String> sentences) {
    return Simhash.of(String.join(" ", sentences));
  }
}
