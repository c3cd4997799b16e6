package dev.groundswell.sinks.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.groundswell.sinks.elasticsearch.Document.Operation;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.RequestEntryWrapper;
import org.junit.jupiter.api.Test;

class DocumentStateSerializerTest {

  private final DocumentStateSerializer serializer = new DocumentStateSerializer();

  @Test
  void documentsComeBackAsTheyWere() throws IOException {
    List<Document> documents =
        List.of(
            new Document(
                "groundswell-alerts-2026.01", "ä", Operation.CREATE, 0, new byte[] {1, -1}),
            new Document("i", "", Operation.INDEX_EXTERNAL_GTE, Long.MAX_VALUE, new byte[70_000]));

    BufferedRequestState<Document> restored =
        serializer.deserialize(serializer.getVersion(), serializer.serialize(state(documents)));

    assertThat(restored.getBufferedRequestEntries())
        .extracting(RequestEntryWrapper::getRequestEntry)
        .containsExactlyElementsOf(documents);
    assertThat(restored.getStateSize()).isEqualTo(70_002);
  }

  @Test
  void theFormatIsTheOneThatIsInSavepoints() throws IOException {
    Document document = new Document("i", "d", Operation.INDEX_EXTERNAL_GTE, 258, new byte[] {7});

    assertThat(serializer.getVersion()).isEqualTo(1);
    assertThat(serializer.serialize(state(List.of(document))))
        .asHexString()
        .isEqualTo(
            "FFFFFFFFFFFFFFFF" // marker of the framework
                + "00000001" // documents
                + "0000000000000001" // size
                + "00000001"
                + "69" // index
                + "00000001"
                + "64" // id
                + "0012"
                + "494E4445585F45585445524E414C5F475445" // operation
                + "0000000000000102" // version
                + "00000001"
                + "07"); // source
  }

  @Test
  void anUnknownVersionIsRefused() throws IOException {
    byte[] serialized = serializer.serialize(state(List.of()));

    assertThatThrownBy(() -> serializer.deserialize(2, serialized))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("format 2")
        .hasMessageContaining("restore with the build that wrote them");
  }

  private static BufferedRequestState<Document> state(List<Document> documents) {
    Stream<RequestEntryWrapper<Document>> entries =
        documents.stream().map(d -> new RequestEntryWrapper<>(d, d.source().length));
    return new BufferedRequestState<>(entries.toList());
  }
}
