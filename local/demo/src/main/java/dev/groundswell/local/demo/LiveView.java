package dev.groundswell.local.demo;

import dev.groundswell.schemas.Alert;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What an operator sees while the demo runs: a screen that refreshes itself, or lines. */
final class LiveView {

  /**
   * The state of a run.
   *
   * @param elapsed since traffic began
   * @param sent records sent
   * @param perSecond records sent a second, lately
   * @param lag records sent and not yet taken by ingest
   * @param alerts alerts so far
   * @param growing fastest growing cells, in words
   */
  record Frame(
      Duration elapsed,
      long sent,
      long perSecond,
      long lag,
      List<Alert> alerts,
      List<String> growing) {}

  private static final String CLEAR_SCREEN = "\u001b[H\u001b[2J";
  private static final int LATEST_ALERTS = 5;

  private final PrintWriter out;
  private final boolean plain;
  private final List<String> heading;
  private int printedAlerts;

  /**
   * @param plain lines instead of a screen
   * @param heading what stays on top of the screen
   */
  LiveView(PrintWriter out, boolean plain, List<String> heading) {
    this.out = out;
    this.plain = plain;
    this.heading = heading;
    if (plain) {
      heading.forEach(out::println);
    }
  }

  void show(Frame frame) {
    if (plain) {
      newAlerts(frame).forEach(out::println);
      out.println(status(frame) + growing(frame, "; growing: ", ", "));
    } else {
      out.print(CLEAR_SCREEN);
      heading.forEach(out::println);
      out.println();
      out.println(status(frame));
      out.println(growing(frame, "fastest growing cells:\n  ", "\n  "));
      out.println();
      latestAlerts(frame).forEach(out::println);
    }
    out.flush();
  }

  private static String status(Frame frame) {
    Map<String, Long> byRule =
        frame.alerts().stream()
            .collect(
                Collectors.groupingBy(
                    alert -> alert.getDetection().getRuleName(),
                    TreeMap::new,
                    Collectors.counting()));
    return "%d:%02d  sent %d (%d/s)  lag %d  alerts %d %s"
        .formatted(
            frame.elapsed().toMinutes(),
            frame.elapsed().toSecondsPart(),
            frame.sent(),
            frame.perSecond(),
            frame.lag(),
            frame.alerts().size(),
            byRule);
  }

  private static String growing(Frame frame, String prefix, String separator) {
    return frame.growing().isEmpty() ? "" : prefix + String.join(separator, frame.growing());
  }

  private List<String> newAlerts(Frame frame) {
    List<String> lines = new ArrayList<>();
    for (Alert alert : frame.alerts().subList(printedAlerts, frame.alerts().size())) {
      lines.add(AlertLine.of(alert));
    }
    printedAlerts = frame.alerts().size();
    return lines;
  }

  private static List<String> latestAlerts(Frame frame) {
    int from = Math.max(0, frame.alerts().size() - LATEST_ALERTS);
    return frame.alerts().subList(from, frame.alerts().size()).stream().map(AlertLine::of).toList();
  }
}
