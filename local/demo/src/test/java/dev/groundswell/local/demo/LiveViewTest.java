package dev.groundswell.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.schemas.Alert;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LiveViewTest {

  private static final String CLEAR_SCREEN = "\u001b[H\u001b[2J";
  private static final Alert PROBING = Alerts.alert("a1", "probing");
  private static final Alert WALLET = Alerts.alert("a2", "wallet");

  private final StringWriter text = new StringWriter();

  @Test
  void plainPrintsTheHeadingAndEachAlertOnce() {
    LiveView view = view(true);
    view.show(frame(List.of(PROBING)));
    view.show(frame(List.of(PROBING, WALLET)));
    view.show(frame(List.of(PROBING, WALLET)));

    assertThat(text.toString().lines())
        .containsExactly(
            "heading",
            AlertLine.of(PROBING),
            "2:05  sent 125000 (1000/s)  lag 42  alerts 1 {probing=1}",
            AlertLine.of(WALLET),
            "2:05  sent 125000 (1000/s)  lag 42  alerts 2 {probing=1, wallet=1}",
            "2:05  sent 125000 (1000/s)  lag 42  alerts 2 {probing=1, wallet=1}");
  }

  @Test
  void plainPutsGrowingCellsOnTheStatusLine() {
    view(true).show(frame(List.of(), "cell x2.0", "cell x1.5"));

    assertThat(text.toString().lines())
        .containsExactly(
            "heading",
            "2:05  sent 125000 (1000/s)  lag 42  alerts 0 {}; growing: cell x2.0, cell x1.5");
  }

  @Test
  void plainLeavesTheScreenAlone() {
    view(true).show(frame(List.of(PROBING), "cell x2.0"));

    assertThat(text.toString()).doesNotContain("\u001b");
  }

  @Test
  void theScreenIsClearedAndDrawnAnewEachTime() {
    LiveView view = view(false);
    view.show(frame(List.of(PROBING), "cell x2.0"));
    String first = text.toString();
    view.show(frame(List.of(PROBING), "cell x2.0"));

    assertThat(first).startsWith(CLEAR_SCREEN + "heading");
    assertThat(first.lines())
        .contains("fastest growing cells:", "  cell x2.0", AlertLine.of(PROBING));
    assertThat(text.toString()).isEqualTo(first + first);
  }

  @Test
  void theScreenHoldsTheLatestFiveAlerts() {
    List<Alert> alerts =
        IntStream.rangeClosed(1, 6).mapToObj(i -> Alerts.alert("a" + i, "probing")).toList();
    view(false).show(frame(alerts));

    assertThat(text.toString().lines().filter(line -> line.startsWith("ALERT")))
        .containsExactlyElementsOf(alerts.subList(1, 6).stream().map(AlertLine::of).toList());
  }

  private LiveView view(boolean plain) {
    return new LiveView(new PrintWriter(text), plain, List.of("heading"));
  }

  private static LiveView.Frame frame(List<Alert> alerts, String... growing) {
    return new LiveView.Frame(Duration.ofSeconds(125), 125_000, 1000, 42, alerts, List.of(growing));
  }
}
