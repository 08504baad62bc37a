package io.redissim.server;

import io.redissim.core.introspect.ServerVersion;

/** Which versions this is. */
public final class Version {
  /** The Redis whose commands and replies a client finds here. */
  public static final String REDIS = ServerVersion.REDIS;

  /** This program's own. */
  public static final String REDIS_SIM = ServerVersion.REDIS_SIM;

  private Version() {}
}
