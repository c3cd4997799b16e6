package dev.groundswell.local.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a run planted.
 *
 * @param campaigns the stories, the ones that the run's end interrupted included
 * @param benignActors distinct benign users who were heard of
 */
public record Truth(List<Campaign> campaigns, long benignActors) {

  static final ObjectMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  static final String BENIGN_ACTORS = "benign_actors";

  public Truth {
    campaigns = List.copyOf(campaigns);
  }

  /**
   * Reads what a {@link TruthWriter} wrote.
   *
   * @throws IOException if it cannot be read, or the run that wrote it did not close it
   */
  public static Truth read(BufferedReader lines) throws IOException {
    List<Campaign> campaigns = new ArrayList<>();
    OptionalLong benignActors = OptionalLong.empty();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      JsonNode entry = JSON.readTree(line);
      if (entry.has(BENIGN_ACTORS)) {
        benignActors = OptionalLong.of(entry.get(BENIGN_ACTORS).longValue());
      } else {
        campaigns.add(JSON.treeToValue(entry, Campaign.class));
      }
    }
    return new Truth(
        campaigns,
        benignActors.orElseThrow(
            () -> new IOException("the truth ends early: its last line must count benign actors")));
  }
}
