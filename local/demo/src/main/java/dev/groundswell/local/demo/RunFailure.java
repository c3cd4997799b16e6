package dev.groundswell.local.demo;

/** Why a run that began could not be brought to its end, in one line. */
final class RunFailure extends Exception {

  RunFailure(String message) {
    super(message);
  }

  RunFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
