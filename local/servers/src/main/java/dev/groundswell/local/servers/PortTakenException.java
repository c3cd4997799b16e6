package dev.groundswell.local.servers;

import java.net.BindException;

/** A server was told to use a port that it cannot have. The message is one line. */
public final class PortTakenException extends BindException {
  private static final long serialVersionUID = 1L;

  private final int port;

  PortTakenException(String server, int port, BindException cause) {
    super(
        "%s cannot listen on port %d (%s): choose another port, or 0 for any free one"
            .formatted(server, port, cause.getMessage()));
    initCause(cause);
    this.port = port;
  }

  /** The port in question. */
  public int port() {
    return port;
  }
}
