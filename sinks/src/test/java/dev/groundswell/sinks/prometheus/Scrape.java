package dev.groundswell.sinks.prometheus;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** Reads the page as Prometheus would. */
public final class Scrape {

  private Scrape() {}

  static ExpositionConfig anyPort(int maxSeries) {
    return new ExpositionConfig("127.0.0.1", new PortRange(0, 0), maxSeries);
  }

  /** The value of one series, given as it stands on the page: name and labels. */
  public static double value(ExpositionLease lease, String series)
      throws IOException, InterruptedException {
    return page(lease)
        .lines()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length())))
        .findFirst()
        .orElseThrow(() -> new AssertionError("No series " + series));
  }

  static String page(ExpositionLease lease) throws IOException, InterruptedException {
    return page(lease.port());
  }

  static String page(int port) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + port + "/metrics");
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
        .body();
  }
}
