package io.redissim.cli;

import java.util.List;

/** Commands on their way to the server: {@code *n\r\n}, then n times {@code $len\r\nbytes\r\n}. */
public final class Requests {
  private Requests() {}

  /** The arguments hold one byte per character. */
  public static ByteText encode(String... arguments) {
    return encode(List.of(arguments));
  }

  public static ByteText encode(List<String> arguments) {
    ByteText out = new ByteText();
    out.append('*').append(arguments.size()).append("\r\n");
    for (String argument : arguments) {
      out.append('$').append(argument.length()).append("\r\n").append(argument).append("\r\n");
    }
    return out;
  }
}
