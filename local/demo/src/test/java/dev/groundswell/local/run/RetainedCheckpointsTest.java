package dev.groundswell.local.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetainedCheckpointsTest {

  @TempDir Path parent;

  @Test
  void aJobThatNeverRanStartsAfreshInADirectoryOfItsOwn() throws IOException {
    assertThat(look().newest()).isEmpty();
    assertThat(job()).isDirectory();
  }

  @Test
  void theHighestWholeCheckpointOfAllRunsIsTheNewest() throws IOException {
    whole("run-b/chk-9");
    whole("run-a/chk-10");
    unfinished("run-b/chk-11");
    assertThat(look().newest()).map(Object::toString).hasValue(uri("run-a/chk-10"));
  }

  @Test
  void whatIsNoCheckpointIsNotTaken() throws IOException {
    whole("run-a/savepoint-4");
    whole("run-a/chk-x");
    Files.writeString(job().resolve("readme.txt"), "mine");
    assertThat(look().newest()).isEmpty();
  }

  @Test
  @Tag("F3")
  void sweepingLeavesWholeCheckpointsAndWhatTheyShare() throws IOException {
    whole("run-a/chk-10");
    unfinished("run-a/chk-11");
    Files.writeString(Files.createDirectories(job().resolve("run-a/shared")).resolve("sst"), "x");
    Files.createDirectories(job().resolve("run-a/taskowned"));
    unfinished("run-b/chk-11");
    Files.createDirectories(job().resolve("run-b/shared"));

    look().sweep();

    assertThat(job().resolve("run-a/chk-10/_metadata")).exists();
    assertThat(job().resolve("run-a/shared/sst")).exists();
    assertThat(job().resolve("run-a/chk-11")).doesNotExist();
    assertThat(job().resolve("run-a/taskowned")).doesNotExist();
    assertThat(job().resolve("run-b")).doesNotExist();
  }

  @Test
  @Tag("F3")
  void aDirectoryThatCannotBeMadeIsAnError() throws IOException {
    Files.writeString(job(), "a file where a directory has to be");
    assertThatThrownBy(this::look).isInstanceOf(IOException.class);
  }

  private RetainedCheckpoints look() throws IOException {
    return RetainedCheckpoints.in(new org.apache.flink.core.fs.Path(job().toUri()));
  }

  private Path job() {
    return parent.resolve("job");
  }

  private String uri(String name) {
    return "file:" + job().resolve(name);
  }

  private void whole(String name) throws IOException {
    unfinished(name);
    Files.writeString(job().resolve(name).resolve("_metadata"), "m");
  }

  private void unfinished(String name) throws IOException {
    Files.writeString(Files.createDirectories(job().resolve(name)).resolve("state"), "s");
  }
}
