package dev.groundswell.local.demo;

import dev.groundswell.local.cli.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether this machine has the memory that the demo takes. */
final class Memory {

  private static final Path MEMINFO = Path.of("/proc/meminfo");
  private static final Pattern AVAILABLE = Pattern.compile("MemAvailable: +(\\d+) kB");
  private static final long ELASTICSEARCH_BYTES = 1L << 30;

  private Memory() {}

  /** Fails if less is available than this process and Elasticsearch may take. */
  static void require() throws IOException {
    if (Files.isReadable(MEMINFO)) {
      require(Files.readString(MEMINFO), Runtime.getRuntime().maxMemory() + ELASTICSEARCH_BYTES);
    }
  }

  static void require(String meminfo, long needed) {
    Optional<Long> available =
        AVAILABLE
            .matcher(meminfo)
            .results()
            .findFirst()
            .map(found -> Long.parseLong(found.group(1)) * 1024);
    if (available.isPresent() && available.get() < needed) {
      throw new CommandFailure(
          String.format(
              Locale.ROOT,
              "the demo takes up to %.1f GB of memory and %.1f GB are available: stop other"
                  + " programs, or give it less with JAVA_OPTS=-Xmx1g",
              needed / 1e9,
              available.get() / 1e9));
    }
  }
}
