package io.redissim.core.io;

/**
 * Reaches other servers. Called behind the engine's door, and blocks it: while one command waits
 * for its peer nobody is served, which is what makes moving a key atomic.
 */
public interface Links {
  /** Of an engine that runs in nobody's server: reaches nobody. */
  Links NONE =
      (host, port, timeoutMillis) -> {
        throw new LinkException(LinkException.Reason.UNREACHABLE, "this engine has no links");
      };

  /**
   * Connects to an address.
   *
   * @param host a name or an address
   * @param port one that cannot be is as one that nobody listens on
   */
  Link open(String host, int port, long timeoutMillis) throws LinkException;
}
