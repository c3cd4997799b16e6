package dev.groundswell.pipelines.ingest.otlp;

import dev.groundswell.pipelines.ingest.format.ReadItems;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.TracePart;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a decoder of OTLP hands out. */
public class ReadParts extends ReadItems {

  private final List<TracePart> parts = new ArrayList<>();

  static ReadParts json(String text) {
    return of(OtlpDecoder.json(), text.getBytes(StandardCharsets.UTF_8));
  }

  /** What becomes of a record; one that cannot be read at all is one refusal. */
  static ReadParts of(OtlpDecoder decoder, byte[] record) {
    ReadParts items = new ReadParts();
    items.read(decoder, record);
    return items;
  }

  @Override
  public void event(TelemetryEvent event) {
    throw new AssertionError("items of OTLP are parts");
  }

  @Override
  public void part(TracePart part) {
    parts.add(part);
  }

  /** The parts in their order. */
  public List<TracePart> parts() {
    return parts;
  }

  int items() {
    return parts.size() + refusals().size() + ignoredItems();
  }

  /** The parts of each trace. */
  Collection<List<TracePart>> traces() {
    Map<String, List<TracePart>> traces = new LinkedHashMap<>();
    parts.forEach(p -> traces.computeIfAbsent(p.getTraceId(), id -> new ArrayList<>()).add(p));
    return traces.values();
  }

  /** The calls of every trace. */
  public List<AssembledCall> calls() {
    return traces().stream().flatMap(trace -> CallAssembly.of(trace).stream()).toList();
  }

  /** What becomes of the parts of every trace, which are all that there will be. */
  Fates fates() {
    Fates fates = Fates.NONE;
    for (List<TracePart> trace : traces()) {
      new TraceCalls(trace).tellAll();
      fates = fates.plus(Fates.of(trace));
    }
    return fates;
  }
}
