package io.redissim.core.introspect;

import java.util.Locale;

/**
 * The text of INFO while it is being written: sections of {@code name:value\r\n} under a headline,
 * an empty line between two.
 */
final class InfoText {
  private final StringBuilder text = new StringBuilder();

  void section(String title) {
    if (!text.isEmpty()) {
      text.append("\r\n");
    }
    text.append("# ").append(title).append("\r\n");
  }

  void field(String name, long value) {
    text.append(name).append(':').append(value).append("\r\n");
  }

  void field(String name, String value) {
    text.append(name).append(':').append(value).append("\r\n");
  }

  /** With two digits behind the point. */
  void field(String name, double value) {
    field(name, String.format(Locale.ROOT, "%.2f", value));
  }

  /** Bytes, once as a number and once for people. */
  void bytes(String name, long value) {
    field(name, value);
    field(name + "_human", MemoryFigures.human(value));
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
