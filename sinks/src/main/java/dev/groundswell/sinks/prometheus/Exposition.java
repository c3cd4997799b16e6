package dev.groundswell.sinks.prometheus;

import io.prometheus.client.exporter.HTTPServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one metrics page of a process, shared by everything that runs in it.
 *
 * <p>A function leases it in {@code open()} and closes the lease in {@code close()}. The first
 * lease starts the server, the last one to be closed stops it and drops all series, so that a
 * restarted job starts from 0 on the same port and leaves nothing of its class loader behind.
 */
public final class Exposition {

  private static final Logger LOG = LoggerFactory.getLogger(Exposition.class);
  private static final Object LOCK = new Object();
  private static Exposition current;

  private final ExpositionConfig config;
  private final SeriesRegistry series;
  private final HTTPServer server;
  private int leases;

  private Exposition(ExpositionConfig config) throws IOException {
    this.config = config;
    this.series = new SeriesRegistry(config.maxSeries());
    this.server = listen(config, series);
  }

  /**
   * Takes part in the exposition of this process.
   *
   * @throws IOException if no port of the range is free
   * @throws IllegalStateException if the process already exposes under another configuration
   */
  public static ExpositionLease lease(ExpositionConfig config) throws IOException {
    synchronized (LOCK) {
      if (current == null) {
        current = new Exposition(config);
      } else if (!current.config.equals(config)) {
        throw new IllegalStateException(
            "This process already exposes metrics as %s; cannot also expose them as %s"
                .formatted(current.config, config));
      }
      current.leases++;
      return new ExpositionLease(current);
    }
  }

  void giveBack() {
    synchronized (LOCK) {
      leases--;
      if (leases == 0) {
        server.close();
        series.collectors().clear();
        current = null;
      }
    }
  }

  SeriesRegistry series() {
    return series;
  }

  int port() {
    return server.getPort();
  }

  private static HTTPServer listen(ExpositionConfig config, SeriesRegistry series)
      throws IOException {
    for (int port = config.ports().first(); port <= config.ports().last(); port++) {
      try {
        HTTPServer server =
            new HTTPServer.Builder()
                .withInetSocketAddress(new InetSocketAddress(config.host(), port))
                .withRegistry(series.collectors())
                .withDaemonThreads(true)
                .build();
        LOG.info("Metrics on http://{}:{}/metrics", config.host(), server.getPort());
        return server;
      } catch (BindException taken) {
        LOG.debug("Port {} is taken", port, taken);
      }
    }
    throw new IOException(
        "No free port for metrics on %s in %s: widen prometheus.ports"
            .formatted(config.host(), config.ports()));
  }
}
