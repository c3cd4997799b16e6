package dev.groundswell.sinks.kafka;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.UserCodeClassLoader;

/** What Flink gives to a schema that it opens, to be looked at afterwards. */
final class SchemaContext implements DeserializationSchema.InitializationContext {

  private final Map<String, Runnable> releaseHooks = new HashMap<>();
  private final Counter counter = new SimpleCounter();

  long undecodable() {
    return counter.getCount();
  }

  /** Ends the job, as far as a schema hears of it. */
  void releaseClassLoader() {
    releaseHooks.values().forEach(Runnable::run);
    releaseHooks.clear();
  }

  @Override
  public MetricGroup getMetricGroup() {
    return new UnregisteredMetricsGroup() {
      @Override
      public Counter counter(String name) {
        return name.equals(AvroDeserializationSchema.UNDECODABLE) ? counter : super.counter(name);
      }
    };
  }

  @Override
  public UserCodeClassLoader getUserCodeClassLoader() {
    ClassLoader loader = SchemaContext.class.getClassLoader();
    return new UserCodeClassLoader() {
      @Override
      public ClassLoader asClassLoader() {
        return loader;
      }

      @Override
      public void registerReleaseHookIfAbsent(String name, Runnable hook) {
        releaseHooks.putIfAbsent(name, hook);
      }
    };
  }
}
