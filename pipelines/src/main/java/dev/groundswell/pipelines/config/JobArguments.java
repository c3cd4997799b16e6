package dev.groundswell.pipelines.config;

import java.nio.file.Path;

/** Arguments of a job that is submitted to a cluster. */
public final class JobArguments {

  private static final String CONFIG = "--config";

  private JobArguments() {}

  /**
   * The file that {@code --config FILE} names.
   *
   * @throws ConfigException if the arguments are anything else
   */
  public static Path configFile(String[] args) {
    if (args.length != 2 || !args[0].equals(CONFIG)) {
      throw new ConfigException("Usage: " + CONFIG + " FILE");
    }
    return Path.of(args[1]);
  }
}
