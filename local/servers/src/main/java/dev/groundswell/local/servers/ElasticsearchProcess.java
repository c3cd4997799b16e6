package dev.groundswell.local.servers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A real Elasticsearch node in a child process, on the loopback address only.
 *
 * <p>However this process ends, even by {@code kill -9}, the child notices that its standard input
 * closed and stops. Its log is {@code elasticsearch.log} in the data directory.
 */
public final class ElasticsearchProcess implements AutoCloseable {
  /** The system property that names the node's home for {@link #start(Path, int)}. */
  public static final String HOME_PROPERTY = "groundswell.elasticsearch.home";

  private static final String DEFAULT_HEAP = "512m";
  private static final String HOST = "127.0.0.1";
  private static final String READY = "ready ";
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);
  private static final int LOG_LINES_IN_ERROR = 20;

  private final Process child;
  private final URI uri;

  private ElasticsearchProcess(Process child, URI uri) {
    this.child = child;
    this.uri = uri;
  }

  /**
   * Starts the node at the home that the system property {@value #HOME_PROPERTY} names, with a heap
   * of 512 MiB; see {@link #start(Path, Path, int, String)}.
   */
  public static ElasticsearchProcess start(Path dataDir, int port)
      throws IOException, InterruptedException {
    String home = System.getProperty(HOME_PROPERTY);
    if (home == null) {
      throw new IOException("The system property " + HOME_PROPERTY + " is not set");
    }
    return start(Path.of(home), dataDir, port, DEFAULT_HEAP);
  }

  /**
   * Starts a node and returns when it answers HTTP.
   *
   * @param home the layout that the build of the elasticsearch-node module leaves: {@code lib} and
   *     {@code modules}
   * @param dataDir where indices and the log are kept; created if need be
   * @param port for HTTP, on the loopback address; 0 for any free one
   * @param heap of the child, as in {@code -Xmx}: {@code 512m}, {@code 1g}
   * @throws PortTakenException if the port cannot be had
   * @throws IOException if the home is not one, or the node ends or stays silent for a minute; the
   *     message then carries the end of its log
   */
  public static ElasticsearchProcess start(Path home, Path dataDir, int port, String heap)
      throws IOException, InterruptedException {
    if (!Files.isDirectory(home.resolve("lib"))
        || !Files.isDirectory(home.resolve("modules/transport-netty4"))) {
      throw new IOException(
          "No Elasticsearch node at " + home + ": build the module elasticsearch-node first");
    }
    requireFree(port);
    Files.createDirectories(dataDir);
    Path log = dataDir.resolve("elasticsearch.log");
    Process child =
        new ProcessBuilder(command(home, dataDir, port, heap)).redirectError(log.toFile()).start();
    try {
      return new ElasticsearchProcess(child, URI.create("http://" + HOST + ":" + awaitPort(child)));
    } catch (ExecutionException | TimeoutException e) {
      stop(child);
      throw new IOException(
          "Elasticsearch did not start; its log %s ends with:%n%s".formatted(log, tail(log)), e);
    } catch (InterruptedException e) {
      stop(child);
      throw e;
    }
  }

  /** Where the node answers HTTP: {@code http://127.0.0.1:<port>}. */
  public URI uri() {
    return uri;
  }

  /** The process id of the child. */
  public long pid() {
    return child.pid();
  }

  /** Freezes the node, as an outage that accepts connections and never answers. */
  public void suspend() throws IOException, InterruptedException {
    signal("STOP");
  }

  /** Ends {@link #suspend}. */
  public void resume() throws IOException, InterruptedException {
    signal("CONT");
  }

  /** Stops the node, by force if it does not stop by itself, and frees its port. */
  @Override
  public void close() {
    stop(child);
  }

  private static void requireFree(int port) throws IOException {
    try (ServerSocket probe = new ServerSocket()) {
      probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (BindException e) {
      throw new PortTakenException("Elasticsearch", port, e);
    }
  }

  private static List<String> command(Path home, Path dataDir, int port, String heap) {
    return List.of(
        // Ctrl-C in a terminal reaches every process of the group, but only this process may decide
        // when the node stops: what is in flight still has to be written to it.
        "sh",
        "-c",
        "trap '' INT TERM HUP; exec \"$@\"",
        "sh",
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xms" + heap,
        "-Xmx" + heap,
        // Half the processor time without the second compiler: 4 s, not 8, until ready; 16 s, not
        // 26,
        // until 100 000 documents are in.
        "-XX:TieredStopAtLevel=1",
        "-XX:+ExitOnOutOfMemoryError",
        "-cp",
        home.resolve("lib") + "/*",
        "dev.groundswell.local.elasticsearch.ElasticsearchNode",
        home.toString(),
        dataDir.toString(),
        String.valueOf(port),
        "groundswell-local");
  }

  private static int awaitPort(Process child)
      throws ExecutionException, TimeoutException, InterruptedException {
    return CompletableFuture.supplyAsync(() -> readPort(child))
        .get(START_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
  }

  private static int readPort(Process child) {
    try (BufferedReader output = child.inputReader(StandardCharsets.UTF_8)) {
      String line = output.readLine();
      if (line == null || !line.startsWith(READY)) {
        throw new IllegalStateException("the child ended before it was ready");
      }
      return Integer.parseInt(line.substring(READY.length()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String tail(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
    return String.join(
        System.lineSeparator(),
        lines.subList(Math.max(0, lines.size() - LOG_LINES_IN_ERROR), lines.size()));
  }

  private static void stop(Process child) {
    try {
      child.getOutputStream().close();
    } catch (IOException e) {
      // The pipe is broken because the child is gone, which is what was wanted.
    }
    try {
      if (child.waitFor(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    child.destroyForcibly().onExit().join();
  }

  private void signal(String name) throws IOException, InterruptedException {
    int exit = new ProcessBuilder("kill", "-" + name, String.valueOf(pid())).start().waitFor();
    if (exit != 0) {
      throw new IOException("Process " + pid() + " did not take the signal " + name);
    }
  }
}
