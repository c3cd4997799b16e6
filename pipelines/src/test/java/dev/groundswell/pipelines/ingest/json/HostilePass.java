package dev.groundswell.pipelines.ingest.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.pipelines.ingest.format.ReadItems;
import dev.groundswell.pipelines.ingest.format.RecordDecoder;
import dev.groundswell.pipelines.ingest.format.Refusal;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Cuts a record at every byte and damages every byte: no exception may leave the decoder, something
 * must come of what is left, and no refusal may quote it.
 */
public final class HostilePass {

  /** What a byte becomes; 0 stands for its lowest bit flipped. */
  private static final byte[] DAMAGE = {0, '"'};

  private final Supplier<RecordDecoder> decoders;
  private final byte[] record;
  private final String[] secrets;

  /**
   * @param record one that can be read as a whole
   * @param secrets what of it must not be quoted
   */
  public HostilePass(Supplier<RecordDecoder> decoders, byte[] record, String... secrets) {
    this.decoders = decoders;
    this.record = record.clone();
    this.secrets = secrets.clone();
  }

  /** Goes over the whole record. */
  public void run() {
    int whole = items(record);
    for (int at = 0; at < record.length; at++) {
      assertThat(items(Arrays.copyOf(record, at))).as("cut at %d", at).isBetween(1, whole);
      for (byte value : DAMAGE) {
        byte[] damaged = record.clone();
        damaged[at] = value == 0 ? (byte) (record[at] ^ 1) : value;
        assertThat(items(damaged)).as("byte %d as %d", at, damaged[at]).isPositive();
      }
    }
  }

  /** How many items a record has; whoever throws ends the test. */
  private int items(byte[] bytes) {
    ReadItems items = ReadItems.of(decoders.get(), bytes);
    for (Refusal refusal : items.refusals()) {
      assertThat(refusal.reason()).isNotNull();
      assertThat(refusal.getMessage()).doesNotContain(secrets);
    }
    return items.events().size() + items.ignoredItems() + items.refusals().size();
  }
}
