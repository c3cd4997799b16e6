package dev.groundswell.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaFormatter;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Nobody changes what goes over a topic and forgets how it was; {@code
 * -Dgroundswell.regenerate=true} adds the version that there is now to those that are kept.
 */
@Tag("U3")
class SchemaVersionsTest {

  private static final Path RESOURCES = Path.of("src/main/resources/dev/groundswell/schemas");

  static List<Class<? extends SpecificRecord>> topicRecords() {
    return List.of(
        Alert.class,
        Baseline.class,
        DeadLetter.class,
        Mitigation.class,
        RuleAudit.class,
        RuleChange.class,
        TelemetryEvent.class,
        TrendPoint.class,
        TrendShift.class);
  }

  @BeforeAll
  static void keepTheCurrentVersionsIfAsked() throws IOException {
    if (Boolean.getBoolean("groundswell.regenerate")) {
      keepCurrent();
    }
  }

  @Test
  void listsEveryVersionUpToTheCurrentOne() throws IOException {
    assertThat(listed())
        .as(
            "versions of what goes over topics. A schema changed, and records under its last"
                + " version wait on topics: run this test with -Dgroundswell.regenerate=true, which"
                + " adds the new version to versions/, commit it, and leave the versions that were"
                + " on main where they are (README.md, \"Changing a schema\")")
        .isEqualTo(upToTheCurrent(listed()));
  }

  @Test
  void everyListedVersionIsKeptAsItWasAndNoOtherIs() throws IOException {
    Map<String, String> kept = new TreeMap<>();
    try (Stream<Path> files = Files.list(RESOURCES.resolve(SchemaVersions.DIRECTORY))) {
      for (Path file : files.filter(found -> found.toString().endsWith(".avsc")).toList()) {
        Schema schema = new Schema.Parser().parse(Files.readString(file));
        kept.put(
            file.getFileName().toString(),
            schema.getName() + "-" + SchemaVersions.fingerprint(schema) + ".avsc");
      }
    }

    assertThat(kept).allSatisfy((file, content) -> assertThat(file).isEqualTo(content));
    assertThat(kept.keySet())
        .containsExactlyInAnyOrderElementsOf(
            listed().entrySet().stream()
                .flatMap(
                    record ->
                        record.getValue().stream()
                            .map(version -> record.getKey() + "-" + version + ".avsc"))
                .toList());
  }

  @ParameterizedTest
  @MethodSource("topicRecords")
  void whoKnowsOneVersionReadsEveryOther(Class<? extends SpecificRecord> record) {
    List<Schema> versions = new ArrayList<>(SchemaVersions.earlier(record));
    versions.add(SpecificData.get().getSchema(record));

    for (Schema reader : versions) {
      for (Schema writer : versions) {
        assertThat(SchemaCompatibility.checkReaderWriterCompatibility(reader, writer))
            .as(
                "%s reads %s",
                SchemaVersions.fingerprint(reader), SchemaVersions.fingerprint(writer))
            .returns(
                SchemaCompatibilityType.COMPATIBLE,
                SchemaCompatibility.SchemaPairCompatibility::getType);
      }
    }
  }

  @Test
  void theCurrentVersionIsNoEarlierOne() {
    assertThat(SchemaVersions.earlier(TelemetryEvent.class))
        .extracting(SchemaVersions::fingerprint)
        .contains("01f931e449500eae")
        .doesNotContain(current(TelemetryEvent.class));
  }

  @Test
  void whatGoesOverNoTopicHasNoVersions() {
    assertThatThrownBy(() -> SchemaVersions.earlier(Verdict.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Verdict");
  }

  private static String current(Class<? extends SpecificRecord> record) {
    return SchemaVersions.fingerprint(SpecificData.get().getSchema(record));
  }

  /** From the source, not the class path: regeneration writes there. */
  private static Map<String, List<String>> listed() throws IOException {
    Map<String, List<String>> listed = new TreeMap<>();
    for (String line : Files.readAllLines(RESOURCES.resolve(SchemaVersions.LIST))) {
      if (!line.startsWith("#")) {
        String[] cells = line.split("\t", -1);
        listed.computeIfAbsent(cells[0], record -> new ArrayList<>()).add(cells[1]);
      }
    }
    return listed;
  }

  private static Map<String, List<String>> upToTheCurrent(Map<String, List<String>> listed) {
    Map<String, List<String>> versions = new TreeMap<>();
    for (Class<? extends SpecificRecord> record : topicRecords()) {
      List<String> earlier =
          new ArrayList<>(listed.getOrDefault(record.getSimpleName(), List.of()));
      earlier.remove(current(record));
      earlier.add(current(record));
      versions.put(record.getSimpleName(), earlier);
    }
    return versions;
  }

  private static void keepCurrent() throws IOException {
    StringBuilder list =
        new StringBuilder(
            "# All versions of the records that go over topics, of each the oldest first: record,"
                + " fingerprint\n");
    upToTheCurrent(listed())
        .forEach(
            (record, versions) ->
                versions.forEach(
                    version -> list.append(record).append('\t').append(version).append('\n')));
    Files.writeString(RESOURCES.resolve(SchemaVersions.LIST), list.toString());
    for (Class<? extends SpecificRecord> record : topicRecords()) {
      Files.writeString(
          RESOURCES.resolve(SchemaVersions.resource(record, current(record))),
          SchemaFormatter.format(
                  "json/pretty", bare(SpecificData.get().getSchema(record), new HashMap<>()))
              + "\n");
    }
  }

  /** Without what reading does not need: documentation, units, examples, classes of strings. */
  private static Schema bare(Schema schema, Map<String, Schema> named) {
    return switch (schema.getType()) {
      case RECORD -> bareRecord(schema, named);
      case ENUM ->
          named.computeIfAbsent(
              schema.getFullName(),
              name ->
                  Schema.createEnum(
                      name, null, null, schema.getEnumSymbols(), schema.getEnumDefault()));
      case ARRAY -> Schema.createArray(bare(schema.getElementType(), named));
      case MAP -> Schema.createMap(bare(schema.getValueType(), named));
      case UNION ->
          Schema.createUnion(
              schema.getTypes().stream().map(branch -> bare(branch, named)).toList());
      case FIXED -> throw new IllegalStateException("no record has a fixed yet");
      default -> Schema.create(schema.getType());
    };
  }

  private static Schema bareRecord(Schema schema, Map<String, Schema> named) {
    Schema known = named.get(schema.getFullName());
    if (known != null) {
      return known;
    }
    Schema bare = Schema.createRecord(schema.getFullName(), null, null, false);
    named.put(schema.getFullName(), bare);
    bare.setFields(
        schema.getFields().stream()
            .map(
                field ->
                    new Schema.Field(
                        field.name(), bare(field.schema(), named), null, field.defaultVal()))
            .toList());
    return bare;
  }
}
