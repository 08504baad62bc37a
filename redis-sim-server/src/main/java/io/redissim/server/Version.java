package io.redissim.server;

/** Which versions this is. */
public final class Version {
  /** The Redis whose commands and replies a client finds here. */
  public static final String REDIS = "7.2.4";

  /** This program's own. */
  public static final String REDIS_SIM = "0.1.0";

  private Version() {}
}
