package dev.groundswell.local.cli;

/** Why a command cannot do what it was asked, in one line that says what to do about it. */
public final class CommandFailure extends RuntimeException {

  public CommandFailure(String message) {
    super(message);
  }

  public CommandFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
