package dev.groundswell.local.demo;

/** The signals by which people and process managers stop a program. */
enum StopSignal {
  INT(2),
  TERM(15);

  private static final int KILLED_BY = 128;

  private final int number;

  StopSignal(int number) {
    this.number = number;
  }

  /** Exit code of a process that the signal ended, as shells report it. */
  int exitCode() {
    return KILLED_BY + number;
  }
}
