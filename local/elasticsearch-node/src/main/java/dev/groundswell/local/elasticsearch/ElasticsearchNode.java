package dev.groundswell.local.elasticsearch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.core.TimeValue;
import org.elasticsearch.env.Environment;
import org.elasticsearch.http.HttpServerTransport;
import org.elasticsearch.node.Node;
import org.elasticsearch.plugins.PluginsLoader;

/**
 * A real single-node Elasticsearch on the loopback address, made to be somebody's child process.
 *
 * <p>Arguments: the home directory (holding {@code modules/}), the data directory, the HTTP port (0
 * for any free one) and the cluster name. Once it serves reads and writes, it prints one line to
 * standard output, {@code ready <port>}; everything else goes to standard error. It stops when its
 * standard input closes, which happens however its parent ends.
 */
public final class ElasticsearchNode {
  private static final TimeValue RECOVERY_TIMEOUT = TimeValue.timeValueSeconds(50);
  private static final long STOP_TIMEOUT_SECONDS = 5;

  private ElasticsearchNode() {}

  public static void main(String[] args) throws Exception {
    if (args.length != 4) {
      throw new IllegalArgumentException("expected: <home> <data> <http port> <cluster name>");
    }
    PrintStream parent = System.out;
    System.setOut(System.err);
    Thread watch = exitWhenClosed(System.in);

    Node node = create(Path.of(args[0]), Path.of(args[1]), Integer.parseInt(args[2]), args[3]);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(node), "stop-node"));
    node.start();
    awaitRecovery(node);
    parent.println("ready " + httpPort(node));
    // The node's own threads are daemons: without this one the JVM would end here.
    watch.join();
  }

  private static Node create(Path home, Path data, int httpPort, String clusterName)
      throws IOException {
    Settings settings =
        Settings.builder()
            .put("path.home", home.toString())
            .put("path.data", data.toString())
            .put("path.logs", data.resolve("logs").toString())
            .put("cluster.name", clusterName)
            .put("node.name", clusterName)
            .put("discovery.type", "single-node")
            .put("network.host", "127.0.0.1")
            .put("http.port", httpPort)
            .put("transport.port", 0)
            // A laptop's disk that is 90 % full would otherwise make every index read-only.
            .put("cluster.routing.allocation.disk.threshold_enabled", false)
            .build();
    LogConfigurator.configureESLogging();
    Environment environment =
        new Environment(settings, Files.createDirectories(data.resolve("config")));
    PluginsLoader plugins =
        PluginsLoader.createPluginsLoader(
            PluginsLoader.loadModulesBundles(environment.modulesDir()),
            PluginsLoader.loadPluginsBundles(Files.createDirectories(data.resolve("plugins"))),
            Map.of(),
            false);
    return new Node(environment, plugins);
  }

  /** Until the cluster state is recovered the node answers every write with 503. */
  private static void awaitRecovery(Node node) {
    boolean timedOut =
        node.client()
            .admin()
            .cluster()
            .prepareHealth(RECOVERY_TIMEOUT)
            .setTimeout(RECOVERY_TIMEOUT)
            .setWaitForYellowStatus()
            .get()
            .isTimedOut();
    if (timedOut) {
      throw new IllegalStateException("The indices did not recover within " + RECOVERY_TIMEOUT);
    }
  }

  private static int httpPort(Node node) {
    return node.injector()
        .getInstance(HttpServerTransport.class)
        .boundAddress()
        .publishAddress()
        .getPort();
  }

  private static Thread exitWhenClosed(InputStream parent) {
    Thread watch =
        new Thread(
            () -> {
              try {
                parent.transferTo(OutputStream.nullOutputStream());
              } catch (IOException e) {
                System.err.println("Standard input failed: " + e);
              }
              System.exit(0);
            },
            "watch-parent");
    watch.setDaemon(true);
    watch.start();
    return watch;
  }

  private static void stop(Node node) {
    try {
      node.close();
      if (!node.awaitClose(STOP_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("The node did not stop within " + STOP_TIMEOUT_SECONDS + " s");
      }
    } catch (IOException e) {
      System.err.println("The node did not stop cleanly: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
