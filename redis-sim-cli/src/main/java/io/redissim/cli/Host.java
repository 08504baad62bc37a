package io.redissim.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What the process around the program gives it. Tests give their own.
 *
 * @param environment the environment variables
 * @param inputIsTerminal whether somebody types on standard input
 * @param outputIsTerminal whether somebody reads standard output
 */
public record Host(
    InputStream in,
    Output out,
    Output err,
    Map<String, String> environment,
    boolean inputIsTerminal,
    boolean outputIsTerminal) {

  /** The variable's value, or an empty string. */
  String variable(String name) {
    return environment.getOrDefault(name, "");
  }

  /** The file of this name; a name is bytes as all text here is, taken as UTF-8. */
  Path path(String name) {
    try {
      return Path.of(
          new String(name.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
    } catch (InvalidPathException e) {
      err.print("Not a file name in this locale: '" + name + "'\n");
      throw new Exit(1);
    }
  }

  /** All of standard input, one byte per character. */
  public String readAll() {
    try {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      err.print("Reading from standard input: " + e.getMessage() + "\n");
      throw new Exit(1);
    }
  }

  void sleepMicros(long micros) {
    out.flush();
    try {
      TimeUnit.MICROSECONDS.sleep(micros);
    } catch (InterruptedException e) {
      throw new Exit(1);
    }
  }
}
