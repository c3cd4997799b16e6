package dev.groundswell.local.demo;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/**
 * Runs something on Ctrl-C and on {@code kill}, in place of the JVM's own way: shutdown hooks run
 * all at once, and Flink's would pull the cluster from under a job that is still being drained.
 */
final class StopSignals {

  private StopSignals() {}

  /**
   * Replaces the handlers of INT and TERM. By reflection, since the compiler warns of {@code
   * sun.misc.Signal} without a way to say that one knows.
   */
  static void handle(Runnable stop) {
    try {
      Class<?> signalClass = Class.forName("sun.misc.Signal");
      Class<?> handlerClass = Class.forName("sun.misc.SignalHandler");
      InvocationHandler handler =
          (proxy, method, arguments) -> {
            if (method.getName().equals("handle")) {
              stop.run();
            }
            return null;
          };
      Object proxy =
          Proxy.newProxyInstance(
              StopSignals.class.getClassLoader(), new Class<?>[] {handlerClass}, handler);
      for (String name : new String[] {"INT", "TERM"}) {
        Object signal = signalClass.getConstructor(String.class).newInstance(name);
        signalClass.getMethod("handle", signalClass, handlerClass).invoke(null, signal, proxy);
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JVM lets nobody handle signals", e);
    }
  }
}
