package dev.groundswell.sinks.prometheus;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** Reads the page as Prometheus would. */
final class Scrape {

  private Scrape() {}

  static ExpositionConfig anyPort(int maxSeries) {
    return new ExpositionConfig("127.0.0.1", new PortRange(0, 0), maxSeries);
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
