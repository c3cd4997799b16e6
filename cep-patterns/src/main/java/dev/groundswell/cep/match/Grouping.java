package dev.groundswell.cep.match;

import dev.groundswell.cep.rules.GroupBy;
import dev.groundswell.schemas.EventSummary;
import dev.groundswell.schemas.GroupField;
import dev.groundswell.schemas.StepMatch;
import dev.groundswell.schemas.StepRef;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.TelemetryField;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.MurmurHash3;

/** Finds the group of an event: the values of a rule's group-by fields. */
final class Grouping {

  /** A rule about single events groups by the first of these that the event has. */
  private static final List<TelemetryField> ACTORS =
      Stream.of("user.id", "api_key.id", "event.id").map(Grouping::field).toList();

  private final List<String> names;
  private final List<TelemetryField> fields;

  /** The grouping of the events of a base rule; by actor if there is nothing to group by. */
  Grouping(GroupBy groupBy, String baseRule) {
    this.names = groupBy.names();
    this.fields = groupBy.fields(baseRule).stream().map(Grouping::field).toList();
  }

  /** The group, or empty after adding the fields that the event lacks. */
  Optional<List<GroupField>> of(TelemetryEvent event, Set<String> absent) {
    if (fields.isEmpty()) {
      return ACTORS.stream()
          .filter(field -> field.value(event) != null)
          .map(field -> List.of(new GroupField(field.name(), field.value(event).toString())))
          .findFirst();
    }
    List<GroupField> group = new ArrayList<>(fields.size());
    for (int i = 0; i < fields.size(); i++) {
      Object value = fields.get(i).value(event);
      if (value == null) {
        absent.add(fields.get(i).name());
      } else {
        group.add(new GroupField(names.get(i), value.toString()));
      }
    }
    return group.size() == fields.size() ? Optional.of(group) : Optional.empty();
  }

  static StepMatch match(List<GroupField> group, List<StepRef> steps, EventSummary event) {
    long[] key = key(group);
    return new StepMatch(key[0], key[1], group, steps, event);
  }

  /**
   * 128 bits that stand for the group. Not a cryptographic hash: it is computed for most events,
   * and identities in it are keyed pseudonyms, which nobody can choose.
   */
  private static long[] key(List<GroupField> group) {
    StringBuilder text = new StringBuilder();
    for (GroupField field : group) {
      text.append(field.getName().length()).append(':').append(field.getName());
      text.append(field.getValue().length()).append(':').append(field.getValue());
    }
    return MurmurHash3.hash128x64(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static TelemetryField field(String name) {
    return TelemetryField.named(name).orElseThrow();
  }
}
