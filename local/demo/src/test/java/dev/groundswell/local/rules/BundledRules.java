package dev.groundswell.local.rules;

import java.nio.file.Path;

/** Where the bundled rules are, for commands that read a directory. */
public final class BundledRules {

  /** The directory. */
  public static final Path DIRECTORY = Path.of("../../cep-patterns/src/main/resources/rules");

  /** How many there are. */
  public static final int COUNT = 16;

  private BundledRules() {}
}
