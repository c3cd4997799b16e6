package dev.groundswell.pipelines.warm;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.groundswell.pipelines.trend.BaselineSource;
import dev.groundswell.schemas.Baseline;
import dev.groundswell.sinks.elasticsearch.BaselineJson;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * JSON lines. Whoever runs the trends reads them, so on a cluster the file must be one that every
 * task manager reaches.
 *
 * @param file as Flink names files
 */
record FileBaselines(String file) implements BaselineSource {

  @Override
  public List<Baseline> all() throws IOException {
    try (BufferedReader lines = open()) {
      BaselineJson json = new BaselineJson();
      List<Baseline> baselines = new ArrayList<>();
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          baselines.add(read(json, line, number));
        }
      }
      return baselines;
    }
  }

  private BufferedReader open() throws IOException {
    try {
      Path path = new Path(file);
      return new BufferedReader(
          new InputStreamReader(FileSystem.get(path.toUri()).open(path), UTF_8));
    } catch (FileNotFoundException e) {
      throw new IOException(
          "there is no file %s; groundswell baselines writes one".formatted(file), e);
    } catch (IOException | IllegalArgumentException e) {
      throw new IOException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  private Baseline read(BaselineJson json, String line, int number) throws IOException {
    try {
      return json.read(line);
    } catch (IOException e) {
      throw new IOException("%s, line %d: %s".formatted(file, number, e.getMessage()), e);
    }
  }
}
