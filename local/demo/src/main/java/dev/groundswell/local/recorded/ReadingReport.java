package dev.groundswell.local.recorded;

import dev.groundswell.local.cli.CommandFailure;
import dev.groundswell.local.cli.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;

/** What the reading of a file tells the person who waits for it. */
public final class ReadingReport implements Recording.Listener {

  private static final int REFUSALS_SHOWN = 20;
  private static final int WARNINGS_SHOWN = 50;
  private static final int NAME_LENGTH = 100;

  private final PrintWriter err;
  private long refusals;

  public ReadingReport(PrintWriter err) {
    this.err = err;
  }

  /**
   * Reads a file and tells what is wrong with it.
   *
   * @param option by which the file was named
   * @throws CommandFailure if it cannot be read
   */
  public Recording read(String option, Path file) {
    try (InputStream bytes = RecordedInput.open(file)) {
      return events(bytes);
    } catch (IOException e) {
      throw unreadable(option, file, e);
    }
  }

  /**
   * Reads a file of events or of a series, as its first line says that is not blank, and tells what
   * is wrong with it.
   *
   * @param option by which the file was named
   * @throws CommandFailure if it cannot be read
   */
  public Recorded readEventsOrSeries(String option, Path file) {
    try (InputStream bytes = RecordedInput.open(file);
        InputStream text = Unzipped.of(bytes)) {
      return RecordedInput.opensAnObject(text) ? events(text) : Series.read(text);
    } catch (IOException e) {
      throw unreadable(option, file, e);
    }
  }

  private Recording events(InputStream bytes) throws IOException {
    Recording recording = Recording.read(bytes, this);
    tell(recording);
    return recording;
  }

  private static CommandFailure unreadable(String option, Path file, IOException cause) {
    String why = RecordedInput.reason(cause);
    return new CommandFailure("%s %s cannot be read: %s".formatted(option, file, why), cause);
  }

  @Override
  public void refused(long line, String why) {
    if (refusals++ < REFUSALS_SHOWN) {
      print("line %,d: %s".formatted(line, why));
    }
  }

  @Override
  public void progress(long lines) {
    print("%,d lines read".formatted(lines));
  }

  private void tell(Recording recording) {
    if (refusals > 0) {
      print(
          "%,d of %,d lines refused%s"
              .formatted(
                  refusals,
                  recording.read(),
                  refusals > REFUSALS_SHOWN
                      ? "; the first %d are shown".formatted(REFUSALS_SHOWN)
                      : ""));
    }
    recording.unknown().entrySet().stream()
        .limit(WARNINGS_SHOWN)
        .forEach(
            field ->
                print(
                    "warning: no field %s; left out of %,d events"
                        .formatted(cut(field.getKey()), field.getValue())));
    int more = recording.unknown().size() - WARNINGS_SHOWN;
    if (more > 0) {
      print("warning: %,d more fields that no event has".formatted(more));
    }
  }

  /** Says something on a line of its own. */
  public void print(String text) {
    err.println("groundswell: " + Printable.of(text));
    err.flush();
  }

  private static String cut(String name) {
    return name.length() > NAME_LENGTH ? name.substring(0, NAME_LENGTH) + "…" : name;
  }
}
