package dev.groundswell.pipelines.decide;

import dev.groundswell.schemas.Detection;
import dev.groundswell.schemas.EventSummary;
import dev.groundswell.schemas.GroupField;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who is behind a detection. */
final class Actor {

  private static final String USER = "user.id";
  private static final String API_KEY = "api_key.id";

  private Actor() {}

  /**
   * The user that the group names, or every event of the evidence that is shown, else the key so;
   * empty if neither is one. Never a tenant: its people answer for themselves.
   */
  static Optional<GroupField> of(Detection detection) {
    return Stream.of(
            named(detection, USER),
            only(detection, USER, EventSummary::getUserId),
            named(detection, API_KEY),
            only(detection, API_KEY, EventSummary::getApiKeyId))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<GroupField> named(Detection detection, String field) {
    return detection.getGroup().stream().filter(each -> each.getName().equals(field)).findFirst();
  }

  private static Optional<GroupField> only(
      Detection detection, String field, Function<EventSummary, String> value) {
    List<String> values =
        detection.getEvidence().stream()
            .flatMap(step -> step.getEvents().stream())
            .map(value)
            .distinct()
            .limit(2)
            .collect(Collectors.toCollection(ArrayList::new)); // null is among them: nobody
    return values.size() == 1 && values.get(0) != null
        ? Optional.of(new GroupField(field, values.get(0)))
        : Optional.empty();
  }
}
