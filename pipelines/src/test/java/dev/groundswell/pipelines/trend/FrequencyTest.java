package dev.groundswell.pipelines.trend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.schemas.FrequentItem;
import dev.groundswell.schemas.FrequentItems;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FrequencyTest {

  private final Frequency frequency = Frequency.none();

  @Test
  void countsAreExactWhileFewAreThere() {
    add("a", 5);
    add("b", 7);
    IntStream.range(0, 14).forEach(i -> add("other-" + i, 1));
    assertThat(frequency.top())
        .containsExactly(new FrequentItem("b", 7L, 7L), new FrequentItem("a", 5L, 5L));
    assertThat(frequency.mostOfOne()).isEqualTo(7);
  }

  @Test
  void noneIsFrequentWhereEachIsThereOnce() {
    IntStream.range(0, 3).forEach(i -> add("item-" + i, 1));
    assertThat(frequency.top()).isEmpty();
  }

  @Test
  void aTenthIsNotFrequentButMoreIs() {
    add("a", 2);
    add("b", 4);
    IntStream.range(0, 14).forEach(i -> add("other-" + i, 1));
    assertThat(frequency.top()).containsExactly(new FrequentItem("b", 4L, 4L));
  }

  @Test
  void equallyFrequentOnesAreInTheOrderOfTheirNames() {
    for (String item : List.of("d", "b", "a", "c")) {
      add(item, 2);
    }
    assertThat(frequency.top()).extracting(FrequentItem::getValue).containsExactly("a", "b", "c");
  }

  @Test
  void boundsHoldWhereManyAreThereAndHoweverPartsAreMerged() {
    Random random = new Random(1);
    Frequency[] parts =
        IntStream.range(0, 6).mapToObj(i -> Frequency.none()).toArray(Frequency[]::new);
    for (int i = 0; i < 10_000; i++) {
      String item = i % 4 == 0 ? "campaign" : "stranger-" + random.nextInt(5_000);
      parts[random.nextInt(parts.length)].add(item);
    }
    assertThat(merged(parts, 0, 1, 2, 3, 4, 5).top()).satisfiesExactly(FrequencyTest::holds);
    assertThat(merged(parts, 5, 3, 1, 4, 0, 2).top()).satisfiesExactly(FrequencyTest::holds);
  }

  private static void holds(FrequentItem item) {
    assertThat(item.getValue()).isEqualTo("campaign");
    assertThat(item.getAtLeast()).isBetween(2_500L - 10_000 / 17, 2_500L);
    assertThat(item.getAtMost()).isBetween(2_500L, 2_500L + 10_000 / 17);
  }

  @Test
  void whereEachIsThereOnceNoMoreIsSaidThanIsKnown() {
    IntStream.range(0, 100_000).forEach(i -> add("item-" + i, 1));
    assertThat(frequency.itemsOrNull().getCounts()).hasSizeLessThanOrEqualTo(16);
    assertThat(frequency.total()).isEqualTo(100_000);
    assertThat(frequency.mostOfOne()).isBetween(1L, 1 + 100_000L / 17);
    assertThat(frequency.top()).isEmpty();
  }

  @Test
  void whatWasForgottenIsStillKnownAfterMerging() {
    IntStream.range(0, 17).forEach(i -> add("item-" + i, 1));
    FrequentItems forgotten = frequency.itemsOrNull();
    assertThat(forgotten).isEqualTo(new FrequentItems(17L, 1L, List.of()));
    assertThat(Frequency.sum(forgotten, forgotten))
        .isEqualTo(new FrequentItems(34L, 2L, List.of()));
  }

  @Test
  void nothingIsKeptOfNothing() {
    assertThat(frequency.itemsOrNull()).isNull();
    assertThat(Frequency.of(null).top()).isEmpty();
    assertThat(Frequency.sum(null, null)).isNull();
  }

  @Test
  void theUnionWithNothingIsTheOther() {
    add("a", 2);
    assertThat(Frequency.of(Frequency.sum(null, frequency.itemsOrNull())).top())
        .isEqualTo(frequency.top())
        .isNotEmpty();
  }

  private static Frequency merged(Frequency[] parts, int... order) {
    return Frequency.of(
        IntStream.of(order)
            .mapToObj(part -> parts[part].itemsOrNull())
            .reduce(null, Frequency::sum));
  }

  private void add(String item, int times) {
    IntStream.range(0, times).forEach(i -> frequency.add(item));
  }
}
