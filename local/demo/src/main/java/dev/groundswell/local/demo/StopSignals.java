package dev.groundswell.local.demo;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Hands over Ctrl-C and {@code kill}, in place of the JVM's own way: shutdown hooks run all at
 * once, and Flink's would pull the cluster from under a job that is still being drained. Closing
 * brings the former way back.
 *
 * <p>By reflection, since the compiler warns of {@code sun.misc.Signal} without a way to say that
 * one knows.
 */
final class StopSignals implements AutoCloseable {

  private final Map<StopSignal, Object> former = new EnumMap<>(StopSignal.class);

  /** Takes over; the consumer is called in a thread of each signal's own. */
  void deliverTo(Consumer<StopSignal> consumer) {
    for (StopSignal signal : StopSignal.values()) {
      former.put(signal, handle(signal, handler(() -> consumer.accept(signal))));
    }
  }

  @Override
  public void close() {
    former.forEach(StopSignals::handle);
  }

  private static Object handler(Runnable action) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          if (method.getName().equals("handle")) {
            action.run();
          }
          return null;
        };
    return Proxy.newProxyInstance(
        StopSignals.class.getClassLoader(), new Class<?>[] {handlerClass()}, handler);
  }

  /** Installs a handler; returns the former one. */
  private static Object handle(StopSignal signal, Object handler) {
    try {
      Class<?> signalClass = Class.forName("sun.misc.Signal");
      return signalClass
          .getMethod("handle", signalClass, handlerClass())
          .invoke(
              null, signalClass.getConstructor(String.class).newInstance(signal.name()), handler);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JVM lets nobody handle signals", e);
    }
  }

  private static Class<?> handlerClass() {
    try {
      return Class.forName("sun.misc.SignalHandler");
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("this JVM lets nobody handle signals", e);
    }
  }
}
