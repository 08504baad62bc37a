package io.redissim.core.config;

/** The configuration cannot be loaded, so the server cannot start. */
public final class FatalConfigException extends Exception {
  private final int line;
  private final String text;

  private FatalConfigException(String message, int line, String text) {
    super(message, null, false, false);
    this.line = line;
    this.text = text;
  }

  /** A line, counted from 1, is wrong. */
  static FatalConfigException atLine(int line, String text, String why) {
    return new FatalConfigException(why, line, text);
  }

  /** The lines are right but what they say together is not. */
  public static FatalConfigException afterReading(String why) {
    return new FatalConfigException(why, 0, "");
  }

  /** A file cannot be read. Redis logs this one (level warning) and prints no report. */
  static FatalConfigException cannotOpen(String path, String why) {
    return new FatalConfigException(
        "Fatal error, can't open config file '" + path + "': " + why, -1, "");
  }

  /** Whether {@link #getMessage} goes to the log instead of {@link #report} to standard error. */
  public boolean isLogged() {
    return line < 0;
  }

  /**
   * What the operator reads on standard error, ending in a new line. Source: {@code
   * config.c:loadServerConfigFromString}.
   *
   * @param version as in {@code Redis 7.2.4}
   */
  public String report(String version) {
    StringBuilder out = new StringBuilder(128);
    out.append("\n*** FATAL CONFIG FILE ERROR (").append(version).append(") ***\n");
    if (line > 0) {
      out.append("Reading the configuration file, at line ").append(line).append('\n');
      out.append(">>> '").append(text).append("'\n");
    }
    return out.append(getMessage()).append('\n').toString();
  }
}
