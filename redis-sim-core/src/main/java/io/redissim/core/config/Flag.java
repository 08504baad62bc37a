package io.redissim.core.config;

/** What is special about a directive. Source: the flags of {@code config.c:static_configs}. */
public enum Flag {
  /** Only in the file or on the command line, never by CONFIG SET. */
  IMMUTABLE,
  /** Never shown in MONITOR, SLOWLOG or a log. */
  SENSITIVE,
  /** Found by CONFIG GET under its exact name, not by a pattern. */
  HIDDEN,
  /** Takes several arguments on its line. */
  MULTI_ARG,
  /** CONFIG SET needs {@code enable-protected-configs}. */
  PROTECTED,
  /** Part of the report that DEBUG and a crash print. */
  DEBUG,
  /** Not while a data set is being loaded. */
  DENY_LOADING,
  /** Setting the same value again is a change: the file it names may have a new content. */
  VOLATILE
}
