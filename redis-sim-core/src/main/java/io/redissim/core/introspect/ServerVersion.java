package io.redissim.core.introspect;

/** Which version the server says it is. */
public final class ServerVersion {
  /** The highest version of Redis whose commands and replies are really there. */
  public static final String REDIS = "7.2.4";

  /** Of this project; a test compares it with the build's. */
  public static final String REDIS_SIM = "0.1.0";

  private ServerVersion() {}
}
