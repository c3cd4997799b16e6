package dev.groundswell.local.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;

/** Ends a run when a signal asks for it: in order if it can, at once if it must. */
final class RunStop {

  /** How long a run that was given up may take to stop its servers, and again without its child. */
  private static final Duration GRACE = Duration.ofSeconds(3);

  private final Thread run = Thread.currentThread();
  private final StopAnswers answers = new StopAnswers(System::nanoTime);
  private final RunDirectory directory;
  private final PrintWriter err;
  private volatile Runnable endTraffic;
  private volatile StopSignal givenUpOn;

  /** Made in the thread of the run. */
  RunStop(RunDirectory directory, PrintWriter err) {
    this.directory = directory;
    this.err = err;
  }

  /**
   * From now on there is something to drain.
   *
   * @param end ends the traffic; does nothing if it has ended
   */
  void trafficBegan(Runnable end) {
    endTraffic = end;
    answers.trafficBegan();
  }

  /** Whether traffic ever began, so that data and log are of interest. */
  boolean hadTraffic() {
    return endTraffic != null;
  }

  /** The signal on which the run was given up, if it was: what it throws then is no news. */
  Optional<StopSignal> givenUpOn() {
    return Optional.ofNullable(givenUpOn);
  }

  /** Does what a signal asks for; does not return if that is to end a process that hangs. */
  void on(StopSignal signal) {
    switch (answers.next(signal)) {
      case DRAIN -> {
        say(signal + " ends the traffic; a second one ends the demo without draining");
        endTraffic.run();
      }
      case GIVE_UP -> giveUp(signal);
      case NOTHING -> {}
    }
  }

  private void giveUp(StopSignal signal) {
    say(
        signal
            + (hadTraffic()
                ? " ends the demo without draining; data and log: " + directory.path()
                : " ends the demo before its traffic begins"));
    givenUpOn = signal;
    run.interrupt();
    try {
      run.join(GRACE.toMillis());
      ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);
      run.join(GRACE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!hadTraffic()) {
      directory.discard();
    }
    Runtime.getRuntime().halt(signal.exitCode());
  }

  private void say(String line) {
    err.println("groundswell: " + line);
    err.flush();
  }
}
