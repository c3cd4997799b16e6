package dev.groundswell.local.servers;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * Sockets that are bound before the broker exists, so that a free port is known when its
 * configuration is written and nobody can take it in between.
 */
final class LoopbackSockets implements ServerSocketFactory, AutoCloseable {
  static final String HOST = "127.0.0.1";

  private final Map<String, ServerSocketChannel> byListener = new HashMap<>();

  /**
   * Binds a listener's socket and returns its port.
   *
   * @param port 0 for any free one
   */
  int bind(String listener, int port) throws IOException {
    ServerSocketChannel socket = ServerSocketChannel.open();
    byListener.put(listener, socket);
    try {
      socket.configureBlocking(false);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (BindException e) {
      throw new PortTakenException("Kafka", port, e);
    }
    return socket.socket().getLocalPort();
  }

  @Override
  public ServerSocketChannel openServerSocket(
      String listener, InetSocketAddress address, int backlog, int receiveBufferSize) {
    return byListener.get(listener);
  }

  @Override
  public void close() throws IOException {
    for (ServerSocketChannel socket : byListener.values()) {
      socket.close();
    }
  }
}
