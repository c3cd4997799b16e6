package dev.groundswell.pipelines.trend;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Sketches of so many actors: of thirty that there are, one is drawn, so that ticks differ. */
final class DrawnActors {

  private static final int OF_EACH_COUNT = 30;

  private final Map<Integer, List<Actors>> drawn = new ConcurrentHashMap<>();

  Actors of(int actors, Random random) {
    return actors == 0
        ? Actors.NONE
        : drawn.computeIfAbsent(actors, DrawnActors::some).get(random.nextInt(OF_EACH_COUNT));
  }

  private static List<Actors> some(int actors) {
    return IntStream.range(0, OF_EACH_COUNT).mapToObj(draw -> some(actors, draw)).toList();
  }

  private static Actors some(int actors, int draw) {
    ActorSketch sketch = ActorSketch.empty();
    Stream.iterate(0, i -> i < actors, i -> i + 1)
        .forEach(i -> sketch.add(draw + "-" + actors + "-" + i));
    return Actors.of(sketch.toBytes());
  }
}
