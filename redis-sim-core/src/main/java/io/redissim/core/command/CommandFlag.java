package io.redissim.core.command;

import java.util.Locale;

/** What the server acts on when it admits a command, in the order COMMAND INFO prints them. */
public enum CommandFlag {
  WRITE,
  READONLY,
  DENYOOM,
  MODULE,
  ADMIN,
  PUBSUB,
  NOSCRIPT,
  BLOCKING,
  LOADING,
  STALE,
  SKIP_MONITOR,
  SKIP_SLOWLOG,
  ASKING,
  FAST,
  NO_AUTH,
  NO_MANDATORY_KEYS,
  NO_ASYNC_LOADING,
  NO_MULTI,
  /** Derived: keys cannot be found by the legacy triple alone. */
  MOVABLEKEYS,
  ALLOW_BUSY,
  /** Never printed: has effects that depend on what it is given, as EVAL. */
  MAY_REPLICATE,
  /** Never printed: only for those whom {@code enable-debug-command} and its like allow. */
  PROTECTED,
  /** Never printed: also touches keys that it does not name. */
  TOUCHES_ARBITRARY_KEYS;

  private final int bit = 1 << ordinal();

  int bit() {
    return bit;
  }

  boolean printed() {
    return compareTo(ALLOW_BUSY) <= 0;
  }

  /** As COMMAND INFO prints it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
