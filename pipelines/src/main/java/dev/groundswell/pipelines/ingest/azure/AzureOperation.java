package dev.groundswell.pipelines.ingest.azure;

import static java.util.stream.Collectors.groupingBy;

import dev.groundswell.schemas.EventCategory;
import dev.groundswell.schemas.TableRows;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An operation that a log of Azure names and that matters here: a row of {@code
 * azure-operations.tsv}.
 *
 * @param log the log, as its category has it; {@code Activity} for the activity log
 * @param name the operation; one that begins with a slash is how the path of a call ends
 * @param resource what the operation must be on: a resource provider, {@code subscription} for a
 *     subscription itself, or {@code -} for anything
 * @param category what kind of activity it is
 * @param action what it does, in the words of rules
 */
record AzureOperation(
    String log, String name, String resource, EventCategory category, String action) {

  private static final String TABLE = "azure-operations.tsv";
  private static final List<AzureOperation> ALL = load();
  private static final Map<String, List<AzureOperation>> BY_LOG_AND_NAME =
      ALL.stream().collect(groupingBy(operation -> key(operation.log, operation.name)));

  /** The operation that a record of a log names; empty for all others of Azure's thousands. */
  static Optional<AzureOperation> of(String log, String name, AzureRecord record) {
    return BY_LOG_AND_NAME.getOrDefault(key(log, name), List.of()).stream()
        .filter(operation -> operation.isOn(record))
        .findFirst();
  }

  /** The operation that a call to a path is, by how the path ends. */
  static Optional<AzureOperation> ofPath(String log, String path) {
    return ALL.stream()
        .filter(o -> o.log.equals(log) && o.name.startsWith("/") && path.endsWith(o.name))
        .findFirst();
  }

  /** Every operation, in the order of the table. */
  static List<AzureOperation> all() {
    return ALL;
  }

  private boolean isOn(AzureRecord record) {
    return switch (resource) {
      case "-" -> true;
      case "subscription" ->
          record.resource().matches("/subscriptions/[^/]+/providers/microsoft.insights/.*");
      default -> record.isOf(resource);
    };
  }

  private static String key(String log, String name) {
    return name == null ? log : log + ' ' + name.toLowerCase(Locale.ROOT);
  }

  private static List<AzureOperation> load() {
    return TableRows.of(AzureOperation.class, TABLE).stream().map(AzureOperation::parse).toList();
  }

  private static AzureOperation parse(String[] cells) {
    return new AzureOperation(
        cells[0], cells[1], cells[2], EventCategory.valueOf(cells[3]), cells[4]);
  }
}
