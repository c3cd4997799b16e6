package dev.groundswell.local.simulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * The Azure LLM inference trace 2023 as one endless sequence of requests: both services merged by
 * arrival, repeated without a seam.
 */
final class RequestTrace {

  /**
   * One request of the trace.
   *
   * @param offsetMs arrival since the first request
   * @param inputTokens size of the input
   * @param outputTokens size of the answer
   * @param code true for the coding assistant, false for the conversation service
   */
  record Request(long offsetMs, int inputTokens, int outputTokens, boolean code) {}

  private static final String FOLDER = "/azure-llm-inference-trace-2023/";

  private final Request[] requests;
  private final double periodMs;

  private RequestTrace(List<Request> requests) {
    this.requests = requests.toArray(Request[]::new);
    long last = this.requests[this.requests.length - 1].offsetMs();
    // One mean gap between the last request and the first of the next repetition.
    this.periodMs = last + (double) last / (this.requests.length - 1);
  }

  static RequestTrace load() {
    List<Request> requests = new ArrayList<>();
    requests.addAll(read("conv.csv.gz", false));
    requests.addAll(read("code.csv.gz", true));
    requests.sort(Comparator.comparingLong(Request::offsetMs));
    return new RequestTrace(requests);
  }

  int size() {
    return requests.length;
  }

  /** The request at a position of the endless sequence. */
  Request request(long position) {
    return requests[(int) (position % requests.length)];
  }

  /** Arrival of a position in the endless sequence, in milliseconds since position 0. */
  double arrivalMs(long position) {
    long repetition = position / requests.length;
    return repetition * periodMs + request(position).offsetMs();
  }

  private static List<Request> read(String file, boolean code) {
    try (InputStream resource = RequestTrace.class.getResourceAsStream(FOLDER + file);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(resource), StandardCharsets.UTF_8))) {
      return lines.lines().skip(1).map(line -> parse(line, code)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Request parse(String line, boolean code) {
    int first = line.indexOf(',');
    int second = line.indexOf(',', first + 1);
    return new Request(
        Long.parseLong(line, 0, first, 10),
        Integer.parseInt(line, first + 1, second, 10),
        Integer.parseInt(line, second + 1, line.length(), 10),
        code);
  }
}
