package dev.groundswell.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.TypeExtractor;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.formats.avro.typeutils.AvroSerializer;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordsTest {

  static Stream<Class<? extends SpecificRecordBase>> records() {
    return Stream.of(
        TelemetryEvent.class,
        Verdict.class,
        SourceItem.class,
        DedupeWindow.class,
        EventSummary.class,
        StepMatch.class,
        StepRef.class,
        GroupField.class,
        Occurrence.class,
        CountWindow.class,
        CountedValue.class,
        ValueWindow.class,
        OpenRun.class,
        OpenGroup.class,
        OpenRuns.class,
        Detection.class,
        StepEvidence.class,
        Alert.class,
        TrendDelta.class,
        TechniqueDelta.class,
        TrendPoint.class,
        TrendShift.class,
        TrendCell.class,
        TrendReach.class,
        ReachedTarget.class,
        CellDays.class,
        OpenShift.class,
        CellRun.class,
        CellFilter.class,
        Mitigation.class,
        Baseline.class,
        CellBaseline.class,
        KindBaseline.class,
        WatchedTarget.class,
        DeadLetter.class,
        RuleChange.class,
        RulePhase.class,
        RuleRecord.class,
        RuleAudit.class);
  }

  @ParameterizedTest
  @MethodSource("records")
  void isAnAvroTypeToFlinkAndNeverAGenericOne(Class<? extends SpecificRecordBase> record) {
    TypeInformation<? extends SpecificRecordBase> type = TypeExtractor.createTypeInfo(record);
    assertThat(type).isInstanceOf(AvroTypeInfo.class);
    Configuration strict = new Configuration().set(PipelineOptions.GENERIC_TYPES, false);
    assertThat(type.createSerializer(new SerializerConfigImpl(strict)))
        .isInstanceOf(AvroSerializer.class);
  }

  @ParameterizedTest
  @MethodSource("records")
  void everyFieldSaysWhatItMeans(Class<? extends SpecificRecordBase> record) {
    Schema schema = schemaOf(record);
    assertThat(schema.getDoc()).as(schema.getName()).isNotBlank();
    assertThat(schema.getFields())
        .allSatisfy(field -> assertThat(field.doc()).as(schema + "." + field).isNotBlank());
  }

  @ParameterizedTest
  @MethodSource("records")
  void everyFieldOfTimeOrSizeNamesItsUnit(Class<? extends SpecificRecordBase> record) {
    assertThat(schemaOf(record).getFields())
        .filteredOn(field -> field.doc().contains("milliseconds since"))
        .allSatisfy(field -> assertThat(field.getProp("unit")).as(field.name()).isEqualTo("ms"));
  }

  @ParameterizedTest
  @MethodSource("records")
  void everyEnumHasADefaultSoThatOldReadersMeetNewSymbols(
      Class<? extends SpecificRecordBase> record) {
    assertThat(enums(schemaOf(record), new ArrayList<>()))
        .allSatisfy(found -> assertThat(found.getEnumDefault()).as(found.getName()).isNotNull());
  }

  private static Schema schemaOf(Class<? extends SpecificRecordBase> record) {
    return SpecificData.get().getSchema(record);
  }

  private static List<Schema> enums(Schema schema, List<Schema> found) {
    switch (schema.getType()) {
      case ENUM -> found.add(schema);
      case RECORD -> schema.getFields().forEach(field -> enums(field.schema(), found));
      case ARRAY -> enums(schema.getElementType(), found);
      case UNION -> schema.getTypes().forEach(branch -> enums(branch, found));
      default -> {}
    }
    return found;
  }
}
