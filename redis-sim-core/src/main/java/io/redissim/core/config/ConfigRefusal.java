package io.redissim.core.config;

/**
 * A value or a change is refused; the message is Redis' own text, told to whoever asked. No stack
 * trace: it is an answer, not an accident.
 */
public final class ConfigRefusal extends Exception {
  public ConfigRefusal(String message) {
    super(message, null, false, false);
  }

  /** The message, which is never missing. */
  public String text() {
    return String.valueOf(getMessage());
  }
}
