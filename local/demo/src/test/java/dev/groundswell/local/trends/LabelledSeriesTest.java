package dev.groundswell.local.trends;

import dev.groundswell.local.recorded.Series;
import dev.groundswell.testkit.GeneratedText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Holds the table in the README to what {@code groundswell trends} says of series that others have
 * labelled; {@code -Dgroundswell.regenerate=true} renews. It is a measurement: nothing is set by
 * it.
 */
@Tag("evidence")
@Timeout(600)
class LabelledSeriesTest {

  private static final Path README = Path.of("../../pipelines/README.md");

  private static final TickLength FIVE_MINUTES = new TickLength.Converter().convert("5m");
  private static final TickLength HOUR = new TickLength.Converter().convert("1h");

  private static final List<LabelledSeries> BY_FIVE_MINUTES =
      List.of(
          new LabelledSeries("realAWSCloudwatch/elb_request_count_8c0756.csv"),
          new LabelledSeries("realTweets/Twitter_volume_AAPL.csv"),
          new LabelledSeries("realTweets/Twitter_volume_CRM.csv"),
          new LabelledSeries("realTweets/Twitter_volume_FB.csv"),
          new LabelledSeries("realTweets/Twitter_volume_KO.csv"));
  private static final LabelledSeries BY_HALF_HOURS =
      new LabelledSeries("realKnownCause/nyc_taxi.csv");

  /** What both rules say of a series, or of several. */
  private record Measured(
      String series, int windows, String kinds, List<Onsets> trends, List<Onsets> threeSigma) {}

  @Test
  void theReadmeShowsWhatIsFoundInSeriesThatOthersLabelled() throws IOException {
    GeneratedText.assertPart(README, "labelled-series", table());
  }

  private static String table() throws IOException {
    return """
        | series | tick | windows | rule | opened | in a window | windows found | mean delay |
        | --- | --- | --- | --- | --- | --- | --- | --- |
        """
        + lines(FIVE_MINUTES, BY_FIVE_MINUTES)
        + lines(HOUR, Stream.concat(BY_FIVE_MINUTES.stream(), Stream.of(BY_HALF_HOURS)).toList());
  }

  private static String lines(TickLength tick, List<LabelledSeries> all) throws IOException {
    List<Measured> measured = new ArrayList<>();
    for (LabelledSeries series : all) {
      measured.add(measure(series, tick));
    }
    measured.add(
        new Measured(
            "all",
            measured.stream().mapToInt(Measured::windows).sum(),
            "",
            measured.stream().flatMap(each -> each.trends().stream()).toList(),
            measured.stream().flatMap(each -> each.threeSigma().stream()).toList()));
    return measured.stream().map(each -> lines(tick, each)).collect(Collectors.joining());
  }

  /** Windows that are over within the warm-up, from which both learn, are not to be found. */
  private static Measured measure(LabelledSeries series, TickLength tick) throws IOException {
    Series rows = series.rows();
    Instant learned = rows.span().orElseThrow().first().plus(TrendsRun.WARM_UP);
    List<Onsets.Window> windows =
        series.windows().stream().filter(window -> window.end().isAfter(learned)).toList();
    Map<String, List<Instant>> opened = series.opened(tick);
    String kinds =
        opened.entrySet().stream()
            .map(kind -> "%d %s".formatted(kind.getValue().size(), kind.getKey()))
            .collect(Collectors.joining(", "));
    return new Measured(
        series.shortName(),
        series.windows().size(),
        kinds.isEmpty() ? "" : " (%s)".formatted(kinds),
        List.of(new Onsets(opened.values().stream().flatMap(List::stream).toList(), windows)),
        List.of(new Onsets(ThreeSigma.onsets(rows.rows(), tick, TrendsRun.WARM_UP), windows)));
  }

  private static String lines(TickLength tick, Measured measured) {
    String begin =
        "| %s | %s | %d | ".formatted(measured.series(), tick.name(), measured.windows());
    return begin
        + "trends | "
        + figures(measured.trends(), measured.kinds())
        + begin
        + "3 sigma | "
        + figures(measured.threeSigma(), "");
  }

  private static String figures(List<Onsets> onsets, String kinds) {
    long opened = onsets.stream().mapToLong(each -> each.times().size()).sum();
    long right = onsets.stream().mapToLong(Onsets::right).sum();
    long windows = onsets.stream().mapToLong(each -> each.windows().size()).sum();
    List<Duration> delays = onsets.stream().flatMap(Onsets::delays).toList();
    return "%d%s | %s | %s | %s |\n"
        .formatted(
            opened,
            kinds,
            share(right, opened),
            share(delays.size(), windows),
            delays.stream().mapToLong(Duration::toMinutes).average().stream()
                .mapToObj(minutes -> String.format(Locale.ROOT, "%.1f h", minutes / 60))
                .findFirst()
                .orElse(""));
  }

  private static String share(long part, long whole) {
    return whole == 0
        ? "none"
        : String.format(Locale.ROOT, "%d of %d (%.0f %%)", part, whole, 100.0 * part / whole);
  }
}
