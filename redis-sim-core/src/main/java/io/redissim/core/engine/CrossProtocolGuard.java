package io.redissim.core.engine;

import io.redissim.core.client.Client;
import io.redissim.core.resp.Args;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends connections that speak HTTP: a web page can make a browser send a POST whose body is
 * commands, and the lines before it would only be errors. Source: Valkey {@code
 * networking.c:securityWarningCommand}.
 */
final class CrossProtocolGuard {
  private static final Logger LOG = LoggerFactory.getLogger(CrossProtocolGuard.class);

  /** Whoever attacks must not fill the log. */
  private static final long LOG_INTERVAL_MICROS = 60_000_000;

  private long loggedMicros;
  private boolean logged;

  /** Whether this is no command but HTTP; if so, the client is closed without a reply. */
  boolean closes(Client client, Args args, long nowMicros) {
    if (!args.is(0, "POST") && !args.is(0, "Host:")) {
      return false;
    }
    if (!logged || nowMicros - loggedMicros > LOG_INTERVAL_MICROS) {
      LOG.warn(
          "Possible SECURITY ATTACK detected. It looks like somebody is sending POST or Host:"
              + " commands to Redis. This is likely due to an attacker attempting to use Cross"
              + " Protocol Scripting to compromise your Redis instance. Connection from {} aborted.",
          client.transport().remoteAddress());
      loggedMicros = nowMicros;
      logged = true;
    }
    client.close();
    return true;
  }
}
