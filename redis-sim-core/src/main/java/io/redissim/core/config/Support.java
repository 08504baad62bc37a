package io.redissim.core.config;

/** How far redis-sim honours a directive. Changed in {@link Directives} when a feature arrives. */
public enum Support {
  /** Does what it says. */
  WORKING,
  /** Does nothing, and nobody misses it: a hint, or a knob of a feature that is refused itself. */
  HARMLESS,
  /** Does nothing yet; any value but the default is accepted with a warning in the log. */
  WARNED,
  /** Does nothing yet, and to ignore it would lose something: only the default is accepted. */
  REFUSED
}
