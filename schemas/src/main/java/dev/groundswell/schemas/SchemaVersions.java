package dev.groundswell.schemas;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * The versions of every record that goes over a topic, a closed list. A record says only the
 * fingerprint of the schema that it was written under, so whoever is to read what waits on a topic,
 * or what a producer writes that was not upgraded yet, needs that schema as it was.
 */
public final class SchemaVersions {

  static final String DIRECTORY = "versions/";
  static final String LIST = DIRECTORY + "versions.tsv";

  private static final Map<String, List<String>> FINGERPRINTS =
      TableRows.of(SchemaVersions.class, LIST).stream()
          .collect(
              groupingBy(
                  cells -> cells[0],
                  mapping(cells -> cells[1], collectingAndThen(toList(), List::copyOf))));

  private SchemaVersions() {}

  /**
   * All versions but the one that {@code record} is generated from, oldest first. They hold all
   * that reading needs: names, types and defaults.
   *
   * @throws IllegalArgumentException if no topic carries such records
   */
  public static List<Schema> earlier(Class<? extends SpecificRecord> record) {
    List<String> fingerprints = FINGERPRINTS.get(record.getSimpleName());
    if (fingerprints == null) {
      throw new IllegalArgumentException(
          "%s lists no %s: none goes over a topic".formatted(LIST, record.getSimpleName()));
    }
    String current = fingerprint(SpecificData.get().getSchema(record));
    return fingerprints.stream()
        .filter(fingerprint -> !fingerprint.equals(current))
        .map(fingerprint -> load(record, fingerprint))
        .toList();
  }

  /** The 64-bit fingerprint of the Avro specification, in 16 hex digits. */
  static String fingerprint(Schema schema) {
    return "%016x".formatted(SchemaNormalization.parsingFingerprint64(schema));
  }

  static String resource(Class<? extends SpecificRecord> record, String fingerprint) {
    return DIRECTORY + record.getSimpleName() + "-" + fingerprint + ".avsc";
  }

  private static Schema load(Class<? extends SpecificRecord> record, String fingerprint) {
    String name = resource(record, fingerprint);
    try (InputStream text = SchemaVersions.class.getResourceAsStream(name)) {
      return new Schema.Parser().parse(text);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }
}
