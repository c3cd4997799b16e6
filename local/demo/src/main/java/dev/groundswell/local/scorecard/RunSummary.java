package dev.groundswell.local.scorecard;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.Writer;
import java.util.Map;

/**
 * What a run measured and how it compares with the truth: the content of the summary file. Its JSON
 * keys are a data format.
 *
 * @param events what became of the records
 * @param eventsByFormat records that were sent, by the format that they were sent in
 * @param scorecard alerts against truth; its keys stand beside the others
 * @param documents documents by index, as the search engine counts them
 * @param conservationLaw whether everything that came in is accounted for
 * @param latencyMs from the sending of the completing event to its alert
 * @param history shifts against what was planted before the live traffic; null if nothing was, and
 *     then left out
 */
@JsonPropertyOrder({
  "events",
  "eventsByFormat",
  "scorecard",
  "documents",
  "conservation_law",
  "latency_ms",
  "history"
})
public record RunSummary(
    Events events,
    Map<String, Long> eventsByFormat,
    @JsonUnwrapped Scorecard scorecard,
    Map<String, Long> documents,
    boolean conservationLaw,
    Latency latencyMs,
    @JsonInclude(JsonInclude.Include.NON_NULL) TrendScorecard history) {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(
              SerializationFeature.INDENT_OUTPUT, SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  /**
   * Records by what became of them, and of what they hold: of a trace every span is an item.
   *
   * @param sent records, by the simulator
   * @param received records, by ingest
   * @param valid items that were accepted, duplicates and late ones included
   * @param rejected items by reason
   * @param duplicate items seen before
   * @param late events behind the watermark
   */
  public record Events(
      long sent, long received, long valid, Map<String, Long> rejected, long duplicate, long late) {
    public Events {
      rejected = Map.copyOf(rejected);
    }
  }

  /**
   * Quantiles in milliseconds.
   *
   * @param p50 median
   * @param p99 99th percentile
   */
  public record Latency(long p50, long p99) {}

  public RunSummary {
    eventsByFormat = Map.copyOf(eventsByFormat);
    documents = Map.copyOf(documents);
  }

  /** The run is a success: nothing lost, all abuse found, nothing else reported. */
  public boolean passed() {
    return conservationLaw && scorecard.perfect() && (history == null || history.perfect());
  }

  /** Writes one JSON object, and a newline. */
  public void write(Writer writer) throws IOException {
    writer.write(JSON.writeValueAsString(this));
    writer.write('\n');
    writer.flush();
  }
}
