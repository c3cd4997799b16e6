package dev.groundswell.local.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * What a job's earlier runs left in its directory: Flink writes {@code <job id>/chk-<n>}, and a
 * {@code _metadata} there last.
 *
 * @param directory of the job, and of no other
 * @param newest the checkpoint to go on from, if a whole one is there
 */
record RetainedCheckpoints(Path directory, Optional<Path> newest) {

  private static final Pattern CHECKPOINT = Pattern.compile("chk-(\\d+)");
  private static final String METADATA = "_metadata";

  /**
   * Looks for checkpoints, and makes the directory if need be.
   *
   * @throws IOException if the directory cannot be read or made, or has a scheme that no plug-in
   *     serves
   */
  static RetainedCheckpoints in(Path directory) throws IOException {
    FileSystem files = directory.getFileSystem();
    if (!files.mkdirs(directory)) {
      throw new IOException("cannot make the directory " + directory);
    }
    List<Path> whole = new ArrayList<>();
    for (FileStatus run : files.listStatus(directory)) {
      for (FileStatus state : files.listStatus(run.getPath())) {
        if (isCheckpoint(state) && files.exists(new Path(state.getPath(), METADATA))) {
          whole.add(state.getPath());
        }
      }
    }
    // By number, not by time: a run counts on from the checkpoint that it restored.
    return new RetainedCheckpoints(
        directory, whole.stream().max(Comparator.comparingLong(RetainedCheckpoints::number)));
  }

  /**
   * Deletes what nothing refers to: checkpoints that a killed run did not finish, and directories
   * that are empty. Only while no job writes here.
   */
  void sweep() throws IOException {
    FileSystem files = directory.getFileSystem();
    for (FileStatus run : files.listStatus(directory)) {
      for (FileStatus state : files.listStatus(run.getPath())) {
        if (isCheckpoint(state) && !files.exists(new Path(state.getPath(), METADATA))) {
          files.delete(state.getPath(), true);
        } else {
          deleteIfEmpty(files, state);
        }
      }
      deleteIfEmpty(files, run);
    }
  }

  private static void deleteIfEmpty(FileSystem files, FileStatus status) throws IOException {
    if (status.isDir() && files.listStatus(status.getPath()).length == 0) {
      files.delete(status.getPath(), false);
    }
  }

  private static boolean isCheckpoint(FileStatus status) {
    return status.isDir() && CHECKPOINT.matcher(status.getPath().getName()).matches();
  }

  private static long number(Path checkpoint) {
    Matcher name = CHECKPOINT.matcher(checkpoint.getName());
    if (!name.matches()) {
      throw new IllegalArgumentException(checkpoint + " is no checkpoint");
    }
    return Long.parseLong(name.group(1));
  }
}
