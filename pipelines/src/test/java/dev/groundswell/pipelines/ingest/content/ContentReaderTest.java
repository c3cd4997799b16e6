package dev.groundswell.pipelines.ingest.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.pipelines.ingest.verdict.Detector;
import dev.groundswell.pipelines.ingest.verdict.Handling;
import dev.groundswell.pipelines.ingest.verdict.LlamaGuard;
import dev.groundswell.pipelines.ingest.verdict.Provider;
import dev.groundswell.schemas.SignalState;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.Verdict;
import dev.groundswell.schemas.VerdictTarget;
import dev.groundswell.schemas.VerdictValue;
import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ContentReaderTest {

  private static final Verdict DENY =
      Verdict.newBuilder().setDetector("model").setVerdict(VerdictValue.deny).setScore(0.9).build();

  private final ContentReader reader = reader(ContentScorer.NONE);

  @Test
  void takesEveryFeatureOfAText() {
    ContentFeatures features =
        reader.read("Bitte erkläre mir dieses p\u0430sswort: AK" + "IAQ7WX3ZTLMN4PVRSE", false);
    assertThat(features.length()).isEqualTo(55);
    assertThat(features.language()).isEqualTo("de");
    assertThat(features.script()).isEqualTo("Latn");
    assertThat(features.encodings()).containsExactly("homoglyph");
    assertThat(features.simhash()).isNotNull();
    assertThat(features.secrets()).containsExactly("aws_access_key_id");
    assertThat(features.verdicts()).isEmpty();
  }

  @Test
  void theLanguageIsAskedForOnlyOfSuspiciousTextsUnlessThatOfAllIsWanted() {
    String text = "Please tell me what this key opens";
    ContentReader thrifty = new ContentReader(new ContentReader.Wishes(ContentScorer.NONE, false));
    assertThat(thrifty.read(text, false).language()).isNull();
    assertThat(thrifty.read(text, true).language()).isEqualTo("en");
    assertThat(reader.read(text, false).language()).isEqualTo("en");

    Scorer scorer = new Scorer(seen -> List.of(DENY));
    ContentReader scored = new ContentReader(new ContentReader.Wishes(scorer, false));
    assertThat(scored.read(text, false).language()).isEqualTo("en");
  }

  @Test
  void replacesWhatTheProducerSaidAboutTheText() {
    TelemetryEvent event = event();
    event.setContentInputEncodings(List.of("base64"));
    event.setContentInputLanguage("xx");
    event.setContentInputSimhash(1L);
    reader.read("", false).writeTo(event);
    assertThat(event.getContentInputLength()).isZero();
    assertThat(event.getContentInputEncodings()).isEmpty();
    assertThat(event.getContentInputLanguage()).isNull();
    assertThat(event.getContentInputSimhash()).isNull();
  }

  @Test
  @Tag("B10")
  void readsNoMoreOfALongTextThanItsEnds() {
    String ends = "a\u0301b".repeat(Excerpt.SIDE);
    String text = ends + "x".repeat(1 << 20) + ends;
    String excerpt = Excerpt.of(text);
    assertThat(excerpt).hasSize(2 * Excerpt.SIDE + 1);
    assertThat(excerpt).startsWith(ends.substring(0, Excerpt.SIDE));
    assertThat(excerpt).endsWith(ends.substring(ends.length() - Excerpt.SIDE));
    assertThat(excerpt).doesNotContain("x");
  }

  @Test
  void cutsNoCharacterInTwo() {
    String text = "\uD83D\uDE00".repeat(Excerpt.SIDE * 2);
    for (String shifted : List.of(text, "a" + text, text + "a", "a" + text + "a")) {
      assertThat(Excerpt.of(shifted).codePoints()).allMatch(Character::isValidCodePoint);
      assertThat(Excerpt.of(shifted).chars().filter(c -> Character.isHighSurrogate((char) c)))
          .hasSize((int) Excerpt.of(shifted).codePoints().filter(c -> c > 0xFFFF).count());
    }
  }

  @Test
  @Tag("B10")
  void whatAMillionCharactersAreMadeOfChangesLittle() {
    long ordinary = nanos("the quick brown fox 12345 ".repeat(40_000));
    for (String unit :
        List.of(
            "\u0316\u0300", // marks that normalisation sorts
            "\uFDFA", // a phrase in one character
            "eyJ-",
            "eyJaaaaaaaaaaaa.",
            " sk-ant-api03-",
            "-----BEGIN ",
            "6",
            "61 6161 ",
            "aaaaaaaaaaaaaaaaaaaaaaaA ",
            "a\u0430",
            "\u200B",
            "\uD800")) {
      long hostile = nanos(unit.repeat((1 << 20) / unit.length()));
      // Ten times as much, and a pause of the machine: unbounded, marks alone take minutes.
      assertThat(hostile).as(unit).isLessThan(ordinary * 10 + 50_000_000);
    }
  }

  @Test
  void theShortWayThroughPlainTextsLeadsWhereTheLongOneDoes() {
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      StringBuilder ascii = new StringBuilder("a");
      random.ints(random.nextInt(100), 0, 0x80).forEach(c -> ascii.append((char) c));
      assertThat(PlainText.of(ascii + "\u00E9"))
          .isEqualTo(PlainText.of(ascii.toString()) + "\u00E9");
      assertThat(Scripts.of(ascii + "\u2014")).isEqualTo(Scripts.of(ascii.toString()));
    }
    assertThat(Scripts.of("1 + 1")).isNull();
  }

  @Test
  void noSequenceOfCharactersIsTooOddToRead() {
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      int highest = 1 << (4 + random.nextInt(13));
      StringBuilder text = new StringBuilder();
      random.ints(random.nextInt(300), 0, highest).forEach(c -> text.append((char) c));
      assertThat(reader.read(text.toString(), false).length()).isLessThanOrEqualTo(text.length());
    }
  }

  @Test
  void aScorerSeesTheWholeTextAndItsVerdictsJoinTheProducers() {
    TelemetryEvent event = event();
    event.setVerdicts(List.of(DENY));
    String text = "x".repeat(100_000) + "!";
    Scorer scorer = new Scorer(seen -> List.of(verdict(seen.equals(text) ? "whole" : "cut")));
    reader(scorer).read(text, false).writeTo(event);
    assertThat(event.getVerdicts())
        .extracting(Verdict::getDetector)
        .containsExactly("model", "whole");
  }

  @Test
  void aScorerAroundLlamaGuardSaysHazardsAsAllDetectorsDo() {
    Detector guard = new Detector("llama_guard", Provider.LLAMA_GUARD);
    Scorer scorer =
        new Scorer(
            text ->
                LlamaGuard.V3
                    .hazard("S9")
                    .map(name -> guard.verdict(name, null, Handling.REPORTED, VerdictTarget.input))
                    .stream()
                    .toList());
    assertThat(reader(scorer).read("the text", false).verdicts())
        .extracting(Verdict::getHarm)
        .containsExactly("indiscriminate_weapons");
  }

  @Test
  @Tag("B10")
  void aScorerThatThrowsIsASignalThatFailed() {
    for (Answer failure :
        List.<Answer>of(
            text -> {
              throw new IllegalStateException("the text");
            },
            text -> {
              throw new InterruptedException("no answer");
            },
            text -> {
              throw new StackOverflowError();
            },
            text -> null,
            text -> Collections.singletonList(null),
            text -> Collections.nCopies(Scoring.MAX_VERDICTS + 1, DENY),
            text -> List.of(scored(Double.NaN)),
            text -> List.of(scored(1.5)))) {
      ContentFeatures features = reader(new Scorer(failure)).read("the text", false);
      assertThat(features.verdicts())
          .singleElement()
          .satisfies(
              verdict -> {
                assertThat(verdict.getDetector()).isEqualTo("scorer");
                assertThat(verdict.getState()).isEqualTo(SignalState.failed);
                assertThat(verdict.getVerdict()).isEqualTo(VerdictValue.unknown);
                assertThat(verdict.getTarget()).isEqualTo(VerdictTarget.input);
                assertThat(verdict.toString()).doesNotContain("text");
              });
      assertThat(features.length()).isEqualTo(8);
    }
  }

  private long nanos(String text) {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      long start = System.nanoTime();
      reader.read(text, false);
      best = Math.min(best, System.nanoTime() - start);
    }
    return best;
  }

  private static ContentReader reader(ContentScorer scorer) {
    return new ContentReader(new ContentReader.Wishes(scorer, true));
  }

  private static TelemetryEvent event() {
    return TelemetryEvent.newBuilder().setEventId("e").setEventTime(1L).build();
  }

  private static Verdict verdict(String detector) {
    return Verdict.newBuilder(DENY).setDetector(detector).build();
  }

  private static Verdict scored(double score) {
    return Verdict.newBuilder(DENY).setScore(score).build();
  }

  private interface Answer extends Serializable {
    List<Verdict> to(String text) throws Exception;
  }

  private record Scorer(Answer answer) implements ContentScorer {

    @Override
    public String detector() {
      return "scorer";
    }

    @Override
    public List<Verdict> score(String text) throws Exception {
      return answer.to(text);
    }
  }
}
