package dev.groundswell.pipelines.config;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Arguments of a job that is submitted to a cluster.
 *
 * @param config the file that {@code --config FILE} names
 * @param warmBaselines what {@code --warm-baselines} says, of the monitor
 */
public record JobArguments(Path config, Optional<String> warmBaselines) {

  /** The option that says from where trends are warmed; commands have it too. */
  public static final String WARM_BASELINES = "--warm-baselines";

  private static final String CONFIG = "--config";
  private static final String USAGE = "Usage: " + CONFIG + " FILE";

  /**
   * Those of the monitor: {@code --config FILE}, and perhaps {@code --warm-baselines FILE} or
   * {@code --warm-baselines elasticsearch}.
   *
   * @throws ConfigException if the arguments are anything else
   */
  public static JobArguments ofMonitor(String[] args) {
    List<String> given = Arrays.asList(args);
    if (args.length == 4 && given.get(2).equals(WARM_BASELINES)) {
      return new JobArguments(
          configFile(Arrays.copyOf(args, 2), usageOfMonitor()), Optional.of(args[3]));
    }
    return new JobArguments(configFile(args, usageOfMonitor()), Optional.empty());
  }

  /**
   * The file that {@code --config FILE} names.
   *
   * @throws ConfigException if the arguments are anything else
   */
  public static Path configFile(String[] args) {
    return configFile(args, USAGE);
  }

  private static Path configFile(String[] args, String usage) {
    if (args.length != 2 || !args[0].equals(CONFIG)) {
      throw new ConfigException(usage);
    }
    return Path.of(args[1]);
  }

  private static String usageOfMonitor() {
    return USAGE + " [" + WARM_BASELINES + " FILE|elasticsearch]";
  }
}
